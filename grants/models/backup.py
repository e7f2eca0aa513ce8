"""Who answers questions at an office while it has no specialist: named by the office, and nobody has to be."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from grants.models.request import Backup
from portal.access import OUTREACH_ROLES
from portal.errors import Refused
from portal.models import Membership, Office, Person
from portal.pages import refusing


@transaction.atomic
def name_backup(*, office: Office, person: Person | None, by: Person, at: datetime) -> Backup | None:
    """Name the back-up instead of whoever stands there; nobody: only end it. The same again changes nothing."""
    stands = backup_of(office)
    if stands and person and stands.person_id == person.pk:
        return stands
    if person and not Membership.objects.filter(office=office).secured(person, OUTREACH_ROLES):
        sentence = _("%(name)s cannot answer questions here: it needs somebody who meets the office’s partners.")
        raise Refused(sentence % {"name": person.name}, field="person")
    Backup.objects.filter(office=office, ended_at=None).update(ended_at=at)
    if person is None:
        return None
    with refusing(one_backup_per_office=_("Somebody else has just named a back-up. Look again.")):
        return Backup.objects.create(office=office, person=person, named_at=at, named_by=by)


def backup_of(office: Office) -> Backup | None:
    """Whoever is named now, here or gone."""
    return Backup.objects.filter(office=office, ended_at=None).select_related("person", "named_by").first()


def is_here(backup: Backup) -> bool:
    """Whether the back-up still could answer: active, and in a fitting role at the office."""
    held = Membership.objects.in_force().filter(office=backup.office_id, role__in=sorted(OUTREACH_ROLES))
    return held.filter(person=backup.person_id, person__is_active=True).exists()

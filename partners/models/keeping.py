"""Who at an office may keep promises and partnerships: whoever meets its partners."""

from django.utils.translation import gettext as _

from portal.access import OUTREACH_ROLES
from portal.errors import Refused
from portal.models import Membership, Office, Person


def can_keep(person: Person, office: Office) -> bool:
    """Whether the person meets the office's partners, now and until this transaction ends."""
    return Membership.objects.filter(office=office).secured(person, OUTREACH_ROLES)


def refuse_who_cannot_keep(person: Person, office: Office, field: str = "owner") -> None:
    """Refuse an owner who holds no role at the office that meets its partners."""
    if not can_keep(person, office):
        raise Refused(
            _("%(name)s cannot keep this: it needs somebody who logs outreach here.") % {"name": person.name},
            field=field,
        )

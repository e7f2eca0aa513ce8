"""A question that somebody told the office, by telephone or in person, written down by whoever heard it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from grants.models.asking import clock, keep_words, served, zone_of
from grants.models.request import GuidanceRequest, Question
from grants.models.routing import Keeper
from grants.models.telling import named_there, tell_asker
from grants.taxonomy import AddressUse, Channel
from portal.access import OUTREACH_ROLES, Role
from portal.calendar import local_day
from portal.errors import Refused
from portal.models import Membership, Office, Person


@transaction.atomic
def record_told(
    *,
    office: Office | None,
    asked: UUID,
    county: str,
    by: Person,
    at: datetime,
    email: str = "",
    may_remind: bool = False,
    **question: Any,
) -> GuidanceRequest:
    """Put it on record, and whoever heard it answers it. With an address the asker gets the private link.

    `office`: of whoever heard it; None: EOUSA, which then answers for the office of the county. `question`: need, kind,
    violence, text. The same key twice is one question.
    """
    if not Membership.objects.filter(office=office).secured(by, OUTREACH_ROLES if office else {Role.EOUSA}):
        raise Refused(_("Only somebody who may answer the question can put it on record."))
    on, keys = local_day(at, zone_of(office)), {"asked": asked, **offices_for(county, office)}
    if written := GuidanceRequest.objects.only("pk").filter(asked=asked).first():
        return written
    answers = Keeper(by, is_central=office is None)
    made, is_new = put(GuidanceRequest(**keys, asked_at=at, asked_on=on, **answers.columns, **clock(on)))
    if not is_new:
        return made
    use = AddressUse.REMINDERS if may_remind and email else AddressUse.ANSWER
    said = {**question, "county": county, "email": email, "address_use": use, "channel": Channel.TOLD, "asked_by": by}
    keep_words(made, said)
    other = made.other_office
    tell_asker(made, "asked", period=f"{on}", other=named_there(other) if other else "")
    return made


def put(row: GuidanceRequest) -> tuple[GuidanceRequest, bool]:
    """The question that is kept, and whether it is new: of two that come in one moment the second is none."""
    GuidanceRequest.objects.bulk_create([row], ignore_conflicts=True)
    row.pk = GuidanceRequest.objects.values_list("pk", flat=True).get(asked=row.asked)
    return row, not Question.objects.filter(request=row.pk).exists()


def offices_for(county: str, office: Office | None) -> dict[str, Office | None]:
    """The office whose question it is, and the other one where the county is divided."""
    place = served(county)
    if office is None:
        return {"office": place.office, "other_office": place.other}
    if office not in place:
        who = place.office.official_name if place.office else _("no district: EOUSA answers for it")
        sentence = _("Your office does not serve this county. Who does: %(who)s. Tell the asker whom to ask.")
        raise Refused(sentence % {"who": who}, field="place")
    return {"office": office, "other_office": place.other if office == place.office else place.office}

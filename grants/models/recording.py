"""A question that somebody told the office, by telephone or in person, written down by whoever heard it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from grants.clocks import answer_due
from grants.models.request import GuidanceRequest, Question, keys_of
from grants.models.routing import kept_by
from grants.models.telling import tell_asker
from grants.taxonomy import AddressUse, Channel
from portal import gazetteer
from portal.calendar import CENTER, local_day
from portal.country import CountyFacts
from portal.errors import Refused
from portal.models import Office, Person
from portal.prose import Prose


@transaction.atomic
def record_told(
    *,
    office: Office | None,
    county: CountyFacts,
    need: str,
    by: Person,
    at: datetime,
    kind: str = "",
    violence: Sequence[str] = (),
    text: str = "",
    email: str = "",
    may_remind: bool = False,
) -> GuidanceRequest:
    """Put it on record, and whoever heard it answers it. With an address the asker gets the private link.

    `office`: of whoever heard it; None: EOUSA, which then answers for the office of the county.
    """
    on = local_day(at, office.zone if office else CENTER)
    made = GuidanceRequest.objects.create(
        **offices_for(county, office), is_central=office is None, asked_at=at, asked_on=on, waits_since=on,
        due_on=answer_due(on), **kept_by(by),
    )  # fmt: skip
    Question.objects.create(
        **keys_of(made), county=county.fips, need=need, kind=kind, violence=list(violence), text=text, email=email,
        kept_because=text.kept_because if isinstance(text, Prose) else "", channel=Channel.TOLD, asked_by=by,
        address_use=AddressUse.REMINDERS if may_remind and email else AddressUse.ANSWER,
    )  # fmt: skip
    tell_asker(made, "asked", period="asked")
    return made


def offices_for(county: CountyFacts, office: Office | None) -> dict[str, Office | None]:
    """The office whose question it is, and the other one where the county is divided."""
    served = [gazetteer.offices()[court] for court in (county.court_id, county.other) if court]
    if office is None:
        return {"office": next(iter(served), None)}
    if office not in served:
        who = served[0].official_name if served else _("no district; EOUSA answers for it")
        sentence = _("Your office does not serve %(county)s: that is %(who)s. Give the asker its address instead.")
        raise Refused(sentence % {"county": county.label, "who": who}, field="county")
    return {"office": office, "other_office": next((one for one in served if one != office), None)}

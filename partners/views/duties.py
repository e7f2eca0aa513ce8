"""The five duties: what each is, by which law, and where it is done in this portal."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from partners.duties import DUTIES, Duty
from partners.duty_figures import of_office
from partners.duty_totals import of_nation
from partners.views.step_acts import own_office, today_at
from portal.access import Permission
from portal.hats import Hat, PortalRequest
from portal.pages import page
from portal.routes import declared, every_route


class Place(NamedTuple):
    """Where a part of a duty is done: a route, its name for people, what is done there."""

    route: str
    label: Any
    about: Any
    query: str = ""


GROUPS = Place(
    "group-list", _("Working groups"), _("Meet with other offices and with partners, and keep what was agreed.")
)
FIGURES = Place("figure-list", _("Figures of outreach"), _("What was done, by duty and kind of contact."))

WHERE: dict[Duty, tuple[Place, ...]] = {
    Duty.TRAUMA_INFORMED: (
        Place("agency-practice-list", _("Practices of agencies"),
              _("Which police and prosecutors have taken up practices (a) to (d), and whom to ask 90 days after a "
                "training.")),
        Place("library-list", _("Library"), _("Training decks and protocols of other offices."), "?duty=1"),
        GROUPS,
        FIGURES,
    ),
    Duty.ERPO: (
        Place("erpo-list", _("The law of each state"), _("Where such orders exist on a day, and who may ask for one.")),
        Place("readiness-list", _("Readiness"), _("Each link from the order to safe storage, by county.")),
        Place("library-list", _("Library"), _("Protocols for serving orders and for storage."), "?duty=2"),
    ),
    Duty.OUTREACH: (
        Place("gap-list", _("Gaps in services"), _("What people lack where they are, and who sees to it.")),
        Place("project-list", _("Projects"), _("From a gap to a site, a solution and a result.")),
        Place("organization-list", _("Organizations"), _("Whom the office works with, and whom they serve.")),
        FIGURES,
    ),
    Duty.ACCESS: (
        Place("barrier-list", _("Barriers"), _("What keeps people from a service, the remedy, and when somebody looks "
                                               "again.")),
        Place("barrier-totals", _("Barriers by kind"), _("How many are open in the nation; no organization.")),
        Place("library-list", _("Library"), _("What others use to open their services."), "?duty=4"),
    ),
    Duty.FIREARMS: (
        Place("readiness-list", _("Readiness"), _("Who gives up firearms, to whom, and how they come back.")),
        Place("agency-practice-list", _("Practices of agencies"),
              _("The protocol for referring the most violent, the screening sheet, the ATF contact.")),
        Place("notice-list", _("Forms of courts"), _("Which forms tell of the prohibition; an office’s observation.")),
        Place("case-count-list", _("Case counts"), _("The office’s own numbers against its own past.")),
        Place("case-total-list", _("Case counts of the nation"), _("Without small cells, with outreach beside them.")),
        Place("context-list", _("Public figures"), _("What others have published, units apart.")),
    ),
}  # fmt: skip
"""Every page of the five duties that has no page above it."""


@lru_cache(maxsize=1)
def permissions() -> dict[str, Permission]:
    """What each route needs, by name."""
    found = ((pattern.name, declared(pattern.callback)) for _path, pattern in every_route())
    return {name: permission for name, permission in found if name and permission}


def places(duty: Duty, hat: Hat) -> Iterator[dict[str, Any]]:
    """Where this reader may go."""
    for place in WHERE[duty]:
        if hat.may(permissions()[place.route]):
            yield {"label": place.label, "about": place.about, "url": reverse(place.route) + place.query}


@page(Permission.ORGANIZATION_VIEW)
def duty_list(request: PortalRequest) -> HttpResponse:
    """Each as it stands today, with the memo's section, today's law, and the pages on which it is done."""
    own = own_office(request) if request.hat.is_of_an_office else None
    stands = of_office(request.hat, own) if own else of_nation(request)
    duties = [(duty.value, about, list(places(duty, request.hat)), stands[duty]) for duty, about in DUTIES.items()]
    facts = {"duties": duties, "office": own, "day": today_at(own) if own else localdate()}
    return render(request, "partners/duty_list.html", facts)

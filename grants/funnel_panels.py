"""The funnel and the clocks of guidance on the national page, and on an office's."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from grants import funnel_words as words
from grants.funnel import Funnel
from grants.funnel_counts import of_nation, of_office, of_one_of_the_nation
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.panels import Panel


def national(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Of today; nothing while nobody has asked anywhere."""
    found, _offices = of_nation(on=localdate())
    return shown(found, is_national=True) if found.asked else None


def of_its_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """To the office its own; to EOUSA its numbers; to another office nothing."""
    office = known["office"]
    day = local_day(now(), office.zone)
    if request.hat.office_id == office.pk:
        return shown(of_office(office.pk, on=day), is_national=False)
    if request.hat.is_of_an_office:
        return None
    found = of_one_of_the_nation(office.pk, on=day)
    return shown(found, is_national=False) if found.asked else None


def shown(found: Funnel, *, is_national: bool) -> dict[str, Any]:
    steps = words.steps(found) if found.asked else []
    said = words.sentence(found, is_national=is_national)
    return {"sentence": said, "clocks": words.clocks(found), "steps": steps, "whole": words.whole(steps)}


NATIONAL = Panel(
    "guidance-funnel", _("Grant guidance"), Permission.FUNNEL_VIEW, "grants/panel_funnel.html", national, 60, True
)
OFFICE = Panel(
    "guidance-funnel", _("Grant guidance"), Permission.FUNNEL_VIEW, "grants/panel_funnel.html", of_its_office, 60
)

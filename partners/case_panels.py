"""Case counts on the page of an office, for its own people, and on the national page, as far as totals are shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from partners import case_words as words
from partners import quarters
from partners.beside import in_words
from partners.case_totals import totals_of
from partners.cases import Measure, Statute
from partners.models import CaseCount
from partners.suppression import last_struck
from portal.access import Permission
from portal.hats import PortalRequest
from portal.panels import Panel


def of_office(_request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whether the last quarter that is over is entered. No number: one never stands without what is beside it."""
    quarter = quarters.before(quarters.quarter_of(localdate()))
    found = CaseCount.objects.standing().of(known["office"], quarter).numbers()
    return {"sentence": words.entered(found.get(quarter, {}), quarter, localdate())}


def of_nation(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was charged in the newest quarter with totals, as far as it is shown."""
    totals = totals_of(last_struck(now()))
    charged = {str(statute.label): totals.shown.get((statute, Measure.CHARGED)) for statute in Statute}
    return {
        "sentence": f"{words.of_nation(totals)} {words.behind(totals)}",
        "measure": capfirst(str(Measure.CHARGED.label)),
        "lines": [(label, number) for label, number in charged.items() if number is not None],
        "beside": in_words(totals.beside),
        "about": words.about(),
    }


OFFICE = Panel(
    "case-counts", _("Case counts"), Permission.CASE_COUNT_VIEW, "partners/panel_case_counts.html", of_office, order=80
)
NATIONAL = Panel(
    "case-totals", _("National case counts"), Permission.CASE_TOTALS_VIEW, "partners/panel_case_totals.html",
    of_nation, 80, True,
)  # fmt: skip

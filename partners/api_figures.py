"""Figures of the log for programs: what the page shows, by the same function."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from partners import quarters
from partners.duties import Duty
from partners.serializers_figures import FiguresQuestion, OutreachFiguresSerializer
from partners.tallies import Figures, Tally, tallied
from portal import gazetteer
from portal.access import Permission
from portal.views.api import Asked


class OutreachFigures(Asked):
    """What was done in a quarter, by duty, kind and office."""

    permission = Permission.OUTREACH_FIGURES_VIEW
    question = FiguresQuestion
    serializer_class = OutreachFiguresSerializer

    @extend_schema(operation_id="outreach_figures", summary="Figures of outreach", responses=OutreachFiguresSerializer)
    def get(self, _request: Request) -> Response:
        """Contacts, hours and people of a quarter: of all offices for EOUSA, of its own for an office. Never a note."""
        figures = tallied(self.asked().get("quarter") or quarters.quarter_of(localdate()))
        answer = {
            "quarter": figures.quarter,
            "first": figures.quarter,
            "last": quarters.last_day(figures.quarter),
            "total": said(figures.total),
            "duties": [{"duty": duty} | said(tally) for duty, tally in figures.duties.items()],
            "kinds": [{"kind": kind} | said(tally) for kind, tally in figures.kinds.items()],
            "trained_by": figures.trained_by,
            "offices": list(offices(figures)),
        }
        return Response(OutreachFiguresSerializer(answer).data)


def said(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {"events": tally.events}


def offices(figures: Figures) -> Iterator[dict[str, Any]]:
    """Those that logged anything, in the order of the offices."""
    for office in gazetteer.offices().values():
        if tally := figures.offices.get(office.pk):
            named = {"court_id": office.court_id, "office": office.abbreviation}
            by_duty = {str(duty.value): figures.cells.get((office.pk, duty.value), 0) for duty in Duty}
            yield named | said(tally) | {"by_duty": by_duty}

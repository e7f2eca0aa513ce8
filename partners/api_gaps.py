"""Gaps for programs: what the pages show, by the same readings."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.forms.gaps import DISTRICT, GENERAL
from partners.gap_reading import Gap, Lack, Level, State, gaps_of, lacks_of_nation, state_in, states
from partners.serializers_gaps import GapQuestion, GapSerializer
from portal import gazetteer
from portal.access import Permission
from portal.api import hat_of
from portal.models import Office
from portal.views.api import Asked

KEY = OpenApiParameter("gap", str, "path", pattern="^[A-Za-z0-9_-]+$", description="The gap, as the list names it.")
NOTHING: dict[str, Any] = dict.fromkeys(
    ("county", "office", "owner", "accepted_on", "reason", "counties_met", "counties_in_all")
)


def of_office(gap: Gap, office: Office) -> dict[str, Any]:
    """A gap of the caller's own office."""
    county, care = gap.spot.county, gap.care
    return NOTHING | {
        "gap": gap.spot.key, "need": gap.spot.need, "population": gap.spot.population,
        "level": Level.COUNTY if county else Level.DISTRICT, "county": county or None,
        "in_state": states().get(county, office.state), "office": office.court_id, "number": gap.number,
        "state": gap.state, "owner": care.owner or None, "accepted_on": care.accepted_on,
        "reason": care.reason or None,
    }  # fmt: skip


def of_nation(lack: Lack) -> dict[str, Any]:
    """A gap as EOUSA is told of it."""
    is_state = lack.level == Level.STATE
    return NOTHING | {
        "gap": lack.key, "need": lack.need, "population": lack.population, "level": lack.level,
        "county": lack.place if lack.level == Level.COUNTY else None, "in_state": state_in(lack),
        "office": lack.place if lack.level == Level.DISTRICT else None, "number": lack.seen or None,
        "state": lack.state, "counties_met": lack.served if is_state else None,
        "counties_in_all": lack.counties if is_state else None,
    }  # fmt: skip


class Gaps(Asked):
    """Of the caller's office; for EOUSA of the nation."""

    permission = Permission.GAP_VIEW
    serializer_class = GapSerializer

    def found(self) -> list[dict[str, Any]]:
        hat = hat_of(self.request)
        if not hat.is_of_an_office:
            return [of_nation(lack) for lack in lacks_of_nation()]
        office = gazetteer.offices()[hat.court_id]
        return [of_office(gap, office) for gap in gaps_of(office)]


@extend_schema_view(get=extend_schema(operation_id="gaps", summary="Gaps"))
class GapList(Gaps, ListAPIView[Any]):
    """Needs that outreach has seen and nobody meets there, those seen most often first.

    An office gets its own. EOUSA gets counties; alienage, sexual orientation, gender identity and immigration help by
    state alone, and no number below five.
    """

    question = GapQuestion

    def get_queryset(self) -> Any:
        asked = self.asked()
        return [row for row in self.found() if is_asked(row, asked)]


def is_asked(row: dict[str, Any], asked: dict[str, Any]) -> bool:
    if "state" not in asked and row["state"] == State.MET:
        return False
    names = ("need", "population", "county", "in_state", "office", "state")
    wanted = {name: MEANT.get((name, asked[name]), asked[name]) for name in names if name in asked}
    if asked.get("county") == DISTRICT:
        wanted["level"] = Level.DISTRICT
    return all(row[name] == value for name, value in wanted.items())


MEANT: dict[tuple[str, str], Any] = {("population", GENERAL): "", ("county", DISTRICT): None}
"""What a word of the question is in a row."""


class GapDetail(Gaps):
    """One of them."""

    @extend_schema(operation_id="gap", summary="One gap", parameters=[KEY], responses=GapSerializer)
    def get(self, _request: Request, gap: str) -> Response:
        """A gap by its name."""
        self.asked()
        row = next((row for row in self.found() if row["gap"] == gap), None)
        if row is None:
            raise Http404
        return Response(GapSerializer(row).data)

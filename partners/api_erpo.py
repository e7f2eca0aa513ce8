"""The law on extreme risk protection orders for programs: as of any day, by the same functions as the pages."""

from typing import Any

from django.http import Http404
from django.utils.timezone import localdate
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from partners.erpo import JURISDICTIONS, Standing, count, standing, standing_of
from partners.models import ErpoLaw
from partners.serializers_erpo import DayQuestion, ErpoDetailSerializer, ErpoQuestion, ErpoSerializer
from portal.access import Permission
from portal.views.api import Asked

STATE = OpenApiParameter(
    "state", str, "path", pattern="^[a-z]{2}$", description="State or territory by its two postal letters, small: tx."
)


class ErpoList(Asked):
    """Every jurisdiction's answer."""

    permission = Permission.ERPO_VIEW
    question = ErpoQuestion
    serializer_class = ErpoSerializer

    @extend_schema(operation_id="erpo", summary="Extreme risk protection orders on a day", responses=ErpoSerializer)
    def get(self, _request: Request) -> Response:
        """How many states allow such orders on a day, and each jurisdiction's law. What nobody has dated is not
        counted."""
        asked = self.asked()
        on = asked.get("on") or localdate()
        found = list(standing(ErpoLaw.objects.on_record().laws(), on).values())
        number = count(found)
        answer: dict[str, Any] = {
            "on": on,
            "states": number.states,
            "dc": number.has_dc,
            "territories": number.territories,
            "results": [each for each in found if is_meant(each, asked)],
        }
        return Response(ErpoSerializer(answer).data)


def is_meant(found: Standing, asked: dict[str, Any]) -> bool:
    """Left out, a filter asks for whatever it is."""
    stands, unverified = asked.get("stands"), asked.get("unverified")
    return stands in {None, found.answer} and unverified in {None, found.is_to_verify}


class ErpoDetail(Asked):
    """One jurisdiction."""

    permission = Permission.ERPO_VIEW
    question = DayQuestion
    serializer_class = ErpoDetailSerializer

    @extend_schema(
        operation_id="erpo_state", summary="The law of one state", parameters=[STATE], responses=ErpoDetailSerializer
    )
    def get(self, _request: Request, state: str) -> Response:
        """What its law is on a day, and every row of the record, also those that were replaced."""
        asked = self.asked()
        code = state.upper()
        if code not in JURISDICTIONS or state != state.lower():
            raise Http404
        rows = list(ErpoLaw.objects.filter(state=code).order_by("-recorded_at", "-pk"))
        laws = [row.law for row in rows if row.superseded_at is None]
        found = standing_of(code, laws, asked.get("on") or localdate())
        return Response(ErpoDetailSerializer(found, context={"rows": rows}).data)

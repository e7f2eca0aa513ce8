"""The way to a deadline for programs: of a notice, or of any day."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from grants.deadlines import way
from grants.milestones import Way
from grants.models import Opportunity
from grants.models.following import deadline_of, is_ahead, kind_of
from grants.serializers_deadlines import NoticeWayQuestion, WayQuestion, WaySerializer, refuse_earlier
from portal.access import Permission
from portal.calendar import CENTER, local_day
from portal.views.api import Asked


def zone_of(asked: dict[str, Any]) -> ZoneInfo:
    """The clock that the caller names; else Eastern."""
    return ZoneInfo(asked["zone"]) if "zone" in asked else CENTER


def answered(
    asked: dict[str, Any], kind: Way, deadline: date | None, *, is_estimated: bool = False, is_over: bool = False
) -> Response:
    """The steps, as the page counts them; none where nobody can apply any more."""
    zone = zone_of(asked)
    chosen = Way(asked.get("kind", kind))
    today = local_day(now(), zone)
    found = way(chosen, deadline, zone, today=today, later_on=asked.get("later")) if deadline and not is_over else []
    answer = {"kind": chosen, "deadline": deadline, "is_estimated": is_estimated, "milestones": found}
    return Response(WaySerializer(answer).data)


class WayList(Asked):
    """Steps to a deadline that the caller names."""

    permission = Permission.PUBLIC_VIEW
    question = WayQuestion
    serializer_class = WaySerializer

    @extend_schema(operation_id="deadlines", summary="The way to a deadline", responses=WaySerializer)
    def get(self, _request: Request) -> Response:
        """Each step with its working day, and the minutes at which systems close."""
        asked = self.asked()
        is_over = asked["deadline"] < local_day(now(), zone_of(asked))
        return answered(asked, Way.STATE, asked["deadline"], is_over=is_over)


class NoticeWayList(Asked):
    """Steps to the deadline of a notice."""

    permission = Permission.PUBLIC_VIEW
    question = NoticeWayQuestion
    serializer_class = WaySerializer

    @extend_schema(
        operation_id="opportunity_deadlines", summary="The way to the deadline of a notice", responses=WaySerializer
    )
    def get(self, _request: Request, pk: int) -> Response:
        """Counted from the closing day, or from the estimated one of a forecast."""
        notice = get_object_or_404(Opportunity, pk=pk)
        asked, deadline = self.asked(), deadline_of(notice)
        refuse_earlier(asked.get("later"), deadline)
        is_over = not is_ahead(notice, now())
        return answered(asked, kind_of(notice), deadline, is_estimated=notice.is_forecast, is_over=is_over)

"""Barriers to services for programs: what the pages show, by the same reading."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners import barriers
from partners.api import office_of
from partners.barrier_counts import totals
from partners.models import Barrier
from partners.models.barrier import waits
from partners.serializers_barriers import (
    BarrierDetailSerializer,
    BarrierQuestion,
    BarrierSerializer,
    BarrierTotalSerializer,
)
from portal.access import ORGANIZATION_ROLES, Permission
from portal.api import Cursors, hat_of
from portal.calendar import local_day
from portal.views.api import Asked

KEY = OpenApiParameter("barrier", {"type": "string", "format": "uuid"}, "path", description="Key of the barrier.")


class Barriers(Asked):
    """An office's barriers; to an organization those at itself. Each with `at_id` and `at_name`."""

    permission = Permission.BARRIER_VIEW
    serializer_class = BarrierSerializer

    def get_queryset(self) -> QuerySet[Barrier]:
        return barriers.standing(hat_of(self.request)).annotate(
            at_id=Coalesce("organization__merged_into_id", "organization_id"),
            at_name=Coalesce("organization__merged_into__name", "organization__name"),
        )


@extend_schema_view(get=extend_schema(operation_id="barriers", summary="Barriers to services"))
class BarrierList(Barriers, ListAPIView[Barrier]):
    """What keeps people from services: as the caller's office sees it, or as offices see it at the caller's own."""

    question = BarrierQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Barrier]:
        asked = self.asked()
        columns = {"kind": "kind", "service": "service", "state": "state", "side": "side", "organization": "at_id"}
        wanted = {column: asked[name] for name, column in columns.items() if name in asked}
        found = super().get_queryset().filter(**wanted)
        if asked.get("is_due") is not None:
            due = self.due(hat_of(self.request).role in ORGANIZATION_ROLES)
            found = found.filter(due if asked["is_due"] else ~due)
        return found.order_by(asked["ordering"], "pk")

    def due(self, is_partner: bool) -> Q:
        """As the office's pages count them; an organization reads the day alone."""
        return Q(state=Barrier.State.OPEN, recheck_on__lte=self.day()) if is_partner else waits(self.day())

    def day(self) -> Any:
        """The office's own; an organization's is that of the portal."""
        is_partner = hat_of(self.request).role in ORGANIZATION_ROLES
        return localdate() if is_partner else local_day(now(), office_of(self.request).zone)


@extend_schema_view(get=extend_schema(operation_id="barrier", summary="One barrier", parameters=[KEY]))
class BarrierDetail(Barriers, RetrieveAPIView[Barrier]):
    """One barrier with the organization's answers."""

    serializer_class = BarrierDetailSerializer
    lookup_field, lookup_url_kwarg = "key", "barrier"

    def get_object(self) -> Barrier:
        self.asked()
        found: Any = super().get_object()
        found.answers = barriers.answers_to(found, hat_of(self.request))
        return found  # type: ignore[no-any-return]


class BarrierTotals(Asked):
    """Barriers of the nation."""

    permission = Permission.OUTREACH_FIGURES_VIEW
    serializer_class = BarrierTotalSerializer

    @extend_schema(
        operation_id="barrier_totals", summary="Barriers of all offices by kind",
        responses=BarrierTotalSerializer(many=True),
    )  # fmt: skip
    def get(self, _request: Request) -> Response:
        """Counts alone: no office, no organization, no word."""
        self.asked()
        found = BarrierTotalSerializer(totals(), many=True).data
        return Response({"count": len(found), "next": None, "previous": None, "results": found})

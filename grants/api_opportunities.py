"""Notices of funding for programs: by the same conditions as the pages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, now
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from grants.feed.codes import of_agency
from grants.models import Opportunity, Standing, programs
from grants.models.opportunity import LIVE
from grants.serializers_opportunities import (
    OpportunityDetailSerializer,
    OpportunityQuestion,
    OpportunitySerializer,
    no_such_program,
)
from portal.access import Permission
from portal.api import Cursors
from portal.views.api import Asked

PK = OpenApiParameter("id", {"type": "integer", "minimum": 1, "maximum": 2**62}, "path", description="As Grants.gov.")


class Opportunities(Asked):
    """Everybody's."""

    permission = Permission.PUBLIC_VIEW
    serializer_class: Any = OpportunitySerializer

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "at": now()}


@extend_schema_view(get=extend_schema(operation_id="opportunities", summary="Notices of funding"))
class OpportunityList(Opportunities, ListAPIView[Opportunity]):
    """What Grants.gov publishes about the programs of the catalog. Open is judged at the instant of asking."""

    question = OpportunityQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Opportunity]:
        asked = self.asked()
        return meant(asked, now()).order_by(asked["ordering"], "pk")


def meant(asked: dict[str, Any], at: datetime) -> QuerySet[Opportunity]:
    """What the question asks for."""
    rows = Opportunity.objects.with_known()
    if "status" in asked:
        rows = rows.standing_at(at, *(LIVE if asked["status"] == "live" else (Standing(asked["status"].upper()),)))
    if "program" in asked:
        facts = programs(localdate()).get(asked["program"])
        if facts is None:
            raise no_such_program()
        rows = rows.of_listings(facts.listings)
    for name, condition in CONDITIONS.items():
        if name in asked:
            rows = rows.filter(condition(asked[name]))
    return rows


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "listing": lambda listing: Q(listings__contains=[listing]),
    "agency": of_agency,
    "applicant": lambda code: Q(applicants__contains=[code]),
    "closes_before": lambda day: Q(ends_on__lt=day),
    "closes_from": lambda day: Q(ends_on__gte=day),
}


@extend_schema_view(get=extend_schema(operation_id="opportunity", summary="One notice", parameters=[PK]))
class OpportunityDetail(Opportunities, RetrieveAPIView[Opportunity]):
    """A notice in full, with what it said before."""

    serializer_class = OpportunityDetailSerializer

    def get_queryset(self) -> QuerySet[Opportunity]:
        self.asked()
        return Opportunity.objects.with_known().with_versions()

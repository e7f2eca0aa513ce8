"""Questions about federal money for programs: what the pages show, by the same reading.

An office gets its own, an organization those that it asked, EOUSA the clocks of all and the words of those it answers.
"""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from grants import guidance
from grants.models import Entry, GuidanceRequest, Question
from grants.serializers_guidance import GuidanceDetailSerializer, GuidanceQuestion, GuidanceSerializer
from portal.access import Permission
from portal.api import Cursors, hat_of
from portal.views.api import Asked

KEY = OpenApiParameter("asked", {"type": "string", "format": "uuid"}, "path", description="Key of the question.")


class GuidanceRequests(Asked):
    """Every question of which the caller reads anything."""

    permission = Permission.GUIDANCE_READ
    serializer_class = GuidanceSerializer

    def get_queryset(self) -> QuerySet[GuidanceRequest]:
        return guidance.readable(hat_of(self.request))


@extend_schema_view(get=extend_schema(operation_id="guidance_requests", summary="Questions about federal money"))
class GuidanceRequestList(GuidanceRequests, ListAPIView[GuidanceRequest]):
    """Questions with their clocks: the caller's office's, those that the caller's organization asked, to EOUSA all."""

    question = GuidanceQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[GuidanceRequest]:
        asked, rows = self.asked(), super().get_queryset()
        if "state" in asked:
            rows = rows.filter(state__in=guidance.OPEN if asked["state"] == "OPEN" else [asked["state"]])
        if asked.get("is_central") is not None:
            rows = rows.filter(is_central=asked["is_central"])
        if "need" in asked:
            rows = rows.filter(question_rows__need=asked["need"])
        if asked.get("is_late") is not None:
            late = guidance.late_on(guidance.today_of(hat_of(self.request)))
            rows = rows.filter(late if asked["is_late"] else ~late)
        return rows.order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="guidance_request", summary="One question", parameters=[KEY]))
class GuidanceRequestDetail(GuidanceRequests, RetrieveAPIView[GuidanceRequest]):
    """One question with what was asked and said, as far as the caller reads its words. No internal note."""

    serializer_class = GuidanceDetailSerializer
    lookup_field, lookup_url_kwarg = "asked", "asked"

    def get_object(self) -> GuidanceRequest:
        self.asked()
        found: Any = super().get_object()
        question = Question.objects.filter(request=found.pk).first()
        found.text, found.violence = (question.text, question.violence) if question else ("", [])
        found.entries = Entry.objects.filter(request=found.pk).order_by("said_at", "pk")
        return found  # type: ignore[no-any-return]

"""The catalog for programs: as of any day, for everybody."""

from typing import Any

from django.http import Http404
from django.utils.timezone import localdate
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from grants import catalog_words as words
from grants.catalog import ProgramFacts
from grants.catalog_filters import narrowed
from grants.models import FederalContact, programs
from grants.models.program import editions
from grants.serializers_programs import DayQuestion, ProgramDetailSerializer, ProgramQuestion, ProgramSerializer
from portal.access import Permission
from portal.views.api import Asked

KEY = OpenApiParameter("key", str, "path", pattern="^[a-z_]{2,20}$", description="Key of the program, like stop.")


@extend_schema_view(get=extend_schema(operation_id="programs", summary="Federal programs"))
class ProgramList(Asked, ListAPIView[Any]):
    """The catalog as of a day. What is only believed about a program is not told."""

    permission = Permission.PUBLIC_VIEW
    serializer_class = ProgramSerializer
    question = ProgramQuestion

    def get_queryset(self) -> Any:
        asked = self.asked()
        found = narrowed(programs(asked.get("on") or localdate()).values(), asked)
        by = asked["ordering"].lstrip("-")
        return sorted(found, key=lambda facts: getattr(facts, by), reverse=asked["ordering"].startswith("-"))

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "day": self.asked().get("on") or localdate()}


class ProgramDetail(Asked):
    """One program."""

    permission = Permission.PUBLIC_VIEW
    question = DayQuestion
    serializer_class = ProgramDetailSerializer

    @extend_schema(operation_id="program", summary="One program", parameters=[KEY], responses=ProgramDetailSerializer)
    def get(self, request: Request, key: str) -> Response:
        """A program as it was on a day, with the agency's contact and what it was on other days."""
        day = self.asked().get("on") or localdate()
        known = [edition for edition in editions() if edition.key == key]
        facts = next((edition for edition in known if edition.is_valid(day)), None)
        if not known:
            raise Http404
        if facts is None:
            raise NotFound(words.missing(known, day))
        return Response(self.told(request, facts, known, day))

    def told(self, request: Request, facts: ProgramFacts, known: list[ProgramFacts], day: Any) -> Any:
        contact = FederalContact.objects.of(facts.agency)
        context = {"request": request, "day": day, "contact": contact, "editions": known}
        return ProgramDetailSerializer(facts, context=context).data

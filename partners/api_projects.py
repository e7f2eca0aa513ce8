"""Projects for programs."""

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from partners.forms.steps import MINE, QUEUE
from partners.models import Project, ProjectNote, ProjectParty
from partners.serializers_projects import ProjectDetailSerializer, ProjectQuestion, ProjectSerializer
from portal.access import Permission
from portal.api import Cursors, person_of
from portal.views.api import Asked


@extend_schema_view(get=extend_schema(operation_id="projects", summary="Projects"))
class ProjectList(Asked, ListAPIView[Project]):
    """Projects of the caller's office, from a gap to its result. Nobody else reads them."""

    permission = Permission.PROJECT_VIEW
    question = ProjectQuestion
    serializer_class = ProjectSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Project]:
        asked = self.asked()
        rows = Project.objects.select_related("owner").order_by(asked["ordering"], "pk")
        rows = rows.filter(stage=asked["stage"]) if "stage" in asked else rows
        rows = (
            rows.filter(owner={MINE: person_of(self.request), QUEUE: None}[asked["owner"]])
            if "owner" in asked
            else rows
        )
        return rows.filter(ended_on__isnull=asked["is_open"]) if "is_open" in asked else rows


@extend_schema_view(get=extend_schema(operation_id="project", summary="One project"))
class ProjectDetail(Asked, RetrieveAPIView[Project]):
    """One project with its notes and the organizations that take part."""

    permission = Permission.PROJECT_VIEW
    serializer_class = ProjectDetailSerializer

    def get_queryset(self) -> QuerySet[Project]:
        self.asked()
        notes = ProjectNote.objects.select_related("noted_by").order_by("noted_on", "pk")
        parties = ProjectParty.objects.select_related("organization__merged_into").order_by("joined_on", "pk")
        rows = Project.objects.select_related("owner")
        return rows.prefetch_related(Prefetch("notes", notes), Prefetch("parties", parties))

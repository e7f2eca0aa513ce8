"""Sections for programs."""

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from portal.access import Permission
from portal.api import Cursors
from portal.views.api import Asked
from specialists.models import Section
from specialists.serializers.sections import SectionQuestion, SectionSerializer


@extend_schema_view(get=extend_schema(operation_id="sections", summary="Sections for these cases"))
class SectionList(Asked, ListAPIView[Section]):
    """Offices with a section, who heads it and how many serve: of the caller's office, or of all for EOUSA and OARM."""

    permission = Permission.APPOINTMENT_VIEW
    question = SectionQuestion
    serializer_class = SectionSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Section]:
        asked = self.asked()
        rows = Section.objects.select_related("office").known_at(asked["known"])
        if "office" in asked:
            rows = rows.filter(office__court_id=asked["office"])
        if "on" in asked:
            rows = rows.filter(Q(ends_on=None) | Q(ends_on__gt=asked["on"]), starts_on__lte=asked["on"])
        return rows.order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="section", summary="One section"))
class SectionDetail(Asked, RetrieveAPIView[Section]):
    """One entry that stands, by its number: of the caller's office, or of any for EOUSA and OARM."""

    permission = Permission.APPOINTMENT_VIEW
    serializer_class = SectionSerializer

    def get_queryset(self) -> QuerySet[Section]:
        self.asked()
        return Section.objects.standing().select_related("office")

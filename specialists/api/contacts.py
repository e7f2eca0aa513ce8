"""18 USC 925D for programs: points of contact of the offices and of ATF, designated communities."""

from django.db.models import QuerySet
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView

from portal.access import Permission
from portal.api import Cursors
from portal.views.api import Asked
from specialists.models import DesignatedCommunity, FieldDivision, PointOfContact
from specialists.serializers.contacts import (
    CommunityQuestion,
    CommunitySerializer,
    FieldDivisionQuestion,
    FieldDivisionSerializer,
    PointOfContactQuestion,
    PointOfContactSerializer,
)


@extend_schema_view(get=extend_schema(operation_id="points_of_contact", summary="Points of contact (18 USC 925D)"))
class PointOfContactList(Asked, ListAPIView[PointOfContact]):
    """Who is the point of contact, where and since when: of the caller's office, or of all for EOUSA and OARM."""

    permission = Permission.POINT_OF_CONTACT_VIEW
    question = PointOfContactQuestion
    serializer_class = PointOfContactSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[PointOfContact]:
        asked = self.asked()
        rows = PointOfContact.objects.select_related("office").known_at(asked["known"])
        if "office" in asked:
            rows = rows.filter(office__court_id=asked["office"])
        if "on" in asked:
            rows = rows.serving_on(asked["on"])
        return rows.order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="field_divisions", summary="ATF field divisions"))
class FieldDivisionList(Asked, ListAPIView[FieldDivision]):
    """The field divisions of ATF, each with its point of contact where it is known. For government roles."""

    permission = Permission.POINT_OF_CONTACT_VIEW
    question = FieldDivisionQuestion
    serializer_class = FieldDivisionSerializer

    def get_queryset(self) -> QuerySet[FieldDivision]:
        self.asked()
        return FieldDivision.objects.in_force(localdate()).with_contacts().order_by("name")


@extend_schema_view(get=extend_schema(operation_id="designated_communities", summary="Designated communities"))
class CommunityList(Asked, ListAPIView[DesignatedCommunity]):
    """The communities known here of the 78 that were designated in September 2024. For government roles."""

    permission = Permission.POINT_OF_CONTACT_VIEW
    question = CommunityQuestion
    serializer_class = CommunitySerializer

    def get_queryset(self) -> QuerySet[DesignatedCommunity]:
        asked = self.asked()
        rows = DesignatedCommunity.objects.filter(valid_to=None).select_related("district").order_by("name")
        return rows.filter(district__court_id=asked["office"]) if "office" in asked else rows

"""Forms of courts for programs: what the pages show, by the same reading."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from partners import notices
from partners.forms.notices import UNKNOWN
from partners.models import NoticeForm
from partners.models.notice import SEEN_FOR
from partners.serializers_notices import NoticeDetailSerializer, NoticeQuestion, NoticeSerializer
from portal.access import Permission
from portal.api import Cursors, hat_of
from portal.hats import Hat
from portal.views.api import Asked

KEY = OpenApiParameter("notice", {"type": "string", "format": "uuid"}, "path", description="Key of the form's entry.")


class Notices(Asked):
    """What offices saw on forms of courts; to an organization those to which it may reply."""

    permission = Permission.NOTICE_VIEW
    serializer_class = NoticeSerializer

    def get_queryset(self) -> QuerySet[NoticeForm]:
        return notices.standing(hat_of(self.request)).select_related("organization__merged_into")


@extend_schema_view(get=extend_schema(operation_id="notice_forms", summary="Forms of courts"))
class NoticeList(Notices, ListAPIView[NoticeForm]):
    """Whether forms of courts carry the notice: observations of offices, not the state's certification."""

    question = NoticeQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[NoticeForm]:
        asked = self.asked()
        return super().get_queryset().filter(meant(asked, hat_of(self.request))).order_by(asked["ordering"], "pk")


def in_columns(asked: dict[str, Any]) -> Q:
    columns = {"state": "state", "office": "office__court_id"}
    return Q(**{column: asked[name] for name, column in columns.items() if name in asked})


def meant(asked: dict[str, Any], hat: Hat) -> Q:
    """What the question asks of a form."""
    wanted = in_columns(asked)
    if "carries" in asked:
        wanted &= Q(carries="" if asked["carries"] == UNKNOWN else asked["carries"])
    kinds = {
        "is_tribal": Q(is_tribal=True),
        "is_mine": Q(office=hat.office_id or 0),
        "is_old": Q(seen_on__lte=localdate() - SEEN_FOR),
    }
    for name, holds in kinds.items():
        if asked.get(name) is not None:
            wanted &= holds if asked[name] else ~holds
    return wanted


@extend_schema_view(get=extend_schema(operation_id="notice_form", summary="One form of a court", parameters=[KEY]))
class NoticeDetail(Notices, RetrieveAPIView[NoticeForm]):
    """One form with the replies."""

    serializer_class = NoticeDetailSerializer
    lookup_field, lookup_url_kwarg = "key", "notice"

    def get_object(self) -> NoticeForm:
        self.asked()
        found: Any = super().get_object()
        found.replies = notices.replies_to(found)
        return found  # type: ignore[no-any-return]

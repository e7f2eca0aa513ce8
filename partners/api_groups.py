"""Working groups for programs: what the pages show to whoever has a seat, by the same readings and verbs."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.groups import Inside, day_of, groups_of, owed_by, with_figures
from partners.models import ActionItem, WorkingGroup
from partners.serializers_groups import (
    ActionItemQuestion,
    ActionItemSerializer,
    GroupDetailSerializer,
    GroupQuestion,
    GroupSerializer,
)
from portal.access import Permission
from portal.api import Cursors, hat_of, person_of
from portal.views.api import Act, Asked


class Groups(Asked):
    """The groups that the caller may know of: with a seat of its own, founded by it, or national."""

    permission = Permission.GROUP_VIEW
    serializer_class = GroupSerializer

    def get_queryset(self) -> QuerySet[WorkingGroup]:
        hat = hat_of(self.request)
        return with_figures(WorkingGroup.objects.select_related("office"), hat, day_of(hat))


@extend_schema_view(get=extend_schema(operation_id="groups", summary="Working groups"))
class GroupList(Groups, ListAPIView[WorkingGroup]):
    """Working groups: local ones of offices with their partners, national ones, and history."""

    question = GroupQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[WorkingGroup]:
        asked = self.asked()
        wanted = {name: asked[name] for name in ("is_national", "is_history") if asked.get(name) is not None}
        rows = super().get_queryset().filter(**wanted)
        if asked.get("yours") is not None:
            own = Q(pk__in=groups_of(hat_of(self.request)).values("pk"))
            rows = rows.filter(own if asked["yours"] else ~own)
        return rows.order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="group", summary="One working group"))
class GroupDetail(Groups, RetrieveAPIView[WorkingGroup]):
    """One group with its members and, for whoever has a seat, its meetings, action items and papers."""

    serializer_class = GroupDetailSerializer

    def get_queryset(self) -> QuerySet[WorkingGroup]:
        self.asked()
        return super().get_queryset()

    def get_serializer_context(self) -> dict[str, Any]:
        """How the caller reads the group: read once for all of its parts."""
        read: dict[int, Inside] = {}

        def inside(group: WorkingGroup) -> Inside:
            hat = hat_of(self.request)
            return read.setdefault(group.pk, Inside(group, hat, day_of(hat)))

        return {**super().get_serializer_context(), "inside": inside}


class ActionItems(Asked):
    """The action items of the groups in which the caller has a seat."""

    permission = Permission.GROUP_VIEW
    serializer_class = ActionItemSerializer

    def get_queryset(self) -> QuerySet[ActionItem]:
        return ActionItem.objects.all()


@extend_schema_view(get=extend_schema(operation_id="action_items", summary="Action items of working groups"))
class ActionItemList(ActionItems, ListAPIView[ActionItem]):
    """What members of working groups have taken on."""

    question = ActionItemQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[ActionItem]:
        asked, own = self.asked(), owed_by(hat_of(self.request))
        columns = {"group": "group", "state": "state", "from": "due_on__gte", "to": "due_on__lte"}
        found = super().get_queryset().filter(**{columns[name]: asked[name] for name in columns if name in asked})
        if asked["own"] is not None:
            found = found.filter(own) if asked["own"] else found.exclude(pk__in=ActionItem.objects.filter(own))
        return found.order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="action_item", summary="One action item"))
class ActionItemDetail(ActionItems, RetrieveAPIView[ActionItem]):
    """One action item."""

    def get_queryset(self) -> QuerySet[ActionItem]:
        self.asked()
        return super().get_queryset()


class ActionItemDone(Act):
    """An action item is done."""

    permission = Permission.ACTION_CLOSE

    @extend_schema(
        operation_id="action_item_done", summary="Mark an action item done", request=None,
        responses={201: ActionItemSerializer},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Whoever owes the item, or founded the group, marks it done. 409 else."""
        self.said()
        item = get_object_or_404(ActionItem.objects.select_related("group__office"), pk=pk)
        item.close(by=person_of(request), on=day_of(hat_of(request)))
        return Response(ActionItemSerializer(item, context={"request": request}).data, status=201)

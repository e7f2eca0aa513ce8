"""The ledger of reminders and the ladder, for programs."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from portal import ladder
from portal.access import Permission
from portal.api import Cursors
from portal.ladder import Cause, Rung
from portal.ladder_words import audience
from portal.models import Message, RungSetting
from portal.serializers_ladder import CauseSerializer, MessageQuestion, MessageSerializer
from portal.views.api import Asked


@extend_schema_view(get=extend_schema(operation_id="messages", summary="Reminders and mail"))
class MessageList(Asked, ListAPIView[Message]):
    """Who was told what, and what became of it: of the caller's office, or of the nation for EOUSA."""

    permission = Permission.MESSAGE_VIEW
    question = MessageQuestion
    serializer_class = MessageSerializer
    pagination_class = Cursors
    queryset = Message.objects.select_related("office")

    def get_queryset(self) -> QuerySet[Message]:
        asked = self.asked()
        columns = {"cause": "cause", "state": "state", "office": "office__court_id", "since": "created_at__date__gte"}
        wanted = {column: asked[name] for name, column in columns.items() if name in asked}
        if asked["is_reminder"] is not None:
            wanted["due_on__isnull"] = not asked["is_reminder"]
        return super().get_queryset().filter(**wanted).order_by(asked["ordering"], "pk")


class Ladder(Asked):
    """Why and when somebody is reminded."""

    permission = Permission.LADDER_VIEW
    serializer_class = CauseSerializer

    @extend_schema(operation_id="ladder", summary="Causes and rungs", responses=CauseSerializer(many=True))
    def get(self, _request: Request) -> Response:
        """Every cause with its rungs as EOUSA has set them now."""
        self.asked()
        ladders = RungSetting.objects.ladders()
        found = [in_words(cause, list(ladders[cause.key])) for cause in ladder.causes()]
        return Response(CauseSerializer(found, many=True).data)


def in_words(cause: Cause, rungs: list[Rung]) -> dict[str, Any]:
    told = [
        vars(rung)
        | {
            "rung": number,
            "whom": audience(rung.audience),
            "least": rung.limits[0],
            "most": rung.limits[1],
        }
        for number, rung in enumerate(rungs, 1)
    ]
    return {"cause": cause.key, "title": cause.label, "why": cause.why, "rungs": told}

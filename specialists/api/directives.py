"""Directives and responses for programs: read them, acknowledge, answer. What a rule refuses is a 409."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate, now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response as Told

from portal.access import Permission, Role
from portal.api import Cursors, hat_of
from portal.models import KeptText
from portal.views.api import Asked
from specialists.banners import forget
from specialists.models import Directive, Response
from specialists.models.replying import reply
from specialists.models.response import How
from specialists.serializers.directives import (
    AcknowledgmentBody,
    AnswerBody,
    DirectiveQuestion,
    DirectiveSerializer,
    ResponseQuestion,
    ResponseSerializer,
)


class Issued(Asked):
    """What was issued: to an office what was issued to it."""

    permission = Permission.DIRECTIVE_VIEW
    serializer_class = DirectiveSerializer

    def get_queryset(self) -> QuerySet[Directive]:
        own = Exists(Response.objects.filter(directive=OuterRef("pk")))
        return Directive.objects.issued().filter(own).order_by("-issued_at", "-pk")


@extend_schema_view(get=extend_schema(operation_id="directives", summary="Directives"))
class DirectiveList(Issued, ListAPIView[Directive]):
    """Directives that were issued, newest first: those to the caller's office, or all for EOUSA and OARM."""

    question = DirectiveQuestion

    def get_queryset(self) -> QuerySet[Directive]:
        asked = self.asked()
        narrowed = {name: asked[name] for name in ("asks", "is_emergency") if asked.get(name) is not None}
        return super().get_queryset().filter(**narrowed)


@extend_schema_view(get=extend_schema(operation_id="directive", summary="One directive"))
class DirectiveDetail(Issued, RetrieveAPIView[Directive]):
    """One directive. Drafts stand only on the pages of EOUSA."""


class Responses(Asked):
    """Responses of the caller's office, or of all for EOUSA and OARM: the wall decides."""

    permission = Permission.DIRECTIVE_VIEW
    serializer_class = ResponseSerializer
    queryset = Response.objects.select_related("office", "directive")


@extend_schema_view(get=extend_schema(operation_id="responses", summary="Responses to directives"))
class ResponseList(Responses, ListAPIView[Response]):
    """What each office owes to each directive, and has answered."""

    question = ResponseQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Response]:
        asked = self.asked()
        rows: QuerySet[Response] = in_state(self.queryset, asked.get("state", ""))
        named = {"directive": "directive_id", "office": "office__court_id"}
        rows = rows.filter(**{column: asked[name] for name, column in named.items() if name in asked})
        return rows.order_by(asked["ordering"], "pk")


def in_state(rows: Any, state: str) -> Any:
    """The rows of one state; of none named, all."""
    narrowed = {
        "open": rows.open,
        "acknowledged": lambda: rows.open().exclude(acknowledged_at=None),
        "answered": lambda: rows.exclude(answered_at=None),
        "overdue": lambda: rows.overdue(localdate()),
        "withdrawn": lambda: rows.exclude(withdrawn_at=None),
    }
    return narrowed[state]() if state else rows


@extend_schema_view(get=extend_schema(operation_id="response", summary="One response"))
class ResponseDetail(Responses, RetrieveAPIView[Response]):
    """One office's response to one directive."""


class Act(Responses):
    """Something that is done to one response."""

    body: type[AcknowledgmentBody | AnswerBody]

    def given(self, request: Request) -> dict[str, Any]:
        """The body, checked."""
        self.asked()
        body = self.body(data=request.data)
        body.is_valid(raise_exception=True)
        KeptText.objects.keep(type(body).__name__, body.validated_data)
        return dict(body.validated_data)

    def told(self, response: Response) -> Told:
        """The response as it is now."""
        forget([response.office])
        response = self.queryset.get(pk=response.pk)
        return Told(ResponseSerializer(response, context={"request": self.request}).data, status=201)


class Acknowledgment(Act):
    """An office has read a directive."""

    permission = Permission.DIRECTIVE_ACKNOWLEDGE
    body = AcknowledgmentBody

    @extend_schema(
        operation_id="response_acknowledge",
        summary="Acknowledge",
        request=AcknowledgmentBody,
        responses={201: ResponseSerializer},
    )
    def post(self, request: Request, **_named: Any) -> Told:
        """Say that the office has read it. Where the directive asks for no more, that is the answer."""
        given = self.given(request)
        response: Response = self.get_object()
        is_told = hat_of(request).role is Role.EOUSA
        if is_told != ("name" in given):
            raise ValidationError({"name": ["EOUSA names who told it so; an office leaves the name out."]})
        how = How.TOLD if is_told else How.SIGNED_IN
        response.acknowledge(by=request._request.person, how=how, at=now(), **given)  # type: ignore[attr-defined]
        return self.told(response)


class ResponseAnswer(Act):
    """An office's answer to a directive."""

    permission = Permission.DIRECTIVE_ANSWER
    body = AnswerBody

    @extend_schema(
        operation_id="response_answer", summary="Answer", request=AnswerBody, responses={201: ResponseSerializer}
    )
    def post(self, request: Request, **_named: Any) -> Told:
        """Give what the directive asks for, about coverage or about the budget. It counts as any other word does."""
        given = self.given(request)
        response: Response = self.get_object()
        person = request._request.person  # type: ignore[attr-defined]
        reply(response, acting=hat_of(request).role, by=person, on=localdate(), at=now(), **given)
        return self.told(response)

"""Vacancies, moves and nominations for programs: what the pages show, and the same acts by the same verbs."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from portal.access import Permission
from portal.api import Cursors, hat_of, note, person_of
from portal.models import AccessEvent, Office
from portal.views.api import COURT_ID, Act, Asked
from specialists.models import Move, Nomination, Vacancy
from specialists.serializers.vacancies import (
    DecisionBody,
    MoveBody,
    MoveQuestion,
    MoveSerializer,
    NominationQuestion,
    NominationSerializer,
    OpeningBody,
    VacancyQuestion,
    VacancySerializer,
)
from specialists.stages import TURNS, StepKey


def narrowed(rows: QuerySet[Any], asked: dict[str, Any], **named: str) -> QuerySet[Any]:
    """The rows with what is asked of them, by parameter and column, in the order asked for."""
    named |= {"office": "office__court_id"}
    wanted = {column: asked[name] for name, column in named.items() if name in asked}
    return rows.filter(**wanted).order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="vacancies", summary="Vacancies"))
class VacancyList(Asked, ListAPIView[Vacancy]):
    """The way of each office from a gap to a specialist: of the caller's office, or of all for EOUSA and OARM."""

    permission = Permission.VACANCY_VIEW
    question = VacancyQuestion
    serializer_class = VacancySerializer
    pagination_class = Cursors
    queryset = Vacancy.objects.select_related("office")

    def get_queryset(self) -> QuerySet[Vacancy]:
        asked = self.asked()
        rows = narrowed(super().get_queryset(), asked, stage="stage", budget="budget")
        if "acts_next" in asked:
            rows = rows.filter(stage__in=[stage for stage, turn in TURNS.items() if turn.party == asked["acts_next"]])
        return rows if asked["is_open"] is None else rows.filter(closed_on__isnull=asked["is_open"])


@extend_schema_view(get=extend_schema(operation_id="vacancy", summary="One vacancy"))
class VacancyDetail(Asked, RetrieveAPIView[Vacancy]):
    """Where one vacancy stands, and whose turn it is."""

    permission = Permission.VACANCY_VIEW
    serializer_class = VacancySerializer
    queryset = Vacancy.objects.select_related("office")

    def get_queryset(self) -> QuerySet[Vacancy]:
        self.asked()
        return super().get_queryset()


class VacancyOpening(Act):
    """An office's vacancy begins."""

    permission = Permission.VACANCY_MOVE
    body = OpeningBody

    @extend_schema(
        operation_id="vacancy_open", summary="Open a vacancy", request=OpeningBody, parameters=[COURT_ID],
        responses={201: VacancySerializer},
    )  # fmt: skip
    def post(self, request: Request, court_id: str) -> Response:
        """The gap is known: the office has no specialist, or will have none."""
        said = self.said()
        hat = hat_of(request)
        office = get_object_or_404(Office, court_id=court_id)
        if hat.is_of_an_office and hat.office_id != office.pk:
            raise Http404
        made = Vacancy.objects.begin(office=office, by=person_of(request), on=localdate(), **said)
        return Response(VacancySerializer(made).data, status=201)


class VacancyMoves(Act):
    """The next move of a vacancy."""

    permission = Permission.VACANCY_MOVE
    body = MoveBody

    @extend_schema(
        operation_id="vacancy_move", summary="Move a vacancy", request=MoveBody, responses={201: MoveSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """One move that needs no more than a day, a code, a reason and a note. 409 says why it is not possible."""
        said = self.said()
        vacancy = get_object_or_404(Vacancy.objects.select_related("office"), pk=pk)
        step, hat = StepKey(said.pop("step")), hat_of(request)
        move = vacancy.take(step, acting=hat.role, by=person_of(request), on=localdate(), **said)
        return Response(MoveSerializer(move).data, status=201)


@extend_schema_view(get=extend_schema(operation_id="moves", summary="Moves of vacancies"))
class MoveList(Asked, ListAPIView[Move]):
    """Every move that stands, as recorded by an instant; undone moves are there for instants before the undoing."""

    permission = Permission.VACANCY_VIEW
    question = MoveQuestion
    serializer_class = MoveSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Move]:
        asked = self.asked()
        rows = Move.objects.known_at(asked["known"]).select_related("office", "recorded_by")
        return narrowed(rows, asked, stage="stage", step="step", vacancy="vacancy_id")


@extend_schema_view(get=extend_schema(operation_id="nominations", summary="Nominations"))
class NominationList(Asked, ListAPIView[Nomination]):
    """Nominations: of the caller's office for its leadership and officers, of all for OARM and EOUSA's editors."""

    permission = Permission.NOMINATION_VIEW
    question = NominationQuestion
    serializer_class = NominationSerializer
    pagination_class = Cursors
    queryset = Nomination.objects.with_days().select_related("office", "nominating_official", "claimed_by")

    def get_queryset(self) -> QuerySet[Nomination]:
        note(self.request, AccessEvent.Kind.READ, {"nominations": "list"})
        return narrowed(super().get_queryset(), self.asked(), state="state")


@extend_schema_view(get=extend_schema(operation_id="nomination", summary="One nomination"))
class NominationDetail(Asked, RetrieveAPIView[Nomination]):
    """One candidate's package."""

    permission = Permission.NOMINATION_VIEW
    serializer_class = NominationSerializer
    queryset = NominationList.queryset

    def get_queryset(self) -> QuerySet[Nomination]:
        self.asked()
        note(self.request, AccessEvent.Kind.READ, {"nomination": self.kwargs["pk"]})
        return super().get_queryset()


class NominationDecisions(Act):
    """OARM's decision."""

    permission = Permission.NOMINATION_DECIDE
    body = DecisionBody

    @extend_schema(
        operation_id="nomination_decide", summary="Decide on a nomination", request=DecisionBody,
        responses={201: NominationSerializer},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Approve, with conditions if a text is said; return with a code and a text; or decline with a text."""
        said = {"text": "", "reason": ""} | self.said()
        nomination = get_object_or_404(Nomination, pk=pk)
        verbs = {
            "APPROVE": partial(nomination.approve, conditions=said["text"]),
            "RETURN": partial(nomination.give_back, reason=said["reason"], text=said["text"]),
            "DECLINE": partial(nomination.decline, text=said["text"]),
        }
        verbs[said["decision"]](by=person_of(request), on=localdate(), made_on=said.get("made_on"))
        return Response(NominationSerializer(NominationList.queryset.get(pk=pk)).data, status=201)


class NominationClaim(Act):
    """Who at OARM works on it."""

    permission = Permission.NOMINATION_DECIDE

    @extend_schema(
        operation_id="nomination_claim", summary="Take a nomination", request=None,
        responses={201: NominationSerializer},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Take it on one's own desk; 409 names who has it already."""
        self.said()
        nomination = get_object_or_404(Nomination, pk=pk)
        nomination.claim(by=person_of(request), at=now())
        return Response(NominationSerializer(NominationList.queryset.get(pk=pk)).data, status=201)

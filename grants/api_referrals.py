"""Referrals for programs: what the pages show, by the same reading and the same verb."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from grants.models import Outcome, Referral
from grants.models.answering import day_at
from grants.referrals import with_newest
from grants.serializers_referrals import OutcomeBody, ReferralQuestion, ReferralSerializer
from portal.access import ORGANIZATION_ROLES, Permission
from portal.api import Cursors, hat_of, person_of
from portal.hats import Hat
from portal.views.api import Act, Asked


def referrals_for(hat: Hat) -> QuerySet[Any]:
    """Those of the caller's office, of the caller's organization, of questions that EOUSA answers; the wall says so
    too."""
    if hat.role in ORGANIZATION_ROLES:
        return with_newest(Referral.objects.filter(organization=hat.organization_id))
    rows = Referral.objects.filter(office=hat.office_id) if hat.is_of_an_office else Referral.objects.all()
    return with_newest(rows)


class Referrals(Asked):
    """Programs to which questions were pointed."""

    permission = Permission.GUIDANCE_READ
    serializer_class = ReferralSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return referrals_for(hat_of(self.request))


@extend_schema_view(get=extend_schema(operation_id="referrals", summary="Referrals to programs"))
class ReferralList(Referrals, ListAPIView[Referral]):
    """Programs to which questions were pointed, each with what was said last about what became of it."""

    question = ReferralQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Any]:
        asked = self.asked()
        columns = {"asked": "asked", "program": "program", "said": "said", "from": "made_on__gte", "to": "made_on__lte"}
        wanted = {column: asked[name] for name, column in columns.items() if asked.get(name) is not None}
        rows = super().get_queryset().filter(**wanted)
        if asked.get("is_withdrawn") is not None:
            rows = rows.filter(withdrawn_on__isnull=not asked["is_withdrawn"])
        return rows.order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="referral", summary="One referral"))
class ReferralDetail(Referrals, RetrieveAPIView[Referral]):
    """One program to which a question was pointed."""

    def get_queryset(self) -> QuerySet[Any]:
        self.asked()
        return super().get_queryset()


class ReferralOutcome(Act):
    """What became of a referral, as the organization says it."""

    permission = Permission.GUIDANCE_ASK
    body = OutcomeBody

    @extend_schema(
        operation_id="referral_outcome", summary="Say what became of a referral", request=OutcomeBody,
        responses={201: ReferralSerializer},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Put a word on record; the newest counts. The same word twice is one. 409 where it does not fit."""
        said, hat = self.said(), hat_of(request)
        row = get_object_or_404(referrals_for(hat).select_related("request"), pk=pk)
        Outcome.objects.say(referral=row, by=person_of(request), on=day_at(row.request, now()), **said)
        found = referrals_for(hat).get(pk=pk)
        return Response(ReferralSerializer(found, context={"request": request}).data, status=201)

"""Case counts for programs: the caller's own, and the nation's totals as far as they are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners import case_words as words
from partners import quarters
from partners.api import office_of
from partners.beside import Beside, beside
from partners.case_totals import CaseTotals, totals_in, totals_of
from partners.cases import CELLS, Measure, Numbers, Statute
from partners.models import CaseCount
from partners.serializers_case_counts import (
    CaseCountBody,
    CaseCountQuestion,
    CaseCountsSerializer,
    CaseTotalQuestion,
    CaseTotalsSerializer,
    CorrectionQuestion,
    CorrectionSerializer,
    QuartersQuestion,
    StruckQuartersQuestion,
    last_over,
)
from partners.suppression import last_struck
from portal.access import Permission
from portal.api import Cursors, Pages, person_of
from portal.calendar import local_day
from portal.models import Office
from portal.views.api import Act, Asked


def about(quarter: date, company: Beside, court_id: str = "") -> dict[str, Any]:
    """The quarter, how its numbers are to be read, and what stands beside them."""
    days = {"quarter": quarter, "first": quarter, "last": quarters.last_day(quarter)}
    return days | words.about(court_id) | {"beside": asdict(company)}


def own(office: Office, chosen: Sequence[date]) -> list[dict[str, Any]]:
    """What stands of each of these quarters of the office."""
    found = CaseCount.objects.standing().filter(office=office, quarter_on__in=chosen).numbers()
    company = beside(chosen)
    return [
        about(quarter, company[quarter], office.court_id)
        | {"office": office.court_id, "cells": list(cells(found.get(quarter, {})))}
        for quarter in chosen
    ]


def cells(numbers: Numbers) -> Iterator[dict[str, Any]]:
    for cell in CELLS:
        if cell in numbers:
            yield cell._asdict() | {"number": numbers[cell]}


class CaseCountList(Asked):
    """The numbers of one quarter of the caller's office. Nobody else reads them."""

    permission = Permission.CASE_COUNT_VIEW
    question = CaseCountQuestion
    serializer_class = CaseCountsSerializer

    @extend_schema(operation_id="case_counts", summary="Case counts", responses=CaseCountsSerializer)
    def get(self, request: Request) -> Response:
        """Each number with its statute and measure; unit, source and caution once; outreach and training beside."""
        (found,) = own(office_of(request), [self.asked().get("quarter") or last_over()])
        return Response(CaseCountsSerializer(found).data)


@extend_schema_view(get=extend_schema(operation_id="case_count_quarters", summary="Case counts of several quarters"))
class CaseCountQuarters(Asked, ListAPIView[Any]):
    """The numbers of the caller's office, quarter after quarter. Nobody else reads them."""

    permission = Permission.CASE_COUNT_VIEW
    question = QuartersQuestion
    serializer_class = CaseCountsSerializer
    pagination_class = Pages

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        """Oldest first, as one quarter alone is told."""
        found = own(office_of(request), self.paginate_queryset(self.asked()["quarters"]) or [])
        return self.get_paginated_response(self.get_serializer(found, many=True).data)


@extend_schema_view(get=extend_schema(operation_id="case_count_corrections", summary="Corrected case counts"))
class CaseCountCorrections(Asked, ListAPIView[CaseCount]):
    """Which number the caller's office has put in the place of which. Nobody else reads them."""

    permission = Permission.CASE_COUNT_VIEW
    question = CorrectionQuestion
    serializer_class = CorrectionSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[CaseCount]:
        asked, office = self.asked(), office_of(self.request)
        rows: QuerySet[CaseCount] = CaseCount.objects.filter(office=office).exclude(replaces=None)
        if "quarter" in asked:
            rows = rows.filter(quarter_on=asked["quarter"])
        company = {name: Value(told) for name, told in words.about(office.court_id).items()}
        told = rows.select_related("recorded_by").annotate(was=F("replaces__number"), **company)
        return told.order_by(asked["ordering"], "pk")


class CaseCountEnter(Act):
    """Entering by program."""

    permission = Permission.CASE_COUNT_EDIT
    body = CaseCountBody

    @extend_schema(
        operation_id="case_counts_enter", summary="Enter case counts", request=CaseCountBody,
        responses=CaseCountsSerializer,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Put numbers of a quarter on record. The same again writes nothing; a correction keeps what it replaces."""
        said, office = self.said(), office_of(request)
        on = local_day(now(), office.zone)
        CaseCount.objects.enter(office=office, by=person_of(request), on=on, **said)
        (found,) = own(office, [said["quarter"]])
        return Response(CaseCountsSerializer(found).data)


class CaseTotalList(Asked):
    """National totals of a quarter."""

    permission = Permission.CASE_TOTALS_VIEW
    question = CaseTotalQuestion
    serializer_class = CaseTotalsSerializer

    @extend_schema(operation_id="case_totals", summary="National case counts", responses=CaseTotalsSerializer)
    def get(self, _request: Request) -> Response:
        """Taken once, 45 days after the quarter. What could tell somebody's small number is null for everybody."""
        found = totals_of(self.asked().get("quarter") or last_struck(now()))
        return Response(CaseTotalsSerializer(told(found)).data)


@extend_schema_view(
    get=extend_schema(operation_id="case_total_quarters", summary="National case counts of several quarters")
)
class CaseTotalQuarters(Asked, ListAPIView[Any]):
    """National totals, quarter after quarter. Each is taken by itself; no sum of quarters is given."""

    permission = Permission.CASE_TOTALS_VIEW
    question = StruckQuartersQuestion
    serializer_class = CaseTotalsSerializer
    pagination_class = Pages

    def list(self, *_args: Any, **_facts: Any) -> Response:
        """Oldest first, as one quarter alone is told."""
        chosen = self.paginate_queryset(self.asked()["quarters"]) or []
        found = [told(totals) for totals in totals_in(chosen)]
        return self.get_paginated_response(self.get_serializer(found, many=True).data)


def told(found: CaseTotals) -> dict[str, Any]:
    """What is shown, and null for what is shown to nobody."""
    totals = [
        {"statute": statute.value, "measure": measure.value, "number": found.shown.get((statute, measure))}
        for statute in Statute
        for measure in Measure
    ]
    facts = {"struck_at": found.struck_at, "offices": found.offices, "totals": totals}
    return about(found.quarter, found.beside) | facts

"""What agencies have taken up, for programs: row by row, agency by agency, and counted office by office."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.agencies import Agency, agencies, fits
from partners.api_readiness import is_there, seen_by
from partners.chain import Practice
from partners.follow_ups import COUNTS
from partners.models import AgencyPractice
from partners.practices import adopted, counted, practices_read
from partners.readiness import FRESH_FOR
from partners.serializers_practices import (
    AgenciesQuestion,
    AgencyPracticeQuestion,
    AgencyPracticeSerializer,
    AgencySerializer,
    OfficePracticesSerializer,
    OfficesQuestion,
)
from partners.views.step_acts import today_at
from portal import gazetteer
from portal.access import Permission
from portal.api import Cursors, Pages, hat_of
from portal.views.api import Asked


# --- row by row ------------------------------------------------------------------------------------------------------
class Practices(Asked):
    """What agencies have taken up, as much as the caller may read."""

    permission = Permission.READINESS_VIEW
    serializer_class = AgencyPracticeSerializer

    def get_queryset(self) -> QuerySet[AgencyPractice]:
        return practices_read(is_of_an_office=hat_of(self.request).is_of_an_office)


@extend_schema_view(get=extend_schema(operation_id="agency_practices", summary="What agencies have taken up"))
class AgencyPracticeList(Practices, ListAPIView[AgencyPractice]):
    """Each practice of each agency of the caller's office; for EOUSA of all offices, without the agency."""

    question = AgencyPracticeQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[AgencyPractice]:
        asked = self.asked()
        wanted: dict[str, Any] = {name: asked[name] for name in ("practice", "status") if name in asked}
        if "office" in asked or "state" in asked:
            wanted["office__in"] = [office.pk for office in gazetteer.offices().values() if is_there(office, asked)]
        rows = narrowed(super().get_queryset(), asked, is_of_an_office=hat_of(self.request).is_of_an_office)
        return rows.filter(**wanted).order_by(asked["ordering"], "pk")


def narrowed(
    rows: QuerySet[AgencyPractice], asked: Mapping[str, Any], *, is_of_an_office: bool
) -> QuerySet[AgencyPractice]:
    """By agency, for those who see one; and by whether somebody has looked within a year."""
    if "organization" in asked:
        named = rows.annotate(counts=COUNTS).filter(counts=asked["organization"])
        rows = named if is_of_an_office else rows.none()
    if "stale" not in asked:
        return rows
    old = localdate() - FRESH_FOR
    return rows.filter(as_of__lte=old) if asked["stale"] else rows.filter(as_of__gt=old)


class AgencyPracticeDetail(Practices, RetrieveAPIView[AgencyPractice]):
    """One of them, as it stands."""

    @extend_schema(operation_id="agency_practice", summary="One practice of an agency")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One of them, as it stands."""
        return self.retrieve(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[AgencyPractice]:
        self.asked()
        return super().get_queryset()


# --- agency by agency ------------------------------------------------------------------------------------------------
@extend_schema_view(get=extend_schema(operation_id="practice_agencies", summary="What each agency has taken up"))
class AgencyList(Asked, ListAPIView[Any]):
    """Each agency of the caller's office, as its list has it: also those not asked yet. EOUSA sees none."""

    permission = Permission.READINESS_VIEW
    question = AgenciesQuestion
    serializer_class = AgencySerializer
    pagination_class = Pages

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        """Not rows, but what they come to."""
        asked, hat = self.asked(), hat_of(request)
        offices = [gazetteer.offices()[hat.court_id]] if hat.is_of_an_office else []
        found = [told(one) for office in offices for one in agencies(office, today_at(office)) if fits(one, asked)]
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(found), many=True).data)


def told(agency: Agency) -> dict[str, Any]:
    return {
        "organization": {"id": agency.organization.pk, "name": agency.organization.name},
        "practices": {practice.value: agency.status(practice) for practice in Practice},
        "oldest": agency.oldest,
        "is_stale": agency.is_stale,
        "keeper": agency.keeper,
        "trained_on": agency.questions[0].training.held_on if agency.questions else None,
    }


# --- office by office ------------------------------------------------------------------------------------------------
@extend_schema_view(get=extend_schema(operation_id="practice_counts", summary="How many agencies have adopted what"))
class PracticeCounts(Asked, ListAPIView[Any]):
    """How many agencies of each office stand how far: of all offices for EOUSA, of its own for an office."""

    permission = Permission.READINESS_VIEW
    question = OfficesQuestion
    serializer_class = OfficePracticesSerializer
    pagination_class = Pages

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        asked, numbers = self.asked(), counted()
        found = [
            {"court_id": office.court_id, "office": office.abbreviation, "practices": [
                {"practice": practice, "adopted": adopted(statuses), "agencies": statuses.total(), "statuses": statuses}
                for practice, statuses in sorted(numbers.get(office.pk, {}).items())
            ]}
            for office in seen_by(hat_of(request)) if is_there(office, asked)
        ]  # fmt: skip
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(found), many=True).data)

"""The chains of relinquishment and what agencies have taken up, for programs: by the same readings as the pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.chain import Basis
from partners.chain_reading import Read, chains_of, nation, read
from partners.models import AgencyPractice, ReadinessLink
from partners.practices import practices_read
from partners.readiness import Chain, apart, of_county
from partners.readiness_words import county_name
from partners.serializers_readiness import (
    AgencyPracticeQuestion,
    AgencyPracticeSerializer,
    OfficeReadinessSerializer,
    ReadinessDetailSerializer,
    ReadinessQuestion,
)
from portal import gazetteer
from portal.access import Permission
from portal.api import Cursors, Pages, hat_of
from portal.hats import Hat
from portal.models import Office
from portal.views.api import COURT_ID, Asked

DETAILS = (
    "document", "ordered_by", "holder", "capacity", "takes_ammunition", "return_conditions", "tells_protected",
)  # fmt: skip
OPEN = ("id", "county", "basis", "link", "status", "as_of", "recorded_at")
"""What EOUSA reads of a link."""


def chain_of(chain: Chain, day: date) -> dict[str, Any]:
    return {
        "basis": chain.basis.value,
        "status": chain.status,
        "weak": [link.value for link in chain.weak],
        "links": {link.value: status for link, status in chain.links.items()},
        "oldest": chain.oldest,
        "is_stale": chain.is_stale(day),
    }


def answer_of(request: Request, office: Office, chains: Iterable[Chain], day: date) -> dict[str, Any]:
    told = [chain_of(chain, day) for chain in chains]
    return {
        "court_id": office.court_id,
        "office": office.abbreviation,
        "state": office.state,
        "url": request.build_absolute_uri(reverse("api-readiness-detail", args=[office.court_id])),
        "has_erpo": any(chain["basis"] == Basis.ERPO for chain in told),
        "chains": told,
    }


def seen_by(hat: Hat) -> list[Office]:
    """The own office, or for EOUSA all of them."""
    return [office for office in gazetteer.offices().values() if not hat.is_of_an_office or office.pk == hat.office_id]


# --- chains ----------------------------------------------------------------------------------------------------------
@extend_schema_view(get=extend_schema(operation_id="readiness", summary="Readiness by office"))
class ReadinessList(Asked, ListAPIView[Any]):
    """The weakest link of each chain: of all offices for EOUSA, of its own for an office."""

    permission = Permission.READINESS_VIEW
    question = ReadinessQuestion
    serializer_class = OfficeReadinessSerializer
    pagination_class = Pages

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        """Not rows, but what they come to."""
        asked, day = self.asked(), localdate()
        found = nation(day)
        answers = [answer_of(request, office, found[office.pk], day) for office in seen_by(hat_of(request))]
        fitting = [answer for answer in answers if fits(answer, asked.get("basis"), asked.get("status"))]
        page = self.paginate_queryset(fitting)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def fits(answer: dict[str, Any], basis: str | None, status: str | None) -> bool:
    """Whether the weakest link of a chain stands as asked."""
    held = {chain["basis"]: chain["status"] or "NOT_ENTERED" for chain in answer["chains"]}
    looked = [each for each in Basis.values if each == (basis or each)]
    return not status or any(held.get(each, "NO_LAW") == status for each in looked)


class ReadinessDetail(Asked, GenericAPIView[Any]):
    """One office."""

    permission = Permission.READINESS_VIEW
    serializer_class = ReadinessDetailSerializer

    @extend_schema(
        operation_id="readiness_of_office", summary="Readiness of one office", parameters=[COURT_ID],
        responses=ReadinessDetailSerializer,
    )  # fmt: skip
    def get(self, request: Request, court_id: str) -> Response:
        """Every link on record and the counties that stand apart. EOUSA gets statuses and days, no more."""
        self.asked()
        hat, day = hat_of(request), localdate()
        office = next((one for one in seen_by(hat) if one.court_id == court_id), None)
        if office is None:
            raise Http404
        found = read(office, day)
        answer = answer_of(request, office, chains_of(office, found), day)
        answer |= {"counties": counties(found, day), "rows": rows_of(office, is_own=hat.is_of_an_office)}
        return Response(ReadinessDetailSerializer(answer).data)


def counties(found: Read, day: date) -> list[dict[str, Any]]:
    return [
        {
            "county": fips,
            "name": county_name(fips),
            "chains": [chain_of(one, day) for one in of_county(found.rows, fips, has_erpo=found.has_erpo)],
        }
        for fips in apart(found.rows)
    ]


def rows_of(office: Office, *, is_own: bool) -> list[dict[str, Any]]:
    """Each link on record, as much of it as the caller may read."""
    rows = ReadinessLink.objects.standing().filter(office=office).order_by("county", "basis", "pk")
    columns = (*OPEN, *DETAILS, "owner__name") if is_own else OPEN
    return [told(dict(row), is_own=is_own) for row in rows.values(*columns)]


def told(row: dict[str, Any], *, is_own: bool) -> dict[str, Any]:
    if is_own:
        return row | {"owner": row["owner__name"] or ""}
    return row | dict.fromkeys((*DETAILS, "owner"))


# --- agencies --------------------------------------------------------------------------------------------------------
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
        wanted = {name: asked[name] for name in ("practice", "status") if name in asked}
        return super().get_queryset().filter(**wanted).order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="agency_practice", summary="One practice of an agency"))
class AgencyPracticeDetail(Practices, RetrieveAPIView[AgencyPractice]):
    """One of them, as it stands."""

    def get_queryset(self) -> QuerySet[AgencyPractice]:
        self.asked()
        return super().get_queryset()

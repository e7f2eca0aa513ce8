"""The chains of relinquishment and what agencies have taken up, for programs: by the same readings as the pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.chain import Basis
from partners.chain_law import law_words
from partners.chain_reading import Read, chains_of, counties_read, nation, read
from partners.models import ReadinessLink
from partners.readiness import Chain
from partners.serializers_readiness import (
    CountiesQuestion,
    CountyReadinessSerializer,
    OfficeReadinessSerializer,
    ReadinessDetailSerializer,
    ReadinessQuestion,
)
from portal import gazetteer
from portal.access import Permission
from portal.api import Pages, hat_of
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


def is_there(office: Office, asked: Mapping[str, Any]) -> bool:
    """Whether it is the office, or of the state, that is asked for."""
    return asked.get("office") in {None, office.court_id} and asked.get("state") in {None, office.state}


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
        found, places = nation(day), [one for one in seen_by(hat_of(request)) if is_there(one, asked)]
        answers = [answer_of(request, office, found[office.pk], day) for office in places]
        fitting = [answer for answer in answers if fits(answer, asked)]
        page = self.paginate_queryset(fitting)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def fits(answer: dict[str, Any], asked: Mapping[str, Any]) -> bool:
    """Whether the weakest link of a chain stands as asked, and somebody has looked as asked."""
    is_old = any(chain["is_stale"] for chain in answer["chains"])
    return asked.get("stale") in {None, is_old} and asked.get("status") in {None, *codes(answer, asked)}


def codes(answer: dict[str, Any], asked: Mapping[str, Any]) -> set[str]:
    """How far the chains that are asked about are."""
    held = {chain["basis"]: chain["status"] or "NOT_ENTERED" for chain in answer["chains"]}
    among = [asked["basis"]] if "basis" in asked else Basis.values
    return {held.get(each, "NO_LAW") for each in among}


def office_seen(hat: Hat, court_id: str) -> Office:
    """An office that the caller may see."""
    office = next((one for one in seen_by(hat) if one.court_id == court_id), None)
    if office is None:
        raise Http404
    return office


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
        office = office_seen(hat, court_id)
        found = read(office, day)
        answer = answer_of(request, office, chains_of(office, found), day)
        own = [county for county in counties(office, found, day) if county["is_apart"]]
        answer |= {"counties": own, "rows": rows_of(office, is_own=hat.is_of_an_office)}
        return Response(ReadinessDetailSerializer(answer).data)


class ReadinessCountyList(Asked, ListAPIView[Any]):
    """Every county of one office: its own links, else the district's."""

    permission = Permission.READINESS_VIEW
    question = CountiesQuestion
    serializer_class = CountyReadinessSerializer
    pagination_class = Pages

    @extend_schema(
        operation_id="readiness_of_counties", summary="Readiness of an office’s counties", parameters=[COURT_ID]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The weakest link of each chain in each county, by name. Statuses and days, no more."""
        return self.list(request, *args, **kwargs)

    def list(self, request: Request, *_args: Any, **facts: Any) -> Response:
        asked, day = self.asked(), localdate()
        office = office_seen(hat_of(request), facts["court_id"])
        found = counties(office, read(office, day), day)
        fitting = [county for county in found if fits(county, asked) and is_named(county, asked)]
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(fitting), many=True).data)


def is_named(county: dict[str, Any], asked: Mapping[str, Any]) -> bool:
    return all(asked.get(name) in {None, county[name]} for name in ("county", "is_apart"))


def counties(office: Office, found: Read, day: date) -> list[dict[str, Any]]:
    return [
        {
            "county": county.facts.fips,
            "name": county.facts.label,
            "is_apart": county.is_apart,
            "chains": [chain_of(one, day) for one in county.chains],
        }
        for county in counties_read(office, found)
    ]


def rows_of(office: Office, *, is_own: bool) -> list[dict[str, Any]]:
    """Each link on record, as much of it as the caller may read."""
    rows = ReadinessLink.objects.standing().filter(office=office).order_by("county", "basis", "pk")
    columns = (*OPEN, *DETAILS, "owner__name") if is_own else OPEN
    return [told(dict(row), is_own=is_own) for row in rows.values(*columns)]


def told(row: dict[str, Any], *, is_own: bool) -> dict[str, Any]:
    row |= {"federal_law": law_words(row["basis"], row["link"])}
    if is_own:
        return row | {"owner": row["owner__name"] or ""}
    return row | dict.fromkeys((*DETAILS, "owner"))

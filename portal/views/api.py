"""The API's own addresses: what there is, the offices, and nothing."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject, NullIf
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import server_error
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.access import Permission
from portal.api import hat_of
from portal.finder import find
from portal.gazetteer import country
from portal.models import County, KeptText, Office, OfficeContact, Place
from portal.problems import problem_response
from portal.routes import declared, every_route
from portal.serializers import (
    FindQuestion,
    FoundSerializer,
    OfficeDetailSerializer,
    OfficeQuestion,
    OfficeSerializer,
    Question,
)

PREFIX = "api/v1/"
COURT_ID = OpenApiParameter(
    "court_id", str, "path", pattern="^[a-z]{3,5}$", description="Id of the district court, like txnd."
)


class Asked(GenericAPIView[Any]):
    """A view that reads its address through a `Question` and refuses what it does not know."""

    permission: Permission
    question: type[Question] = Question

    def asked(self) -> dict[str, Any]:
        """What the address asks for, checked; a mistake is told with its parameter's name."""
        question = self.question(data=self.request.query_params)
        question.is_valid(raise_exception=True)
        return dict(question.validated_data)


class Act(Asked):
    """An act by POST. Its body is checked as an address is: what is unknown is refused by name."""

    body: type[Question] = Question

    def get_serializer_class(self) -> type[Question]:
        """What OPTIONS tells of the body."""
        return self.body

    def said(self) -> dict[str, Any]:
        """What the body says, checked. What a rule refuses later takes back what was written of a kept text."""
        self.asked()
        if not isinstance(self.request.data, dict):
            raise ValidationError({"body": [_("Send a JSON object.")]})
        body = self.body(data=self.request.data)
        body.is_valid(raise_exception=True)
        KeptText.objects.keep(type(body).__name__, body.validated_data)
        return dict(body.validated_data)


class Root(Asked):
    """The addresses of this version."""

    permission = Permission.PUBLIC_VIEW

    @extend_schema(
        operation_id="root",
        summary="Every address",
        responses={200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}},
    )
    def get(self, request: Request) -> Response:
        """The lists and questions that the caller may use, by name, with their addresses."""
        self.asked()
        return Response({name: request.build_absolute_uri(f"/{path}") for name, path in _open_to(request)})


def _open_to(request: Request) -> list[tuple[str, str]]:
    hat = hat_of(request)
    return [(name, path) for name, path, permission in _plain_addresses() if hat.may(permission)]


def _plain_addresses() -> Iterator[tuple[str, str, Permission]]:
    """Name, path and permission of every address of this version that needs nothing filled in."""
    for path, route in every_route():
        name, permission = path.removeprefix(PREFIX).strip("/"), declared(route.callback)
        if path.startswith(PREFIX) and "<" not in path and name and permission:
            yield name, path, permission


def _rows(queryset: QuerySet[Any], *order: str, **columns: Any) -> ArraySubquery:
    """Other rows of the same office as one column: the whole office in one query."""
    return ArraySubquery(queryset.order_by(*order).values(row=JSONObject(**columns)))


@extend_schema_view(get=extend_schema(operation_id="offices", summary="The 94 offices"))
class OfficeList(Asked, ListAPIView[Office]):
    """US Attorney's Offices, one in each federal judicial district. Public facts; coverage stands at coverage/."""

    permission = Permission.PUBLIC_VIEW
    serializer_class = OfficeSerializer
    question = OfficeQuestion
    queryset = Office.objects.all()

    def get_queryset(self) -> QuerySet[Office]:
        asked = self.asked()
        offices = super().get_queryset().order_by(asked["ordering"], "pk")
        if "circuit" in asked:
            offices = offices.filter(circuit=asked["circuit"])
        if "state" in asked:
            offices = offices.filter(state=asked["state"])
        if "search" in asked:
            text = asked["search"]
            offices = offices.filter(
                Q(official_name__icontains=text) | Q(abbreviation__icontains=text) | Q(court_id=text.lower())
            )
        return offices


@extend_schema_view(
    get=extend_schema(operation_id="office", summary="One office", parameters=[COURT_ID]),
)
class OfficeDetail(Asked, RetrieveAPIView[Office]):
    """One office by its court's id: statute, public contacts with the day they were verified, places, counties."""

    permission = Permission.PUBLIC_VIEW
    serializer_class = OfficeDetailSerializer
    lookup_field = "court_id"
    queryset = Office.objects.all()

    def get_queryset(self) -> QuerySet[Office]:
        self.asked()
        own = Q(office=OuterRef("pk"))
        counties = County.objects.filter(own | Q(other_office=OuterRef("pk")), is_current=True)
        value = NullIf("value", Value(""))
        return Office.objects.annotate(
            contact_rows=_rows(
                OfficeContact.objects.filter(own), "kind", kind="kind", value=value, verified_on="verified_on"
            ),
            place_rows=_rows(
                Place.objects.filter(own), "kind", "city",
                city="city", kind="kind", is_verified="is_verified", source="source",
            ),
            county_rows=_rows(counties, "fips", fips="fips", name="name", state="state", split="split"),
        )  # fmt: skip


class Find(Asked):
    """Which office serves a place."""

    permission = Permission.PUBLIC_VIEW
    question = FindQuestion
    serializer_class = FoundSerializer

    @extend_schema(operation_id="find", summary="The office of a county", responses=FoundSerializer)
    def get(self, _request: Request) -> Response:
        """Only a county decides. A ZIP code or a town suggests counties and asks for one of them."""
        asked = self.asked()
        found = find(country(), text=asked.get("q", ""), county=asked.get("county", ""), zip=asked.get("zip", ""))
        return Response(FoundSerializer(found).data)


def nothing_at(request: Request) -> str:
    """What to try instead: under a list, the addresses that its rows carry; else the list of all addresses."""
    lists = [f"/{path}" for _name, path in _open_to(request) if request.path.startswith(f"/{path}")]
    if lists:
        words = {"list": max(lists, key=len)}
        return _("There is nothing at this address. The rows of %(list)s carry their own addresses.") % words
    return _("There is nothing at this address. Addresses end with a slash; /api/v1/ lists them.")


@extend_schema(exclude=True)
class Nowhere(APIView):
    """Every address under /api/ that leads nowhere says so in the API's own words."""

    permission = Permission.PUBLIC_VIEW

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Whatever the method: first of all there is nothing here."""
        super().initial(request, *args, **kwargs)
        raise NotFound(nothing_at(request))


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: to programs as a problem, to people as a page."""
    if request.path.startswith("/api/"):
        sentence = _("Something broke on our side. It was recorded under %(id)s; try again later.")
        return problem_response(500, sentence % {"id": getattr(request, "request_id", "")})
    return server_error(request)

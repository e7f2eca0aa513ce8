"""The API for programs (OpenAPI) and for people (a page of ours, without foreign script)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from drf_spectacular import renderers
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.access import Permission
from portal.api import rate
from portal.hats import PortalRequest
from portal.pages import page
from portal.reference import operations
from portal.schema import PROBLEMS, whole_schema


@extend_schema(exclude=True)
class Schema(APIView):
    """The OpenAPI document, as JSON or YAML by the Accept header."""

    permission = Permission.PUBLIC_VIEW
    renderer_classes = [
        renderers.OpenApiJsonRenderer,
        renderers.OpenApiJsonRenderer2,
        renderers.OpenApiYamlRenderer,
        renderers.OpenApiYamlRenderer2,
    ]

    def get(self, _request: Request) -> Response:
        return Response(whole_schema())


@page(Permission.PUBLIC_VIEW)
def api_docs(request: PortalRequest) -> HttpResponse:
    """Every operation with its parameters, a call to try and the shape of its answer. In English, as the API is."""
    schema = whole_schema()
    about = {
        "info": schema["info"],
        "operations": list(operations(schema, at=request.build_absolute_uri("/").rstrip("/"))),
        "problems": PROBLEMS.items(),
        "visitor_rate": rate("visitor"),
        "signed_in_rate": rate("signed_in"),
    }
    with override("en"):
        return render(request, "portal/api_docs.html", about)

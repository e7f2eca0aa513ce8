"""State agencies for programs: what the list of the pages shows, by the same reading."""

from typing import Any

from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from grants.administrators import narrowed, ordered, passed_on, posts
from grants.serializers_administrators import AdministratorQuestion, AdministratorSerializer
from partners.erpo import JURISDICTIONS
from portal.access import Permission
from portal.views.api import Asked


@extend_schema_view(get=extend_schema(operation_id="administrators", summary="State agencies that hand out money"))
class AdministratorList(Asked, ListAPIView[Any]):
    """Every state and territory with every program whose money goes through it. What is unknown says so."""

    permission = Permission.ADMINISTRATOR_VIEW
    serializer_class = AdministratorSerializer
    question = AdministratorQuestion

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        """Not rows: also what nobody has put on record."""
        asked = self.asked()
        self.refuse_unknown(asked)
        found = narrowed(posts(localdate(), [asked["state"]] if "state" in asked else ()), asked)
        page = self.paginate_queryset(ordered(found, asked["ordering"]))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def refuse_unknown(self, asked: dict[str, Any]) -> None:
        """A place that has no government of its own, and a program that passes nothing on, are told by name."""
        if "state" in asked and asked["state"] not in JURISDICTIONS:
            raise ValidationError({"state": ["It has no agency of its own."]})
        known = passed_on(localdate())
        if "program" in asked and asked["program"] not in known:
            raise ValidationError(
                {"program": [f"No program like that goes through states. Known: {', '.join(known)}."]}
            )

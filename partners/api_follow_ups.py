"""The questions ninety days after a training, for programs: what the pages ask, by the same reading."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.follow_ups import Question, asked, named
from partners.serializers_practices import FollowUpQuestion, FollowUpSerializer
from partners.views.step_acts import today_at
from portal import gazetteer
from portal.access import Permission
from portal.api import Pages, hat_of
from portal.models import Organization
from portal.views.api import Asked


@extend_schema_view(get=extend_schema(operation_id="follow_ups", summary="What to ask ninety days after a training"))
class FollowUpList(Asked, ListAPIView[Any]):
    """Agencies trained 90 days ago or longer of which nothing is on record since. EOUSA sees none."""

    permission = Permission.READINESS_VIEW
    question = FollowUpQuestion
    serializer_class = FollowUpSerializer
    pagination_class = Pages

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        """What is open today, the longest first. It is answered by putting on record what the agency has taken up."""
        said, hat = self.asked(), hat_of(request)
        offices = [gazetteer.offices()[hat.court_id]] if hat.is_of_an_office else []
        found = [each for office in offices for each in asked(today_at(office), {office.pk}) if is_meant(each, said)]
        rows = [told(question, agency) for question, agency in named(self.paginate_queryset(found) or [])]
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


def is_meant(question: Question, said: dict[str, Any]) -> bool:
    return said.get("organization") in {None, question.training.agency}


def told(question: Question, agency: Organization) -> dict[str, Any]:
    return {
        "organization": {"id": agency.pk, "name": agency.name},
        "entry": question.training.entry,
        "trained_on": question.training.held_on,
        "asked_on": question.on,
        "practices": [list(group) for group in question.left],
    }

"""Fit for programs: the same answers as the public page, for everybody."""

from django.http import Http404
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from grants.fit import GUIDANCE, fits, presumed
from grants.models import programs
from grants.serializers_fit import FitQuestion, FitSerializer, facts
from portal.access import Permission
from portal.views.api import Asked


class FitList(Asked):
    """Which programs fit."""

    permission = Permission.PUBLIC_VIEW
    question = FitQuestion
    serializer_class = FitSerializer

    @extend_schema(operation_id="fit", summary="Which programs fit an applicant", responses=FitSerializer)
    def get(self, _request: Request) -> Response:
        """The verdict on one program or on all, each with its reasons and the law. Guidance, not a determination."""
        asked = self.asked()
        on = asked.get("on") or localdate()
        known = programs(on)
        if "program" in asked and asked["program"] not in known:
            raise Http404
        meant = [known[asked["program"]]] if "program" in asked else known.values()
        applicant = presumed(asked.get("kind", ""), **facts(asked))
        found = fits(applicant, meant, on, violence=asked.get("violence", ()), need=asked.get("need", ""))
        return Response(FitSerializer({"on": on, "guidance": GUIDANCE, "applicant": applicant, "results": found}).data)

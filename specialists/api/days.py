"""The days that vacancies stay in each stage, for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from portal import gazetteer
from portal.access import Permission
from portal.api import hat_of
from portal.hats import Hat
from portal.models import Office
from portal.views.api import Asked
from specialists.serializers.days import DaysQuestion, DaysSerializer
from specialists.stays import paces_on


class VacancyDays(Asked):
    """How long vacancies stay in each stage, and who waits there."""

    permission = Permission.VACANCY_VIEW
    question = DaysQuestion
    serializer_class = DaysSerializer

    @extend_schema(operation_id="vacancy_days", summary="Days in each stage", responses=DaysSerializer)
    def get(self, request: Request) -> Response:
        """Median and 90th percentile per stage, what is still open included. An office gets its own beside the nation;
        EOUSA and OARM choose one."""
        asked = self.asked()
        office = beside(hat_of(request), asked.get("office", ""))
        found = paces_on(asked["on"], asked["known"], office.pk if office else None)
        answer: dict[str, Any] = asked | {"office": office.court_id if office else None, "stages": found}
        return Response(DaysSerializer(answer).data)


def beside(hat: Hat, court_id: str) -> Office | None:
    """The office to hold against the nation: an office's own, or whichever the others ask for."""
    if hat.is_of_an_office and court_id not in {"", hat.court_id}:
        raise ValidationError({"office": [_("Your office is held against the nation. Leave the parameter out.")]})
    wanted = hat.court_id or court_id
    office = gazetteer.offices().get(wanted)
    if wanted and not office:
        raise ValidationError({"office": [_("There is no office with this id; /api/v1/offices/ lists them.")]})
    return office

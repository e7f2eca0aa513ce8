"""Coverage and appointments for programs: what the pages show, by the same functions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from portal.access import Permission, may
from portal.api import Cursors, hat_of
from portal.gazetteer import offices
from portal.models import RecordedQuerySet
from portal.views.api import Asked
from specialists.comparison import Change, compare, turned
from specialists.models import Appointment
from specialists.nation import Nation, by_office, coverage_on, facts
from specialists.serializers.coverage import (
    AppointmentQuestion,
    AppointmentSerializer,
    ClockQuestion,
    CompareQuestion,
    CompareSerializer,
    CoverageSerializer,
)


class Coverage(Asked):
    """The one answer that each of the 94 offices has on a day, as recorded by an instant."""

    permission = Permission.COVERAGE_VIEW
    question = ClockQuestion
    serializer_class = CoverageSerializer

    @extend_schema(operation_id="coverage", summary="Coverage on a day", responses=CoverageSerializer)
    def get(self, request: Request) -> Response:
        """Totals that add up to 94, for everybody. Office by office for government roles, each as far as it may see."""
        asked = self.asked()
        keys = [office.pk for office in offices().values()]
        nation = coverage_on(asked["on"], asked["known"], keys)
        answer = asked | {"totals": nation.totals.groups, "split": nation.totals.split}
        if may(hat_of(request).role, Permission.OFFICE_VIEW):
            answer["offices"] = list(standings(nation))
        return Response(CoverageSerializer(answer).data)


def standings(nation: Nation) -> Iterator[dict[str, Any]]:
    """The standings that the caller may see, in the order of the offices."""
    names = ("answer", "group", "since", "days", "uncovered_since", "days_without", "last_word", "acts", "act")
    for office in offices().values():
        found = nation.standings.get(office.pk)
        if found:
            yield {name: getattr(found, name) for name in names} | {
                "holds_until": found.holds_until,
                "court_id": office.court_id,
                "office": office.abbreviation,
            }


class Compare(Asked):
    """Two days of the nation."""

    permission = Permission.BOARD_VIEW
    question = CompareQuestion
    serializer_class = CompareSerializer

    @extend_schema(operation_id="compare", summary="Two days compared", responses=CompareSerializer)
    def get(self, _request: Request) -> Response:
        """The totals of two days and the events in between that explain the difference. For EOUSA and OARM."""
        asked = self.asked()
        found = by_office(facts(on=asked["to"], known=asked["known"]))
        by_key = {office.pk: office for office in offices().values()}
        compared = compare(found, by_key, asked["from"], asked["to"])
        answer = asked | {
            "before": compared.before.groups,
            "after": compared.after.groups,
            "turned": [{"what": what, "offices": n} for what, n in turned(compared, found, asked["to"])],
            "happened": compared.happened,
            "changes": [changed(change, by_key[change.office_id]) for change in compared.changes],
        }
        return Response(CompareSerializer(answer).data)


def changed(change: Change, office: Any) -> dict[str, Any]:
    """A change with its office and its events in words."""
    events = [{"on": event.on, "what": event.what, "sentence": event.sentence()} for event in change.events]
    named = {"court_id": office.court_id, "office": office.abbreviation}
    return named | {"before": change.before, "after": change.after, "events": events}


@extend_schema_view(get=extend_schema(operation_id="appointments", summary="Appointments"))
class AppointmentList(Asked, ListAPIView[Appointment]):
    """Who serves as specialist, where and since when: of the caller's office, or of all for EOUSA and OARM."""

    permission = Permission.APPOINTMENT_VIEW
    question = AppointmentQuestion
    serializer_class = AppointmentSerializer
    pagination_class = Cursors
    queryset: RecordedQuerySet = Appointment.objects.select_related("office", "person", "shared_with")

    def get_queryset(self) -> QuerySet[Appointment]:
        asked = self.asked()
        rows = self.queryset.known_at(asked["known"]).order_by(asked["ordering"], "pk")
        named = {"office": "office__court_id", "kind": "kind", "authority": "authority"}
        rows = rows.filter(**{column: asked[name] for name, column in named.items() if name in asked})
        if "on" in asked:
            rows = rows.filter(Q(ends_on=None) | Q(ends_on__gt=asked["on"]), starts_on__lte=asked["on"])
        return rows

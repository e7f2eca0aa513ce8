"""What people own in the staffing of the post, declared for the hand-over."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from portal import gazetteer
from portal.access import Role
from portal.models import Person
from portal.ownership import Line, Owned, owns
from specialists import sentences
from specialists.coverage import Group
from specialists.models import Desk
from specialists.nation import coverage_on


def watched(person_id: int) -> QuerySet[Desk]:
    return Desk.objects.standing().filter(person_id=person_id).select_related("office").order_by("office_id")


def counted(number: int) -> str:
    return ngettext("%(n)d office to watch", "%(n)d offices to watch", number) % {"n": number}


def line(desk: Desk) -> Line:
    return Line(desk.office_id, str(desk.office), reverse("office-staffing", args=[desk.office.court_id]))


def given(*, rows: Collection[Desk], to: Person, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands; refused if one of them has changed hands meanwhile."""
    Desk.objects.assign(offices=[desk.office for desk in rows], person=to, by=by)


def open_matters(keys: Sequence[int], at: datetime) -> Iterator[Line]:
    """The offices among them that are not covered: the silent first, each group by its days without a specialist."""
    offices = {office.pk: office for office in gazetteer.offices().values()}
    standings = coverage_on(localdate(at), at).standings
    found = [standings[key] for key in keys if standings[key].group is not Group.COVERED]
    for stands in sorted(found, key=lambda each: (each.group is not Group.SILENT, -(each.days_without or 0))):
        office = offices[stands.office_id]
        said = sentences.of_office(stands, office.abbreviation)
        yield Line(office.pk, said, reverse("office-staffing", args=[office.court_id]))


DESK = owns(Owned("desk", frozenset({Role.EOUSA}), counted, watched, line, given, open_matters))

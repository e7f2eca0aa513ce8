"""What people own in the staffing of the post, declared for the hand-over."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import gazetteer
from portal.access import OFFICE_ROLES, Role
from portal.models import Person
from portal.ownership import Line, Owned, owns
from specialists import sentences
from specialists.coverage import Group
from specialists.models import DesignatedCommunity, Desk, PointOfContact
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


# --- 18 USC 925D -----------------------------------------------------------------------------------------------------
def points_of_contact(person_id: int) -> QuerySet[PointOfContact]:
    """Where the person is the point of contact, or will be."""
    lasting = Q(ends_on=None) | Q(ends_on__gt=localdate())
    rows = PointOfContact.objects.standing().filter(lasting, person_id=person_id)
    return rows.select_related("office").order_by("office_id")


def counted_points(number: int) -> str:
    return ngettext("%(n)d duty as the point of contact", "%(n)d duties as the point of contact", number) % {
        "n": number
    }


def line_of_point(point: PointOfContact) -> Line:
    said = {"office": str(point.office), "day": date_format(point.starts_on, "DATE_FORMAT")}
    text = _("%(office)s: point of contact under 18 USC 925D since %(day)s") % said
    return Line(point.office_id, text, reverse("office-staffing", args=[point.office.court_id]))


def pass_on(*, rows: Collection[PointOfContact], to: Person, by: Person, at: datetime) -> None:
    """The successor is the point of contact from today. Nobody outside is told."""
    for point in rows:
        point.pass_on(to=to, by=by, on=localdate(at))


def designated_there(keys: Sequence[int], at: datetime) -> Iterator[Line]:  # noqa: ARG001 designations have no clock
    """The designated communities of the office: from there requests are to be expected first."""
    for community in DesignatedCommunity.objects.filter(district__in=keys, valid_to=None):
        said = _("%(name)s is a designated community in your district") % {"name": community.name}
        yield Line(community.district_id, said, reverse("designated-community-list"))


POINT_OF_CONTACT = owns(
    Owned("point-of-contact", OFFICE_ROLES, counted_points, points_of_contact, line_of_point, pass_on, designated_there)
)

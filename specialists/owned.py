"""What people own in the staffing of the post, declared for the hand-over."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import gazetteer
from portal.access import OFFICE_ROLES, Role
from portal.models import Person
from portal.ownership import Line, Owned, owns
from specialists import sentences
from specialists.coverage import Group
from specialists.models import DesignatedCommunity, Desk, Nomination, PointOfContact
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
    rows = PointOfContact.objects.standing().lasting(localdate()).filter(person_id=person_id)
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


# --- nominations at OARM ---------------------------------------------------------------------------------------------
WAITS = gettext_lazy("%(office)s has waited for a decision for %(days)s")
BACK_WITH_YOU = gettext_lazy("%(office)s is back with you, for %(days)s")


def claimed(person_id: int) -> QuerySet[Nomination]:
    return Nomination.objects.claimed(person_id).select_related("office").order_by("office_id", "pk")


def counted_claims(number: int) -> str:
    return ngettext("%(n)d nomination taken at OARM", "%(n)d nominations taken at OARM", number) % {"n": number}


def line_of_claim(nomination: Nomination) -> Line:
    """Without the candidate, whose name stands on the nomination's own page only."""
    said = {"office": str(nomination.office), "state": nomination.get_state_display()}
    text = _("%(office)s: a nomination, %(state)s") % said
    return Line(nomination.pk, text, reverse("nomination-detail", args=[nomination.pk]))


def claims_pass_on(*, rows: Collection[Nomination], to: Person | None, by: Person, at: datetime) -> None:
    """Each to the other analyst, or back into OARM's queue."""
    for nomination in rows:
        nomination.pass_on(to=to, by=by, at=at)


def still_to_decide(keys: Sequence[int], at: datetime) -> Iterator[Line]:
    """Those that wait for OARM, in the order of its queue."""
    for nomination in Nomination.objects.waiting().filter(pk__in=keys).select_related("office"):
        sent_on = nomination.sent_on or localdate(at)  # type: ignore[attr-defined]
        waited = sentences.days((localdate(at) - sent_on).days)
        said = BACK_WITH_YOU if nomination.is_back else WAITS  # type: ignore[attr-defined]
        words = said % {"office": str(nomination.office), "days": waited}
        yield Line(nomination.pk, words, reverse("nomination-detail", args=[nomination.pk]))


CLAIM = owns(
    Owned(
        "nomination", frozenset({Role.OARM}), counted_claims, claimed, line_of_claim, claims_pass_on, still_to_decide,
        to_queue=True,
    )
)  # fmt: skip

"""18 USC 925D: the points of contact of the 94 offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import gazetteer
from portal.access import Permission
from portal.calendar import CENTER
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page
from specialists import sentences
from specialists.clocks import Clocks
from specialists.forms.contacts import PointOfContactFilters, PointOfContactForm
from specialists.forms.staffing import EndForm
from specialists.models import Appointment, DesignatedCommunity, PointOfContact
from specialists.views.acts import Words, act
from specialists.views.board import asked_clocks, clocks_of, unbroken
from specialists.views.divisions import WHAT_THE_LAW_ASKS, known_communities
from specialists.views.office import office_for
from specialists.views.places import PLACE_COLUMNS, lies_in


# --- the offices -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Row:
    """One of the 94 and its point of contact on the day, if it has one."""

    office: Office
    contact: PointOfContact | None
    is_specialist: bool

    @property
    def name(self) -> str:
        return self.contact.name if self.contact else ""

    @property
    def also(self) -> str:
        """Whether the point of contact is the specialist too."""
        return "" if self.contact is None else _("yes") if self.is_specialist else _("no")


COLUMNS = (
    *PLACE_COLUMNS,
    Column(
        "contact",
        gettext_lazy("Point of contact"),
        lambda row: row.name,
        lambda row: (bool(row.name), row.name.casefold(), row.office.abbreviation),
        html=lambda row: "" if row.contact else _("none named"),
    ),
    Column("email", gettext_lazy("E-mail"), lambda row: row.contact.email if row.contact else ""),
    Column(
        "since",
        gettext_lazy("Since"),
        lambda row: row.contact.starts_on if row.contact else None,
        lambda row: row.contact.starts_on if row.contact else None,
        html=lambda row: unbroken(row.contact.starts_on) if row.contact else "",
    ),
    Column("is_specialist", gettext_lazy("Also the specialist"), lambda row: row.also, lambda row: row.also),
)


@page(Permission.BOARD_VIEW)
def point_of_contact_list(request: PortalRequest) -> HttpResponse:
    """Which of the 94 have named a point of contact, those without one first."""
    form = PointOfContactFilters(request.GET, now=now())
    form.is_valid()
    clocks = clocks_of(form)
    rows = all_rows(clocks)
    shown = [row for row in rows if is_shown(row, form)]
    listing = Listing(
        request,
        shown,
        COLUMNS,
        "contact",
        form,
        row_url=lambda row: reverse("office-staffing", args=[row.office.court_id]),
        api_url=f"{reverse('api-point-of-contact-list')}?{urlencode(asked_clocks(request))}",
        empty=_("No office matches these filters. Take one away."),
        sentence=listed(len(shown), len(rows)),
        stamps={"on": clocks.on.isoformat(), "known": clocks.known.isoformat(timespec="seconds")},
    )
    if listing.wants_export and form.is_valid():
        return listing.export(f"points-of-contact-{clocks.on.isoformat()}")
    facts = {"listing": listing, "problems": form.errors, "sentence": answer(rows, clocks, form.now)}
    facts["is_past"] = clocks.are_past(form.now)
    status = 200 if form.is_valid() else 400
    return render(request, "specialists/point_of_contact_list.html", facts, status=status)


def all_rows(clocks: Clocks) -> list[Row]:
    """The 94, each with its point of contact as true on the day and as known by the instant: three queries."""
    named = {each.office_id: each for each in PointOfContact.objects.known_at(clocks.known).serving_on(clocks.on)}
    lasting = Q(ends_on=None) | Q(ends_on__gt=clocks.on)
    serving = Appointment.objects.known_at(clocks.known).filter(lasting, starts_on__lte=clocks.on)
    specialists = set(serving.values_list("office_id", "person__email"))
    return [row_of(office, named.get(office.pk), specialists) for office in gazetteer.offices().values()]


def row_of(office: Office, contact: PointOfContact | None, specialists: set[tuple[int, str]]) -> Row:
    return Row(office, contact, contact is not None and (office.pk, contact.email) in specialists)


def is_shown(row: Row, form: PointOfContactFilters) -> bool:
    """Whether the row passes every filter that is set and can be meant."""
    asked = form.asked
    tests = (
        lies_in(row.office, asked("state"), asked("circuit")),
        not asked("missing") or row.contact is None,
    )
    return all(tests)


def listed(some: int, all_of_them: int) -> str:
    """How many of the 94 stand in the list."""
    if some == all_of_them:
        return _("All %(all)d offices") % {"all": all_of_them}
    return _("%(some)d of %(all)d offices") % {"some": some, "all": all_of_them}


def answer(rows: Sequence[Row], clocks: Clocks, now: datetime) -> str:
    """37 of 94 offices have named a point of contact; 5 of 78 designated communities are known here."""
    named = {"n": sum(row.contact is not None for row in rows), "all": len(rows)}
    if clocks.are_past(now):
        known = clocks.known.astimezone(CENTER).date() if clocks.known < now else None
        past = ngettext(
            "%(n)d of %(all)d offices had named a point of contact.",
            "%(n)d of %(all)d offices had named a point of contact.",
            named["n"],
        )
        return f"{sentences.moment(clocks.on, known)}: {past % named}"
    offices = ngettext(
        "%(n)d of %(all)d offices has named a point of contact",
        "%(n)d of %(all)d offices have named a point of contact",
        named["n"],
    )
    return f"{offices % named}; {known_communities(DesignatedCommunity.objects.count())}."


# --- acts ------------------------------------------------------------------------------------------------------------
@page(Permission.POINT_OF_CONTACT_EDIT)
def point_of_contact_create(request: PortalRequest, court_id: str) -> HttpResponse:
    """Name the point of contact, in place of whoever it was."""
    office = office_for(request, court_id)
    form = PointOfContactForm(request.POST or None)
    lasting = PointOfContact.objects.standing().filter(office=office).lasting(localdate())
    before = lasting.order_by("-starts_on").first()
    return act(
        request, office, form, partial(PointOfContact.objects.designate, office=office), words_of_name(office, before)
    )


def words_of_name(office: Office, before: PointOfContact | None) -> Words:
    follows = (
        _("From its first day it takes the place of %(name)s; the same person again only corrects the entry.")
        if before
        else _("The office counts as having named one from that day.")
    )
    return {
        "title": _("Point of contact"),
        "sentence": _("Who is the point of contact of %(office)s under 18 USC 925D?") % {"office": office.abbreviation},
        "more": WHAT_THE_LAW_ASKS,
        "will": [
            follows % {"name": before.name if before else ""},
            _("The office’s own people, EOUSA and OARM see the name; the public does not. No mail goes out."),
            _("Coverage does not change: the point of contact need not be the specialist."),
        ],
        "submit": _("Record the point of contact"),
        "done": _("The point of contact is recorded."),
    }


@page(Permission.POINT_OF_CONTACT_EDIT)
def point_of_contact_end(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
    """Somebody is no longer the point of contact, and nobody follows yet."""
    office = office_for(request, court_id)
    contact = get_object_or_404(PointOfContact.objects.standing(), pk=pk, office=office)
    form = EndForm(request.POST or None, label=_("First day no longer the point of contact"))
    name = {"name": contact.name}
    words = {
        "title": _("Point of contact"),
        "sentence": _("When does %(name)s stop being the point of contact?") % name,
        "will": [
            _("From that day the office has none until it names another, as 18 USC 925D asks."),
            _("Does somebody follow? Then name them instead: that ends this entry on the same day."),
        ],
        "submit": _("Record the end"),
        "done": _("%(name)s’s end as the point of contact is recorded.") % name,
    }
    return act(request, office, form, contact.end, words)

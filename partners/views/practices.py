"""What agencies have taken up: each agency of an office, for EOUSA how many by office; and one agency in full."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import readiness_words as words
from partners.agencies import Agency, agencies, fits
from partners.before import of_statuses
from partners.chain import Element, Practice
from partners.follow_ups import COUNTS, asked, by_agency
from partners.forms.practices import PracticeFilters, PracticesForm
from partners.models import AgencyPractice
from partners.practices import SHORT, adopted, agencies_of, counted
from partners.readiness import is_stale
from partners.views.step_acts import data_of, own_office, today_at
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office, Organization
from portal.pages import page, taken


@page(Permission.READINESS_VIEW)
def agency_practice_list(request: PortalRequest) -> HttpResponse:
    """For an office each agency with each practice; for EOUSA how many agencies of each office. Also as CSV."""
    return of_own(request, own_office(request)) if request.hat.is_of_an_office else of_nation(request)


def page_of(request: PortalRequest, listing: Listing, sentence: str) -> HttpResponse:
    """The list with what its columns mean; as CSV where that is asked for."""
    is_good = listing.filters.is_valid() or not listing.filters.fields
    if listing.wants_export and is_good:
        return listing.export(f"agency-practices-{localdate().isoformat()}")
    facts = {
        "listing": listing,
        "sentence": sentence,
        "problems": listing.filters.errors,
        "legend": [(SHORT[practice], practice.label) for practice in Practice],
        "dating": DATING,
        "is_own": request.hat.is_of_an_office,
    }
    return render(request, "partners/agency_practice_list.html", facts, status=200 if is_good else 400)


# --- an office's agencies --------------------------------------------------------------------------------------------
def status_of(practice: Practice) -> Callable[[Agency], str]:
    return lambda row: words.status_words(row.status(practice)) if practice in row.rows else ""


def fact(practice: Practice, name: str) -> Column:
    """Of one practice, in the download alone."""
    key = f"{practice.value.lower()}_{name}"
    return Column(key, "", lambda row: plain(getattr(row.rows.get(practice), name, "")), export_only=True)


def plain(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


DATING = gettext_lazy("Dating")
OF_AGENCIES = (
    Column("agency", gettext_lazy("Agency"), lambda row: row.organization.name, lambda row: row.order),
    *(Column(practice.value.lower(), SHORT[practice], status_of(practice)) for practice in Practice),
    Column("asks_dating", DATING, lambda row: row.asks_dating),
    Column("to_ask", gettext_lazy("To ask"), lambda row: row.to_ask, lambda row: row.to_ask),
    Column("looked", gettext_lazy("Oldest look"), lambda row: row.looked, lambda row: row.oldest, low=True),
    Column("seen_to_by", gettext_lazy("Seen to by"), lambda row: row.keeper, lambda row: row.keeper, low=True),
    *(fact(practice, name) for practice in Practice for name in ("as_of", "document")),
    *(fact(Practice.SCREENING, name) for name in ("version", "elements")),
    fact(Practice.ATF, "contact"),
)  # fmt: skip


def of_own(request: PortalRequest, office: Office) -> HttpResponse:
    day, form = today_at(office), PracticeFilters(request.GET)
    form.is_valid()
    rows = agencies(office, day)
    listing = Listing(
        request, [row for row in rows if fits(row, form.cleaned_data)], OF_AGENCIES, "agency", form,
        row_url=url_of, api_url=reverse("api-practice-agency-list"),
        empty=_("No agency matches. Agencies are partners of your office that are police, prosecutors, courts or "
                "corrections, also of a tribe."),
        stamps={"on": day.isoformat(), "known": now().isoformat(timespec="seconds")},
    )  # fmt: skip
    return page_of(request, listing, answer(rows))


def url_of(row: Agency) -> str:
    return reverse("agency-practice-detail", args=[row.organization.pk])


def answer(rows: Sequence[Agency]) -> str:
    """5 agencies are partners of your office; 2 are to be asked what a training has changed."""
    waiting = sum(bool(row.questions) for row in rows)
    said = ngettext("Your office works with %(n)d agency.", "Your office works with %(n)d agencies.", len(rows))
    more = ngettext(
        "%(n)d is to be asked what a training has changed.",
        "%(n)d are to be asked what a training has changed.",
        waiting,
    )
    old = sum(row.is_stale for row in rows)
    late = ngettext("At %(n)d nobody has looked for a year.", "At %(n)d of them nobody has looked for a year.", old)
    told = [(said, len(rows)), *((each, n) for each, n in ((more, waiting), (late, old)) if n)]
    return " ".join(each % {"n": n} for each, n in told)


# --- the nation ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Place:
    """One office with how many agencies stand how far, by practice."""

    order: int
    office: Office
    counts: Mapping[str, Counter[str]]

    def told(self, practice: str) -> str:
        """2 of 5: adopted or further, of those about which something is on record."""
        found = self.counts.get(practice)
        if not found:
            return ""
        return _("%(n)d of %(all)d") % {"n": adopted(found), "all": found.total()}


def told_of(practice: Practice) -> Callable[[Place], str]:
    return lambda row: row.told(practice)


OF_OFFICES = (
    Column("office", gettext_lazy("Office"), lambda row: row.office.abbreviation, lambda row: row.order),
    Column("court_id", "", lambda row: row.office.court_id, export_only=True),
    *(Column(practice.value.lower(), SHORT[practice], told_of(practice)) for practice in Practice),
)


def of_nation(request: PortalRequest) -> HttpResponse:
    """How many agencies have adopted what, office by office. No agency by name."""
    found = counted()
    rows = [Place(n, office, found.get(office.pk, {})) for n, office in enumerate(gazetteer.offices().values())]
    stamps = {"on": localdate().isoformat(), "known": now().isoformat(timespec="seconds")}
    listing = Listing(
        request, rows, OF_OFFICES, "office", Form(request.GET), api_url=reverse("api-practice-count-list"),
        stamps=stamps,
    )  # fmt: skip
    entered = sum(bool(row.counts) for row in rows)
    words_said = ngettext(
        "%(n)d of %(all)d offices has put on record what agencies have taken up.",
        "%(n)d of %(all)d offices have put on record what agencies have taken up.",
        entered,
    )
    return page_of(request, listing, words_said % {"n": entered, "all": len(rows)})


# --- one agency ------------------------------------------------------------------------------------------------------
@page(Permission.READINESS_VIEW)
def agency_practice_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """All that the office knows of one agency: how far, since when, by which document. EOUSA sees no agency."""
    if not request.hat.is_of_an_office:
        raise Http404
    office = own_office(request)
    day = today_at(office)
    agency = next((one for one in agencies(office, day) if one.organization.pk == pk), None)
    if agency is None:
        raise Http404
    earlier = before_of(office, agency.organization)
    facts = {
        "agency": agency,
        "organization": agency.organization,
        "lines": [
            line_of(practice, agency.rows.get(practice), day) | {"before": earlier.get(practice, [])}
            for practice in Practice
        ],
        "may_edit": request.hat.may(Permission.READINESS_EDIT),
    }
    return render(request, "partners/agency_practice_detail.html", facts)


def before_of(office: Office, organization: Organization) -> dict[str, list[str]]:
    """What was on record of the agency before, by practice, also as its doubles: one query."""
    rows = AgencyPractice.objects.filter(office=office).annotate(agency=COUNTS).filter(agency=organization.pk)
    found: dict[str, list[str]] = {}
    for row in rows.exclude(superseded_at=None).select_related("recorded_by").order_by("-recorded_at", "-pk"):
        found.setdefault(row.practice, []).extend(of_statuses([row], office))
    return found


def line_of(practice: Practice, row: AgencyPractice | None, day: date) -> dict[str, Any]:
    """One practice with what is asked of it alone."""
    is_old = row is not None and is_stale(row.as_of, day)
    return {"label": practice.label, "row": row, "is_stale": is_old, "facts": facts_of(row) if row else []}


def facts_of(row: AgencyPractice) -> list[tuple[str, str]]:
    """What is said of a screening sheet, or of ATF."""
    facts = [
        (_("Version of the sheet"), row.version),
        (_("What it asks"), "; ".join(str(element.label) for element in Element if element in row.elements)),
        (_("Asks for dating partners"), row.get_asks_dating_display() if row.asks_dating else ""),
        (_("Contact at ATF"), row.contact),
    ]
    return [(label, value) for label, value in facts if value]


@page(Permission.READINESS_EDIT)
def agency_practice_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """All eight practices of one agency in one form."""
    office = own_office(request)
    organization, day = get_object_or_404(agencies_of(office), pk=pk), today_at(office)
    practices = AgencyPractice.objects
    form = PracticesForm(data_of(request), rows=practices.of_agency(office, organization), on=day)
    saved: list[int] = []

    def say(**facts: Any) -> None:
        seen, who = form.cleaned_data["seen"], {"by": facts["by"], "on": facts["on"]}
        said = form.said_of(practices.seen(office, organization, seen))
        saved.append(practices.say(office=office, organization=organization, practices=said, seen=seen, **who))

    if taken(form, say, by=request.person, on=day):
        messages.success(request, saved_words(saved[0], organization))
        return redirect("agency-practice-list")
    if form.is_bound and set(form.errors) == {NON_FIELD_ERRORS}:
        before = practices.seen(office, organization, form.cleaned_data["seen"])
        form.begin_again(before, practices.of_agency(office, organization))
    shown = {"form": form, "organization": organization, "to_ask": to_ask(office, organization)}
    return render(request, "partners/agency_practice_edit.html", shown, status=422 if form.errors else 200)


def saved_words(number: int, organization: Organization) -> str:
    if not number:
        return _("Nothing was changed: all stands as it was.")
    said = ngettext("%(name)s: %(n)d practice is saved.", "%(name)s: %(n)d practices are saved.", number)
    return said % {"name": organization.name, "n": number}


def to_ask(office: Office, organization: Organization) -> str:
    """What a training has left open at this agency."""
    found = by_agency(asked(today_at(office), {office.pk})).get(organization.pk, [])
    return Agency(organization, {}, today_at(office), found).to_ask

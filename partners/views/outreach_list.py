"""The log as a list: filters in the address, pages by key, and a download of exactly what is listed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.duties import Duty
from partners.forms.outreach_filters import OutreachFilters
from partners.forms.profile import counties_of_office
from partners.gaps import SENSITIVE_NEEDS, SENSITIVE_POPULATIONS
from partners.models import Outreach
from partners.reading import entries_in_all, listed, narrowed, parties, partners_of
from partners.taxonomy import Did
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page


def called(entry: Any) -> str:
    """The organizations, one after another."""
    return "; ".join(party["name"] for party in parties(entry))


def people(entry: Outreach) -> str:
    """Who was there, as the rule counts them."""
    if entry.trained_count:
        return ngettext("%(n)d trained", "%(n)d trained", entry.trained_count) % {"n": entry.trained_count}
    if entry.educated:
        return ngettext("%(n)d educated", "%(n)d educated", entry.educated) % {"n": entry.educated}
    return "" if entry.is_host else _("counted by %(office)s") % {"office": joint_office(entry)}


def joint_office(entry: Outreach) -> str:
    """The other office of a joint event."""
    by_key = {office.pk: office.abbreviation for office in gazetteer.offices().values()}
    return by_key.get(entry.joint_with_id or 0, "")


def day_unbroken(entry: Outreach) -> str:
    return date_format(entry.held_on, "DATE_FORMAT").replace(" ", "\N{NO-BREAK SPACE}")


def told(entry: Any) -> str:
    return _("shared") if entry.is_told else ""


def codes(listed_codes: list[str]) -> str:
    return " ".join(listed_codes)


def entry_url(entry: Outreach) -> str:
    return reverse("outreach-detail", args=[entry.key])


COLUMNS = [
    Column("day", gettext_lazy("Day"), lambda e: e.held_on, sort="held_on", html=day_unbroken),
    Column("kind", gettext_lazy("Kind"), lambda e: Did(e.did).label),
    Column("organizations", gettext_lazy("Organizations"), called),
    Column("duty", gettext_lazy("Duty"), lambda e: f"{e.duty} {Duty(e.duty).label}", low=True),
    Column("line", gettext_lazy("In one line"), lambda e: e.line, url=entry_url),
    Column("people", gettext_lazy("People"), people),
    Column("minutes", gettext_lazy("Minutes"), lambda e: e.minutes, numeric=True, low=True),
    Column("who", gettext_lazy("Recorded by"), lambda e: e.logged_by, low=True),
    Column("shared", gettext_lazy("Shared"), told, low=True),
    Column("key", "", lambda e: e.key, export_only=True),
    Column("topics", "", lambda e: codes(e.topics), export_only=True),
    Column("populations", "", lambda e: codes(e.populations), export_only=True),
    Column("needs", "", lambda e: codes(e.needs), export_only=True),
    Column("counties", "", lambda e: codes(e.counties), export_only=True),
    Column("audience", "", lambda e: e.audience, export_only=True),
    Column("trained", "", lambda e: " ".join(f"{code}:{n}" for code, n in e.trained.items()), export_only=True),
    Column("people_trained", "", lambda e: e.trained_count, export_only=True),
    Column("people_educated", "", lambda e: e.educated, export_only=True),
    Column("joint_with", "", joint_office, export_only=True),
    Column("held_by_us", "", lambda e: "yes" if e.is_host else "no", export_only=True),
    Column("materials", "", lambda e: e.materials, export_only=True),
    Column("recorded_at", "", lambda e: e.recorded_at.isoformat(timespec="seconds"), export_only=True),
]


def columns(asked: Mapping[str, Any], *, is_download: bool) -> list[Column]:
    """A download of what was about a sensitive need or population names no organization: it would be a list of them."""
    is_sensitive = asked.get("need") in SENSITIVE_NEEDS or asked.get("population") in SENSITIVE_POPULATIONS
    if not (is_download and is_sensitive):
        return COLUMNS
    return [column for column in COLUMNS if column.key != "organizations"]


@page(Permission.OUTREACH_VIEW)
def outreach_list(request: PortalRequest) -> HttpResponse:
    """What the office has logged, newest first; also as CSV."""
    office = gazetteer.offices()[request.hat.court_id]
    form = OutreachFilters(request.GET, partners=partners_of(office), counties=counties_of_office(office.court_id))
    asked, is_good = form.asked, form.is_valid()
    listing = Listing(
        request,
        narrowed(listed(), asked, reader=request.person),
        columns(asked, is_download=request.GET.get("format") == "csv"),
        "-day",
        form,
        row_url=entry_url,
        api_url=reverse("api-outreach-list"),
        empty=_("No entry matches these filters. Take one away."),
    )
    if listing.wants_export and is_good:
        return listing.export(f"outreach-{localdate().isoformat()}")
    shown = {
        "listing": listing,
        "problems": form.errors,
        "sentence": matching(listing) if narrowing(form) else sentence(entries_in_all(office)),
        "may_log": request.hat.may(Permission.OUTREACH_LOG),
    }
    return render(request, "partners/outreach_list.html", shown, status=200 if is_good else 400)


def narrowing(form: OutreachFilters) -> bool:
    """Whether anything is asked for; "no" to joint events is something."""
    return any(value is not None and value != "" and (value or name == "joint") for name, value in form.asked.items())


def matching(listing: Listing) -> str:
    """How many match, where all of them stand on the page; they are not counted else."""
    if listing.next_url or listing.previous_url:
        return _("More entries match than one page shows.")
    number = len(listing.shown)
    return ngettext("%(n)d entry matches.", "%(n)d entries match.", number) % {"n": number}


def sentence(number: int) -> str:
    if not number:
        return _("Your office has logged nothing yet.")
    said = ngettext("%(n)s entry stands in your office’s log.", "%(n)s entries stand in your office’s log.", number)
    return said % {"n": f"{number:,}"}

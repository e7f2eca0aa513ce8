"""Notices of funding for everybody: what is open, what is forecast, what each says and what it said before."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import notice_words as words
from grants.catalog import ProgramFacts
from grants.catalog_words import called
from grants.feed.codes import of_agency
from grants.forms.opportunities import LIVE_ONES, STANDINGS, OpportunityFilters
from grants.models import Opportunity, Standing, programs
from grants.models.opportunity import LIVE, OpportunityQuerySet, is_stale, last_read
from grants.views.zones import zone_of
from portal.access import Permission
from portal.country import STATES
from portal.hats import Hat, PortalRequest
from portal.listing import Column, Listing, address_of
from portal.pages import page

PAST = {"closed", "withdrawn", "all"}
"""What is listed with the latest day first."""


@page(Permission.PUBLIC_VIEW)
def opportunity_list(request: PortalRequest) -> HttpResponse:
    """What is open now and what is forecast, the earliest deadline first; on demand what has closed."""
    at, filters = now(), OpportunityFilters(request.GET or None)
    asked = filters.asked
    listing = Listing(
        request,
        found(asked, at),
        columns(at),
        sort="-closes" if asked.get("status") in PAST else "closes",
        filters=filters,
        row_url=Opportunity.get_absolute_url,
        api_url=address_of("api-opportunity-list", in_api(asked)),
        empty=_("No notice is listed that you ask for. Choose another program or status, or come back next month."),
    )
    known_at = listing.shown[0].known_at if listing.shown else last_read()
    if listing.wants_export:
        listing.stamps = {"known_at": known_at.isoformat() if known_at else ""}
        return listing.export("opportunities")
    facts = {"listing": listing, "sentence": answer(listing, asked, at), "known": words.known(known_at, at)}
    facts["is_stale"] = is_stale(known_at, at)
    facts["may_follow"] = request.hat.may(Permission.DEADLINE_FOLLOW)
    facts["has_invented"] = any(notice.is_demo for notice in listing.shown)
    return render(request, "grants/opportunity_list.html", facts)


def in_api(asked: dict[str, str]) -> dict[str, str]:
    """As the API is asked for the same: left out, a status means all there, and live ones here."""
    status = {"status": asked.get("status", LIVE_ONES)}
    return {name: said for name, said in (asked | status).items() if (name, said) != ("status", "all")}


def found(asked: dict[str, str], at: datetime) -> OpportunityQuerySet:
    """The notices that are asked for, each with when we last looked."""
    rows = Opportunity.objects.standing_at(at, *STANDINGS[asked.get("status", "")])
    if "program" in asked:
        rows = rows.of_listings(programs(localdate())[asked["program"]].listings)
    if "agency" in asked:
        rows = rows.filter(of_agency(asked["agency"]))
    return rows.with_known()


def answer(listing: Listing, asked: dict[str, str], at: datetime) -> str:
    """What the list says, in a sentence; of a part of it no number is told."""
    if asked.get("status", "") or listing.next_url or listing.previous_url:
        return _("Notices of federal funding")
    count = Counter(notice.standing_at(at) for notice in listing.shown)
    opened, soon = count[Standing.OPEN], count[Standing.SOON]
    said = ngettext(
        "%(open)d notice is open. Forecast: %(coming)d.", "%(open)d notices are open. Forecast: %(coming)d.", opened
    ) % {"open": opened, "coming": count[Standing.FORECAST]}
    return f"{said} {_('Posted and not open yet: %(soon)d.') % {'soon': soon}}" if soon else said


def by_listing() -> dict[str, list[ProgramFacts]]:
    """Programs of today by each of their listings."""
    named: dict[str, list[ProgramFacts]] = {}
    for facts in programs(localdate()).values():
        for number in facts.listings:
            named.setdefault(number, []).append(facts)
    return named


def columns(at: datetime) -> list[Column]:
    named = by_listing()

    def of_programs(notice: Opportunity) -> str:
        names = [called(facts) for number in notice.listings for facts in named.get(number, [])]
        return ", ".join(dict.fromkeys(names)) or ", ".join(notice.listings)

    return [
        Column("title", _("Title"), lambda n: n.title, "title", html=in_english, url=Opportunity.get_absolute_url),
        Column("program", _("Program"), of_programs),
        Column("agency", _("Agency"), lambda n: n.agency_name or n.agency_code, low=True),
        Column("status", _("Status"), lambda n: n.standing_at(at).label),
        Column("closes", _("Last day (Eastern time)"), words.last_day, "ends_on"),
        Column("ceiling", _("Largest award"), lambda n: words.money(n.ceiling or None), numeric=True),
        *(hidden(name) for name in ("number", "opens_on", "closes_on", "estimated_close_on", "floor", "total")),
        Column("listings", "", lambda n: " ".join(n.listings), export_only=True),
        Column("source", "", lambda n: n.source_url, export_only=True),
    ]


def in_english(notice: Opportunity) -> str:
    return format_html('<span lang="en">{}</span>', notice.title)


def hidden(name: str) -> Column:
    """A column of the download alone."""
    value: Callable[[Opportunity], Any] = lambda notice: getattr(notice, name)  # noqa: E731 typed
    return Column(name, "", value, export_only=True)


@page(Permission.PUBLIC_VIEW)
def opportunity_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One notice: how it stands first, then what it says, then what it said before."""
    notice: Any = Opportunity.objects.with_known().with_versions().filter(pk=pk).first()
    if notice is None:
        raise Http404
    at, named = now(), by_listing()
    state = asked_state(request)
    found = list({facts.key: facts for number in notice.listings for facts in named.get(number, [])}.values())
    facts = {
        "notice": notice,
        "sentence": words.sentence(notice, at),
        "here": words.also_here(notice, at, zone_of(request.hat, state)),
        "state": state,
        "known": words.known(notice.known_at, at, is_demo=notice.is_demo),
        "is_stale": not notice.is_demo and is_stale(notice.known_at, at),
        "is_live": notice.standing_at(at) in LIVE,
        "applicants": words.applicants(notice.applicants),
        "sums": words.sums(notice),
        "days": words.days(notice),
        "programs": found,
        "ask_url": ask_url(request.hat, found),
        "versions": [told(version) for version in notice.version_rows],
    }
    return render(request, "grants/opportunity_detail.html", facts)


def ask_url(hat: Hat, found: Sequence[ProgramFacts]) -> str:
    """Where one asks about it, with what its program is there for above all; empty for those who answer."""
    if hat.is_government:
        return ""
    address = reverse("guidance-ask" if hat.may(Permission.GUIDANCE_ASK) else "ask")
    needs = {str(facts.needs[0]) for facts in found if facts.needs}
    return f"{address}?{urlencode({'need': needs.pop()})}" if len(needs) == 1 else address


def asked_state(request: PortalRequest) -> str:
    """The state in the address by whose clock the deadline is told too; none where it is no state."""
    said = request.GET.get("state", "").upper()
    return said if said in STATES else ""


def told(version: dict[str, Any]) -> dict[str, Any]:
    """A version for the page: when we noticed it, and what was changed."""
    return {"at": parse_datetime(version["noted_at"]), "changes": words.changes(version["changes"])}

"""The catalog of federal programs for everybody, as of any day."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import catalog_words as words
from grants import notice_words
from grants.catalog import ProgramFacts
from grants.catalog_filters import narrowed
from grants.forms.catalog import ProgramFilters, StateForm
from grants.models import Opportunity, programs
from grants.models.federal_contact import whom_to_ask
from grants.models.opportunity import LIVE
from grants.models.program import editions
from portal.access import Permission
from portal.country import STATES
from portal.hats import PortalRequest
from portal.listing import Column, Listing, address_of
from portal.pages import page

MOST_NOTICES = 10
"""So many stand at their program; the list of notices has them all."""
COLUMNS = (
    Column(
        "place",
        gettext_lazy("Place in the catalog"),
        lambda each: each.place,
        lambda each: each.place,
        export_only=True,
    ),
    Column("name", gettext_lazy("Program"), words.name_and_short, lambda each: each.title, html=words.name_in_html),
    Column("short", gettext_lazy("Short"), lambda each: each.short, lambda each: each.short.lower(), export_only=True),
    Column("purpose", gettext_lazy("What it pays for"), lambda each: each.said("purpose")),
    Column("applicants", gettext_lazy("Who can apply"), words.who_can_apply),
    Column("through", gettext_lazy("How the money comes"), lambda each: each.through.label, lambda each: each.through),
    Column(
        "agency", gettext_lazy("Federal agency"), lambda each: each.agency.label, lambda each: each.agency, low=True
    ),
    Column("confidence", gettext_lazy("How sure"), lambda each: each.confidence.label, export_only=True),
    Column("key", gettext_lazy("Key"), lambda each: each.key, export_only=True),
    Column("statute", gettext_lazy("Law"), lambda each: each.statute, export_only=True),
    Column("listings", gettext_lazy("Assistance Listing"), lambda each: ", ".join(each.listings), export_only=True),
    Column("authorized_until", gettext_lazy("Authorized"), lambda each: each.authorized_through, export_only=True),
    Column("source", gettext_lazy("Source"), lambda each: each.said("source"), export_only=True),
)


@page(Permission.PUBLIC_VIEW)
def program_list(request: PortalRequest) -> HttpResponse:
    """The programs of a day: what each is for, who can apply, through whom. Also as CSV."""
    form = ProgramFilters(request.GET or None)
    asked, day = form.asked, form.day
    shown = listed(request, form, narrowed(programs(day).values(), asked), asked, day)
    if shown.wants_export:
        return shown.export(f"programs-{day.isoformat()}")
    facts = {
        "listing": shown,
        "sentence": shown.sentence,
        "day": day,
        "is_other_day": day != localdate(),
        "problems": form.errors,
    }
    return render(request, "grants/program_list.html", facts, status=400 if form.errors else 200)


def listed(
    request: PortalRequest, form: ProgramFilters, found: list[ProgramFacts], asked: dict[str, Any], day: date
) -> Listing:
    on = f"?on={day.isoformat()}" if "on" in asked else ""
    return Listing(
        request,
        found,
        COLUMNS,
        sort="place",
        filters=form,
        row_url=lambda each: each.url + on,
        api_url=address_of("api-program-list", asked),
        empty=_("No program is like that. Choose fewer filters."),
        sentence=words.counted(len(found), day, localdate()),
        stamps={"on": day.isoformat()},
    )


# --- one program -----------------------------------------------------------------------------------------------------
@page(Permission.PUBLIC_VIEW)
def program_detail(request: PortalRequest, key: str) -> HttpResponse:
    """One program in plain language, as it was on the day that is asked."""
    known = [edition for edition in editions() if edition.key == key]
    if not known:
        raise Http404
    form = StateForm(request.GET or None)
    shown = {
        "day": form.day,
        "is_other_day": form.day != localdate(),
        "form": form,
        "editions": [(edition, words.period(edition)) for edition in known],
        "api_url": reverse("api-program-detail", args=[key]),
        "may_edit": request.hat.may(Permission.GRANT_FACTS_EDIT),
        **answer(known, form.day, form.asked.get("state", "")),
    }
    return render(request, "grants/program_detail.html", shown, status=400 if form.errors else 200)


def answer(known: list[ProgramFacts], day: date, state: str) -> dict[str, Any]:
    """The edition of the day, with the notices of today; or why there is none."""
    facts = next((edition for edition in known if edition.is_valid(day)), None)
    if facts is None:
        return {"name": known[-1].title, "missing": words.missing(known, day)}
    noted = noticed(facts) if day == localdate() else {}
    return {"program": facts, "name": facts.title} | told(facts, day, state) | noted


def told(facts: ProgramFacts, day: date, state: str) -> dict[str, Any]:
    """What the page says of a program that is there on that day."""
    contacts, administrators = whom_to_ask(state)
    return {
        "said": {what: facts.said(what) for what in ("name", "purpose", "via", "match", "money", "award", "source")},
        "conditions": words.sentences(facts.said("conditions")),
        "notes": words.sentences(facts.said("note")),
        "reporting": facts.said("reporting"),
        "authorization": words.authorization(facts, day),
        "caution": words.caution(facts),
        "contact": contacts.get(facts.agency),
        "state": state,
        "state_name": _(STATES[state]) if state else "",
        "administrator": administrators.get(facts.key) if facts.passes_on else None,
    }


def noticed(facts: ProgramFacts) -> dict[str, Any]:
    """The program's notices that are open now or announced, each with how it stands."""
    at = now()
    found = Opportunity.objects.of_listings(facts.listings).standing_at(at, *LIVE).with_known()
    rows: list[Any] = list(found.order_by("ends_on", "pk")[:MOST_NOTICES])
    known = notice_words.known(rows[0].known_at, at) if rows else ""
    return {"notices": [(notice, notice_words.sentence(notice, at)) for notice in rows], "known": known, "is_now": True}

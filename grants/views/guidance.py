"""Questions about federal money: all that one answers, and one of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import guidance
from grants import guidance_words as words
from grants.clocks import days_to_answer
from grants.counties import full_name, state_of
from grants.forms.guidance import ALL, GuidanceFilters
from grants.models import GuidanceRequest, Question, asking
from grants.models.answering import day_at, office_of
from grants.pointers import choices
from grants.referrals import referrals_of
from grants.referrals import shown as pointed
from grants.taxonomy import Violence
from partners.kinds import Kind
from portal import gazetteer
from portal.access import EOUSA_ROLES, Permission, Role
from portal.hats import PortalRequest
from portal.listing import Column, Listing, address_of
from portal.pages import page

State = GuidanceRequest.State


# --- all of them -----------------------------------------------------------------------------------------------------
def about(row: Any) -> str:
    return words.about_words(row.need, row.county) or _("a question")


def took(row: Any) -> int | None:
    return days_to_answer(row.asked_on, row.answered_on) if row.answered_on else None


OFFICE = Column("office", gettext_lazy("Office"), lambda row: office_of(row) or _("no district"))
EXPORTED = (
    Column("channel", gettext_lazy("How it came"), lambda row: row.channel, export_only=True),
    Column("kind", gettext_lazy("Kind of organization"), lambda row: Kind(row.kind).label if row.kind else "",
           export_only=True),
    Column("answered_on", gettext_lazy("First answered on"), lambda row: row.answered_on, export_only=True),
    Column("took", gettext_lazy("Working days to the first answer"), took, export_only=True),
    Column("closed_on", gettext_lazy("Closed on"), lambda row: row.closed_on, export_only=True),
)  # fmt: skip


def columns(day: date, *, is_national: bool) -> tuple[Column, ...]:
    """EOUSA reads of which office each is."""
    return (
        Column("about", _("Asked about"), about),
        *((OFFICE,) if is_national else ()),
        Column("asked_on", _("Asked on"), lambda row: row.asked_on, sort="asked_on", low=True),
        Column("due_on", _("Answer due"), lambda row: row.due_on, sort="due_on",
               html=lambda row: words.due_of(row, day)),
        Column("clock", _("Clock"), lambda row: words.clock_of(row, day), export_only=True),
        Column("state", _("State"), lambda row: row.get_state_display(), sort="state", low=True),
        Column("owner", _("Who answers"), lambda row: row.owner_name, sort="owner_name", low=True),
        *EXPORTED,
    )  # fmt: skip


def in_api(asked: Mapping[str, str], *, is_national: bool) -> str:
    """The same list in the API, where that knows every filter that is set; it knows no owners."""
    if asked.get("owner"):
        return ""
    wanted = {"state": asked.get("state") or "OPEN", "need": asked.get("need", "")}
    wanted |= {"is_late": "true" if asked.get("overdue") else "", "is_central": "true" if is_national else ""}
    said = {name: value for name, value in wanted.items() if value and (name, value) != ("state", ALL)}
    return address_of("api-guidance-request-list", said)


@page(Permission.GUIDANCE_VIEW)
def guidance_list(request: PortalRequest) -> HttpResponse:
    """How many wait and how many are late, then each; also as CSV, without a word of what was asked."""
    hat = request.hat
    day, rows, is_national = guidance.today_of(hat), guidance.answerable(hat), hat.role in EOUSA_ROLES
    form = GuidanceFilters(request.GET, people=guidance.answerers(hat))
    is_good = form.is_valid()
    listing = Listing(
        request,
        guidance.narrowed(rows, form.cleaned_data, me=hat.person_id, day=day),
        columns(day, is_national=is_national),
        "due_on",
        form,
        row_url=lambda row: reverse("guidance-detail", args=[row.pk]),
        api_url=in_api(form.cleaned_data, is_national=is_national),
        empty=_("No question is like this. Take a filter away, or choose “all” as its state."),
        stamps={"on": day.isoformat()},
    )
    if listing.wants_export and is_good:
        return listing.export(f"questions-{hat.court_id or 'eousa'}-{day.isoformat()}")
    shown = {
        "listing": listing,
        "problems": form.errors,
        "sentence": words.how_many(guidance.counted(rows, day), is_central=is_national),
        "is_national": is_national,
        "may_answer": hat.may(Permission.GUIDANCE_ANSWER),
    }
    return render(request, "grants/guidance_list.html", shown, status=200 if is_good else 400)


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.GUIDANCE_VIEW)
def guidance_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """How it stands and what comes next; what was asked and said; the programs; what those who answer noted."""
    question = guidance.question_or_404(request.hat, pk)
    asked = question.request
    day, notes = day_at(asked, now()), guidance.notes_on(asked)
    agencies, referrals = list(guidance.consulted(notes)), list(referrals_of(asked))
    may_answer, is_open = request.hat.may(Permission.GUIDANCE_ANSWER), asked.state != State.CLOSED
    state = state_of(gazetteer.country(), question.county)
    shown = {
        "asked": asked,
        "question": question,
        "sentence": words.how_it_stands(asked, agencies, me=request.hat.person_id, day=day),
        "clocks": words.clocks_of(asked, agencies, day),
        "facts": facts_of(question),
        "thread": guidance.thread(asked, referrals),
        "referrals": pointed(referrals, day, says if may_answer else None, state=state, of_them=True),
        "notes": [{"note": one, "what": words.note_words(one), "is_waited_for": one in agencies} for one in notes],
        "zone": zone_of(asked),
        "is_open": is_open,
        "is_waiting": asked.state in guidance.OPEN,
        "may_answer": may_answer,
        "has_it": may_answer and (not asked.is_central or is_editor(request)),
        "may_return": is_editor(request) and asked.is_central and asked.office_id is not None,
        **(guidance.while_open(request.hat, asked, choices(question, on=day, at=now())) if is_open else {}),
    }
    return render(request, "grants/guidance_detail.html", shown)


def says(referral: Any) -> str:
    """Where those who answer write down what they were told became of a program."""
    return reverse("outcome-record", args=[referral.pk])


def is_editor(request: PortalRequest) -> bool:
    """Whether EOUSA asks, and may change something."""
    return request.hat.role == Role.EOUSA


def zone_of(asked: GuidanceRequest) -> ZoneInfo:
    """By whose clock its days are told."""
    return asking.zone_of(office_of(asked), is_central=asked.is_central)


def facts_of(question: Question) -> list[tuple[str, Any]]:
    """What is known of who asks, and where."""
    told = {**of_asker(question), **of_place(question)}
    return [(label, value) for label, value in told.items() if value]


def of_asker(question: Question) -> dict[str, Any]:
    """Who asks, and how."""
    return {
        _("Need"): question.get_need_display(),
        _("Kinds of violence"): ", ".join(str(Violence(code).label) for code in question.violence),
        _("Kind of organization"): question.get_kind_display() if question.kind else "",
        _("Organization"): question.organization,
        _("How it came"): question.get_channel_display(),
        _("Signed in, or wrote it down"): question.asked_by and question.asked_by.name,
        _("E-mail"): question.email,
        _("The address may be used"): question.get_address_use_display() if question.email else "",
        _("Language"): question.get_language_display(),
    }


def of_place(question: Question) -> dict[str, Any]:
    """In which county, and which offices serve it."""
    county, office = gazetteer.country().counties.get(question.county), office_of(question.request)
    other = question.request.other_office if question.request.other_office_id else None
    return {
        _("County"): full_name(county) if county else question.county,
        _("Office"): office.abbreviation if office else _("no district: EOUSA answers"),
        _("Rest of the county"): other and other.abbreviation,
    }

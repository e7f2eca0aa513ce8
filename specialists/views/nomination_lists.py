"""The lists of nominations: OARM's queue, which is its first page, and the decisions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import Permission, Role
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page
from specialists import nomination_words
from specialists.forms.nominations import (
    ALL,
    APPROVED,
    BACK,
    COMPLETE,
    DECIDED,
    INCOMPLETE,
    MINE,
    NOBODYS,
    WAITING,
    WITH_OFFICE,
    NominationFilters,
)
from specialists.models import Document, Move, Nomination
from specialists.models.nomination import EDITABLE
from specialists.stages import LIVE, TURNS, NominationState, Stage, StepKey
from specialists.views.board import unbroken
from specialists.views.nominations import story

DECISIONS = (StepKey.APPROVE, StepKey.APPROVE_WITH_CONDITIONS, StepKey.RETURN, StepKey.DECLINE)
ORDER = {NominationState.SENT: 0, NominationState.RETURNED: 1, NominationState.PREPARED: 2}
TARGET = TURNS[Stage.NOMINATED].target


@dataclass(frozen=True, slots=True)
class Row:
    """One nomination in the list. By initials: the name stands on its page."""

    nomination: Any
    day: date
    is_oarms: bool
    """Whether OARM itself is reading."""

    @property
    def is_back(self) -> bool:
        return self.nomination.state == NominationState.SENT and self.nomination.is_back  # type: ignore[no-any-return]

    @property
    def days(self) -> int | None:
        """Days in the stage where the vacancy is; of what has ended none are counted."""
        return self.nomination.vacancy.days_in_stage(self.day) if self.nomination.state in LIVE else None

    @property
    def target(self) -> int | None:
        return Stage(self.nomination.vacancy.stage).turn.target if self.nomination.state in LIVE else None

    @property
    def urgency(self) -> tuple[int, bool, int, int, int]:
        """With OARM first, of that what came back first, then the oldest, then the complete."""
        state = ORDER.get(self.nomination.state, 3)
        return state, not self.is_back, -(self.days or 0), len(self.nomination.missing), self.nomination.pk

    @property
    def story(self) -> str:
        """When it went back and why, when it came again."""
        return story(self.nomination)

    @property
    def analyst(self) -> str:
        return self.nomination.claimed_by.name if self.nomination.claimed_by else ""


def standing_of(row: Row) -> str:
    """Where it stands; what came back says so and why."""
    if not row.is_back:
        return str(row.nomination.get_state_display())
    return format_html(
        "<span><strong>{}</strong> {}</span>", _("back with you") if row.is_oarms else _("back with OARM"), row.story
    )


def days_of(row: Row) -> Any:
    """The days; over the target it says so in words."""
    if row.days is None or row.target is None or row.days <= row.target:
        return row.days
    return format_html("<span><strong>{}</strong> {}</span>", _("over target"), row.days)


def said_why(move: Any) -> str:
    """The code of a return; what was written stays on the page of the nomination."""
    return move.note.get_reason_display() if hasattr(move, "note") and move.step == StepKey.RETURN else ""


COLUMNS = (
    Column(
        "office", gettext_lazy("Office"), lambda row: row.nomination.office.abbreviation,
        lambda row: row.nomination.office.abbreviation,
    ),
    Column("candidate", gettext_lazy("Candidate"), lambda row: row.nomination.initials),
    Column(
        "state", gettext_lazy("Where it stands"), lambda row: row.nomination.get_state_display(),
        lambda row: row.urgency, html=standing_of,
    ),
    Column("returned", gettext_lazy("Returned"), lambda row: row.story, export_only=True),
    Column(
        "sent_on", gettext_lazy("Sent"), lambda row: row.nomination.sent_on, lambda row: row.nomination.sent_on,
        html=lambda row: unbroken(row.nomination.sent_on), low=True,
    ),
    Column(
        "days", gettext_lazy("Days"), lambda row: row.days, lambda row: row.days, html=days_of, numeric=True,
    ),
    Column("target", gettext_lazy("Target"), lambda row: row.target, numeric=True, low=True),
    Column(
        "package", gettext_lazy("Package"), lambda row: nomination_words.package(row.nomination.missing),
        lambda row: len(row.nomination.missing),
    ),
    Column("analyst", gettext_lazy("Taken by"), lambda row: row.analyst, lambda row: row.analyst),
    Column("reference", gettext_lazy("OARM’s number"), lambda row: row.nomination.reference, low=True),
)  # fmt: skip
DECIDED_COLUMNS = (
    Column(
        "office", gettext_lazy("Office"), lambda move: move.office.abbreviation, "office__abbreviation"
    ),
    Column("candidate", gettext_lazy("Candidate"), lambda move: move.nomination.initials),
    Column(
        "decided_on", gettext_lazy("Decided"), lambda move: move.made_on, "made_on",
        html=lambda move: unbroken(move.made_on),
    ),
    Column("decision", gettext_lazy("Decision"), lambda move: move.get_step_display(), "step"),
    Column("reason", gettext_lazy("Reason"), said_why),
    Column(
        "days", gettext_lazy("Days with OARM"), lambda move: (move.made_on - move.sent_on).days if move.sent_on else "",
        numeric=True,
    ),
    Column("reference", gettext_lazy("OARM’s number"), lambda move: move.nomination.reference, low=True),
    Column("analyst", gettext_lazy("Analyst"), lambda move: move.recorded_by.name),
)  # fmt: skip


@page(Permission.NOMINATION_VIEW)
def nomination_list(request: PortalRequest) -> HttpResponse:
    """How many wait and for how long, then the list: what came back first. Also as CSV."""
    form = filters_of(request)
    form.is_valid()
    is_decided = form.asked("state") == DECIDED
    listing = decisions(request, form) if is_decided else nominations(request, form)
    if listing.wants_export and form.is_valid():
        return listing.export(f"{'decisions' if is_decided else 'nominations'}-{localdate().isoformat()}")
    facts = about(request) | {"listing": listing, "problems": form.errors, "is_decided": is_decided}
    return render(request, "specialists/nomination_list.html", facts, status=200 if form.is_valid() else 400)


def filters_of(request: PortalRequest) -> NominationFilters:
    """As asked for; OARM begins with what waits for it."""
    asked = request.GET.copy()
    if request.hat.role is Role.OARM:
        asked.setdefault("state", WAITING)
    return NominationFilters(asked)


# --- nominations -----------------------------------------------------------------------------------------------------
STATES: dict[str, Q] = {
    "": Q(state__in=sorted(LIVE)),
    WAITING: Q(state=NominationState.SENT),
    BACK: Q(state=NominationState.SENT, is_back=True),
    WITH_OFFICE: Q(state__in=EDITABLE),
    APPROVED: Q(state__in=[NominationState.APPROVED, NominationState.CONDITIONAL]),
    ALL: Q(),
}


def nominations(request: PortalRequest, form: NominationFilters) -> Listing:
    """The nominations that pass the filters, what waits longest first."""
    rows = Nomination.objects.with_days().with_reason().select_related("office", "vacancy", "claimed_by")
    rows = rows.filter(STATES[form.asked("state")], *narrowed(form, request.person.pk, "claimed_by", ""))
    today = localdate()
    shown = [Row(nomination, today, request.hat.role is Role.OARM) for nomination in rows]
    return Listing(
        request,
        shown,
        COLUMNS,
        "state",
        form,
        row_url=lambda row: reverse("nomination-detail", args=[row.nomination.pk]),
        api_url=reverse("api-nomination-list"),
        api_label=_("API (all nominations)"),
        empty=empty(request, form),
        sentence=ngettext("%(n)d nomination", "%(n)d nominations", len(shown)) % {"n": len(shown)},
        stamps={"on": today.isoformat()},
    )


def narrowed(form: NominationFilters, person_id: int, analyst: str, prefix: str) -> list[Q]:
    """The filters by analyst and package, on the fields of a nomination or of a decision about one."""
    is_complete = Q(**{f"{prefix}documents__has_keys": Document.values})
    tests = {
        ("claimed", MINE): Q(**{analyst: person_id}),
        ("claimed", NOBODYS): Q(**{analyst: None}),
        ("package", COMPLETE): is_complete,
        ("package", INCOMPLETE): ~is_complete,
    }
    return [test for (name, value), test in tests.items() if form.asked(name) == value]


def empty(request: PortalRequest, form: NominationFilters) -> str:
    """Why the list is empty, and what to do about it."""
    if any(form.asked(name) for name in ("claimed", "package")) or form.asked("state") not in {"", WAITING}:
        return _("No nomination matches these filters. Take one away.")
    if request.hat.is_of_an_office:
        return _("Your office has no nomination under way. One is prepared on the page of the vacancy.")
    return _("No nomination waits. New ones appear here as soon as an office sends them.")


# --- decisions -------------------------------------------------------------------------------------------------------
def decisions(request: PortalRequest, form: NominationFilters) -> Listing:
    """What OARM has decided, newest first; nobody's name but the analyst's."""
    sent = Move.objects.standing().filter(
        nomination=OuterRef("nomination"), step=StepKey.NOMINATE, pk__lt=OuterRef("pk")
    )
    latest = sent.order_by().values("nomination").annotate(day=Max("made_on")).values("day")
    rows: QuerySet[Any] = Move.objects.standing().filter(step__in=DECISIONS).annotate(sent_on=Subquery(latest))
    rows = rows.filter(*narrowed(form, request.person.pk, "recorded_by", "nomination__"))
    return Listing(
        request,
        rows.select_related("office", "nomination", "recorded_by", "note"),
        DECIDED_COLUMNS,
        "-decided_on",
        form,
        row_url=lambda move: reverse("nomination-detail", args=[move.nomination_id]),
        empty=_("OARM has decided nothing that matches these filters."),
        stamps={"on": localdate().isoformat()},
    )


# --- the answer ------------------------------------------------------------------------------------------------------
def about(request: PortalRequest) -> dict[str, Any]:
    """The first sentence, for OARM, for EOUSA, or for the office's own people."""
    if request.hat.is_of_an_office:
        return about_own()
    waiting = Nomination.objects.waiting().select_related("office", "vacancy")
    found: list[Any] = list(waiting)
    is_oarm = request.hat.role is Role.OARM
    days = [each.vacancy.days_in_stage(localdate()) for each in found]
    sentence = nomination_words.queue(days, TARGET, is_mine=is_oarm)
    return {"sentence": sentence, "is_oarm": is_oarm} | (desk(found, request.person.pk) if is_oarm else {})


def desk(waiting: list[Any], analyst: int) -> dict[str, Any]:
    """For an analyst: how many are back, how many the analyst has, how many nobody has; and the one to begin with."""
    counts = {
        "back": sum(each.is_back for each in waiting),
        "mine": sum(each.claimed_by_id == analyst for each in waiting),
        "free": sum(each.claimed_by_id is None for each in waiting),
    }
    first = next((each for each in waiting if each.claimed_by_id in {None, analyst}), None)
    return {"more": nomination_words.shares(**counts), "first": first}


def about_own() -> dict[str, Any]:
    """The office has at most one under way."""
    live = Nomination.objects.live().select_related("office", "vacancy", "claimed_by").first()
    if live is None:
        return {"sentence": _("Your office has no nomination under way."), "more": ""}
    stands = nomination_words.stands(live, localdate(), live.initials)
    return {"sentence": stands, "more": nomination_words.turn(live), "live": live}

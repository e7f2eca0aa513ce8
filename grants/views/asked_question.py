"""One question as its asker reads it: what was asked, what was said, what it was pointed to, and a place to say more.

An organization comes signed in; whoever asked without an account comes by the link (`grants.views.question_links`).
Both see the same page, through a `Door` of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants import rates
from grants.applicants import applicant_of
from grants.counties import full_name, state_of
from grants.forms.ask import AddForm
from grants.models import Entry, GuidanceRequest, Question
from grants.models.asking import add, zone_of
from grants.models.telling import named
from grants.referrals import referrals_of
from grants.referrals import shown as pointed
from grants.taxonomy import Violence
from grants.views.first_answer import TOLD, first_answer
from partners.models import OwnWord
from portal import gazetteer
from portal.calendar import local_day
from portal.forms.told import told_on
from portal.models import Person

State = GuidanceRequest.State


def questions() -> QuerySet[Question]:
    """Each with its request and the offices, in one query."""
    return Question.objects.select_related("request__office", "request__other_office")


@dataclass(frozen=True)
class Door:
    """How somebody came to the question: signed in, or by the link with this key."""

    question: Question
    key: str = ""
    person: Person | None = None

    @property
    def asked(self) -> GuidanceRequest:
        return self.question.request

    def url(self, act: str = "") -> str:
        """The address of the question, or of an act on it."""
        if self.key:
            return reverse(f"question-link{act}", args=[self.key])
        return reverse(f"guidance-own{act or '-detail'}", args=[self.asked.pk])

    def says(self, referral: Any) -> str:
        """Where is said what became of a program."""
        if self.key:
            return reverse("question-link-outcome", args=[self.key, referral.pk])
        return reverse("outcome-create", args=[referral.pk])

    @property
    def zone(self) -> ZoneInfo:
        """The clock of whoever answers."""
        return zone_of(self.asked.office, is_central=self.asked.is_central)

    @property
    def day(self) -> date:
        return local_day(now(), self.zone)

    @property
    def state(self) -> str:
        """Of the county, by its code."""
        return state_of(gazetteer.country(), self.question.county)

    @property
    def may_add(self) -> bool:
        return self.asked.closed_because != GuidanceRequest.Closed.MISUSE


def question_page(request: HttpRequest, door: Door, form: Form | None = None, status: int = 0) -> HttpResponse:
    """All of it. Looking changes nothing."""
    thread = list(Entry.objects.filter(request=door.asked.pk).order_by("said_at", "pk"))
    shown = {
        "door": door,
        "asked": door.asked,
        "question": door.question,
        "said": in_words(door.question),
        "sentence": sentence_of(door),
        "office": named(None if door.asked.is_central else door.asked.office),
        "other": named(door.asked.other_office) if door.asked.other_office else "",
        "thread": thread,
        "first": first_of(door, thread),
        "referrals": pointed(referrals_of(door.asked), door.day, door.says, state=door.state),
        "form": form or AddForm(is_known=door.person is not None),
        "add_url": door.url("-add"),
        "is_own": door.person is not None,
    }
    standing = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return render(request, "grants/question_link.html", shown, status=status or standing)


def first_of(door: Door, thread: Iterable[Entry]) -> dict[str, Any] | None:
    """Which programs may pay for it, while nobody has answered; for an organization by its entry."""
    is_answered = any(entry.kind == Entry.Kind.ANSWER for entry in thread)
    if is_answered or door.asked.state not in (State.WAITING, State.CONSULTING):
        return None
    entry = OwnWord(door.asked.organization).entry() if door.person and door.asked.organization else None
    said = {name: getattr(door.question, name) for name in TOLD}
    return first_answer(said, door.day, now(), applicant_of(entry) if entry else None)


def in_words(question: Question) -> dict[str, str]:
    """The codes of the question as people say them."""
    county = gazetteer.country().counties.get(question.county)
    return {
        "county": full_name(county) if county else question.county,
        "violence": ", ".join(str(Violence(code).label) for code in question.violence),
    }


def sentence_of(door: Door) -> str:
    """How the question stands, first."""
    asked = door.asked
    due = {"day": date_format(asked.due_on, "DATE_FORMAT")}
    if asked.state == State.WAITING and asked.due_on < door.day:
        return _("Your question waits for an answer. It was due on %(day)s; whoever answers is reminded.") % due
    if asked.state == State.WAITING:
        return _("Your question waits for an answer, by %(day)s at the latest.") % due
    if asked.state == State.CONSULTING:
        return _("Your question waits: whoever answers has asked a federal agency, and answers when it has replied.")
    if asked.state == State.CLOSED:
        return _("Your question is closed.") + (" " + _("Add to it, and it is open again.") if door.may_add else "")
    return _("Your question is answered.")


def add_to(request: HttpRequest, door: Door) -> HttpResponse:
    """Say more: what was answered waits again."""
    if request.method != "POST":
        return redirect(door.url())
    form = AddForm(request.POST, is_known=door.person is not None)
    if not rates.is_within(f"question:{door.asked.asked}", rates.OF_QUESTION):
        form.add_error(None, _("Too much came in a short time. Please send this again in an hour."))
        return question_page(request, door, form, HTTPStatus.TOO_MANY_REQUESTS)
    if form.is_valid():
        with told_on(form):
            add(door.asked, at=now(), by=door.person, **form.cleaned_data)
            messages.success(request, _("Sent. It stands below, and whoever answers you is told."))
    return redirect(door.url()) if form.is_valid() else question_page(request, door, form)

"""What became of a program: said by the asker through the link in a mail, by an organization signed in, or put on
record by the office that was told. Mail scanners open links: looking changes nothing."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants import rates
from grants.forms.outcomes import OutcomeForm
from grants.guidance import HIDDEN
from grants.models import Outcome, Referral
from grants.models.answering import day_at
from grants.referrals import program_name, said_words, with_newest
from grants.taxonomy import Said
from grants.views.asked_question import Door
from grants.views.question_links import through, without_trace
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Person
from portal.pages import page, taken


def referral_or_404(pk: int, **whose: Any) -> Any:
    """The referral with its newest word, as far as the reader's wall shows it."""
    rows = Referral.objects.filter(**whose).select_related("request").defer(*(f"request__{name}" for name in HIDDEN))
    return get_object_or_404(with_newest(rows), pk=pk)


def form_of(request: PortalRequest, *, of_them: bool) -> OutcomeForm:
    """What the link in the mail names is chosen already."""
    data = request.POST if request.method == "POST" else None
    asked = request.GET.get("said", "")
    return OutcomeForm(data, of_them=of_them, initial={"said": asked if asked in Said.values else None})


def said(
    request: PortalRequest, row: Any, by: Person | None, facts: dict[str, Any], *, is_too_much: bool = False
) -> HttpResponse:
    """The form, with what was said last; sent, back to where `facts` says (`back`). Held back, nothing said is lost."""
    of_them = bool(facts.get("is_told"))
    form, day = form_of(request, of_them=of_them), day_at(row.request, now())
    if is_too_much:
        form.add_error(None, _("Too much came in a short time. Please send this again in an hour."))
    elif taken(form, Outcome.objects.say, referral=row, by=by, on=day):
        return redirect(facts["back"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    shown = {"form": form, "row": row, "name": program_name(row.program, day)}
    shown |= words(row, day, of_them=of_them) | facts
    standing = HTTPStatus.TOO_MANY_REQUESTS if is_too_much else status
    return render(request, "grants/outcome_create.html", shown, status=standing)


def words(row: Any, day: date, *, of_them: bool) -> dict[str, str]:
    """What the page says first: what is on record, or what it asks. `of_them`: the office reads it of the asker."""
    name = {"name": program_name(row.program, day)}
    pointed = _("The asker was pointed to it on %(day)s.") if of_them else _("You were pointed to it on %(day)s.")
    more = pointed % {"day": date_format(row.made_on, "DATE_FORMAT")}
    if not row.said:
        return {"sentence": _("What became of “%(name)s”?") % name, "more": more}
    last = {"said": said_words(row, of_them=of_them), "day": date_format(row.said_on, "DATE_FORMAT")}
    sentence = _("On record for “%(name)s” since %(day)s: %(said)s.") % {**name, **last}
    if row.said_on == day:
        return {"sentence": sentence, "more": _("Thank you, it is on record. To correct it, say it anew.")}
    return {"sentence": sentence, "more": _("Is it no longer so? Say it anew: the newest word counts.")}


# --- by the link -----------------------------------------------------------------------------------------------------
@page(Permission.SESSION_USE)
def question_link_outcome(request: PortalRequest, key: str, pk: int) -> HttpResponse:
    """One click in the mail, one button here; bound to the one question that the link names."""
    return without_trace(through(request, key, lambda _asked, door: said_by_link(request, door, pk)))


def said_by_link(request: PortalRequest, door: Door, pk: int) -> HttpResponse:
    row = referral_or_404(pk, asked=door.asked.asked, withdrawn_on=None)
    is_sent = request.method == "POST"
    is_too_much = is_sent and not rates.is_within(f"question:{door.asked.asked}", rates.OF_QUESTION)
    facts = {"back": door.says(row), "question_url": door.url(), "is_link": True}
    return said(request, row, None, facts, is_too_much=is_too_much)


# --- signed in -------------------------------------------------------------------------------------------------------
@page(Permission.GUIDANCE_ASK)
def outcome_create(request: PortalRequest, pk: int) -> HttpResponse:
    """An organization says what became of a program that it was pointed to."""
    row = referral_or_404(pk, organization=request.hat.organization_id, withdrawn_on=None)
    back = reverse("guidance-own-detail", args=[row.request_id])
    return said(request, row, request.person, {"back": back, "question_url": back})


@page(Permission.GUIDANCE_ANSWER)
def outcome_record(request: PortalRequest, pk: int) -> HttpResponse:
    """The office writes down what it was told."""
    row = referral_or_404(pk, withdrawn_on=None)
    back = reverse("guidance-detail", args=[row.request_id])
    return said(request, row, request.person, {"back": back, "question_url": back, "is_told": True})


@page(Permission.GUIDANCE_ANSWER)
def referral_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take back that the asker was pointed to a program."""
    row = referral_or_404(pk)
    day = day_at(row.request, now())
    back, name = reverse("guidance-detail", args=[row.request_id]), {"name": program_name(row.program, day)}
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, row.withdraw, by=request.person, on=day):
        messages.success(request, _("The asker is no longer pointed to “%(name)s”.") % name)
        return redirect(back)
    sentence = _("Take back that you pointed to “%(name)s”?") % name
    shown = {"form": form, "sentence": sentence, "back": back}
    return render(request, "grants/referral_withdraw.html", shown, status=422 if form.errors else 200)

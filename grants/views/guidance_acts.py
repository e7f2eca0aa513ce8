"""What is done with a question besides answering it. Each act is pressed once, and says first what it will do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants import central, guidance
from grants.forms.ask import asked_key
from grants.forms.guidance import CloseForm, ConsultForm, GiveForm, NoteForm, RecordForm
from grants.models import GuidanceRequest, Note, Question
from grants.models import answering as verbs
from grants.models.giving import give, give_to_center
from grants.models.handing import give_to_office
from grants.models.recording import record_told
from partners.views.step_acts import data_of
from portal import gazetteer
from portal.access import EOUSA_ROLES, Permission
from portal.hats import PortalRequest
from portal.models import Person
from portal.pages import page, taken

Words = dict[str, Any]
"""What a page of an act says: title, sentence, will, submit, done, and danger where it takes away."""


def act(
    request: PortalRequest, asked: GuidanceRequest, form: Form, verb: Callable[..., Any], words: Words, *,
    onward: str = "",
) -> HttpResponse:  # fmt: skip
    """Show the form with what it will do; carried out, go back, or `onward`, and say so."""

    def carry_out(**facts: Any) -> None:
        verb(asked, **facts)

    back = reverse("guidance-detail", args=[asked.pk])
    if taken(form, carry_out, by=request.person, at=now()):
        central.forget()
        messages.success(request, words["done"])
        return redirect(onward or back)
    shown = words | {"form": form, "back": back}
    return render(request, "grants/guidance_act.html", shown, status=422 if form.errors else 200)


def asked_of(request: PortalRequest, pk: int) -> GuidanceRequest:
    return guidance.question_or_404(request.hat, pk).request


def told(question: Question, sentence: str) -> str:
    """What the asker is told, where an address is known; else that nobody tells it."""
    return sentence if question.email else _("No address is known: the asker gets no mail. Tell the asker yourself.")


@page(Permission.GUIDANCE_ANSWER)
def guidance_note(request: PortalRequest, pk: int) -> HttpResponse:
    """Something for those who answer."""
    words = {
        "title": _("Internal note"),
        "sentence": _("What should those who answer know?"),
        "will": [_("Your colleagues who answer questions read it. The asker does not.")],
        "submit": _("Keep the note"),
        "done": _("The note is kept."),
    }
    asked = asked_of(request, pk)

    def add_note(asked: GuidanceRequest, *, key: UUID | None, text: str, by: Person, at: Any) -> None:
        once = asked_key(key, {"about": asked.pk, "by": by.pk, "text": text}) if key else None
        verbs.add_note(asked, text=text, by=by, at=at, key=once)

    return act(request, asked, NoteForm(data_of(request)), add_note, words)


@page(Permission.GUIDANCE_ANSWER)
def guidance_consult(request: PortalRequest, pk: int) -> HttpResponse:
    """A federal agency was asked."""
    question = guidance.question_or_404(request.hat, pk)
    asks = _("The question waits for the agency; the asker reads that you asked one.")
    words = {
        "title": _("Record that you asked a federal agency"),
        "sentence": _("Which federal agency did you ask?"),
        "will": [
            asks if question.email else _("The question waits for the agency."),
            _("You are reminded after 10 working days to ask again."),
            _("When the agency replies, say so here: then your answer is due on the next working day."),
        ],
        "submit": _("I asked it"),
        "done": _("Noted: the question waits for the agency."),
    }
    return act(request, question.request, ConsultForm(data_of(request)), verbs.consult, words)


@page(Permission.GUIDANCE_ANSWER)
def guidance_replied(request: PortalRequest, pk: int, note: int) -> HttpResponse:
    """The agency has replied."""
    asked = asked_of(request, pk)
    asked_it: Note | None = verbs.asked_now(asked).filter(pk=note).first()
    if asked_it is None:
        raise Http404
    words = {
        "title": _("The agency has replied"),
        "sentence": _("Has %(agency)s replied?") % {"agency": asked_it.agency},
        "will": [_("Today goes on record as the day of the reply."), _("Your answer is due on the next working day.")],
        "submit": _("It has replied"),
        "done": _("Noted: the agency has replied."),
    }

    def replied(request: GuidanceRequest, **facts: Any) -> None:
        verbs.came_back(asked_it, request, **facts)

    return act(request, asked, Form(data_of(request)), replied, words)


@page(Permission.GUIDANCE_ANSWER)
def guidance_give(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody else answers."""
    question = guidance.question_or_404(request.hat, pk)
    asked = question.request
    is_of_office = request.hat.role not in EOUSA_ROLES
    if asked.is_central and is_of_office:
        raise Http404  # it is EOUSA's to give
    form = GiveForm(
        data_of(request), people=guidance.answerers(request.hat).exclude(pk=asked.owner_id), to_center=is_of_office
    )
    words = {
        "title": _("Give the question"),
        "sentence": _("Who answers from now on?"),
        "more": _("%(who)s has it now.") % {"who": asked.owner_name},
        "will": [
            _("Whom you choose is told at once. The clock runs on."),
            told(question, _("The asker is told who answers now.")),
            *([_("Given to EOUSA, EOUSA reads the question and answers it. You read it too.")] if is_of_office else []),
        ],
        "submit": _("Give it"),
        "done": _("The question is given."),
    }
    return act(request, asked, form, given, words)


def given(asked: GuidanceRequest, *, to: Person | None, **facts: Any) -> None:
    """To a person, or to EOUSA."""
    give(asked, to=to, **facts) if to else give_to_center(asked, **facts)


@page(Permission.GUIDANCE_ANSWER)
def guidance_return(request: PortalRequest, pk: int) -> HttpResponse:
    """EOUSA gives it back to its office, where somebody answers again."""
    question = guidance.question_or_404(request.hat, pk)
    asked = question.request
    if request.hat.role not in EOUSA_ROLES or not asked.is_central or asked.office_id is None:
        raise Http404
    words = {
        "title": _("Give the question back"),
        "sentence": _("Does its office answer again?"),
        "will": [
            _("Whoever answers at the office now gets it, and is told at once."),
            told(question, _("The asker is told who answers now.")),
            _("EOUSA reads its words no more."),
        ],
        "submit": _("Give it back"),
        "done": _("The office has the question."),
    }
    return act(request, asked, Form(data_of(request)), give_to_office, words, onward=reverse("guidance-list"))


@page(Permission.GUIDANCE_ANSWER)
def guidance_close(request: PortalRequest, pk: int) -> HttpResponse:
    """Nothing more is to be done."""
    question = guidance.question_or_404(request.hat, pk)
    words = {
        "title": _("Close the question"),
        "sentence": _("Is nothing more to be done?"),
        "will": [
            told(question, _("The asker is told that it is closed, and can open it again by adding to it.")),
            _("Closed as not a real question, nobody is told and nothing can be added."),
        ],
        "submit": _("Close it"),
        "done": _("The question is closed."),
    }
    seen = {"seen": verbs.newest_entry(question.request)}
    return act(request, question.request, CloseForm(data_of(request), initial=seen), verbs.close, words)


@page(Permission.GUIDANCE_ANSWER)
def guidance_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """It is not done after all."""
    question = guidance.question_or_404(request.hat, pk)
    words = {
        "title": _("Open the question again"),
        "sentence": _("Is there more to be answered?"),
        "will": [
            _("It waits for an answer again: in two working days from today."),
            told(question, _("The asker is told that it is open again, and by when an answer comes.")),
        ],
        "submit": _("Open it again"),
        "done": _("The question is open again."),
    }
    return act(request, question.request, Form(data_of(request)), verbs.reopen, words)


@page(Permission.GUIDANCE_ANSWER)
def guidance_record(request: PortalRequest) -> HttpResponse:
    """What somebody told, by telephone or in person, written down by whoever heard it."""
    form = RecordForm(data_of(request))
    office = gazetteer.offices()[request.hat.court_id] if request.hat.court_id else None
    made: list[GuidanceRequest] = []

    def record(*, key: Any, by: Person, at: Any, **said: Any) -> None:
        asked = asked_key(key, said | {"by": by.pk})
        made.append(record_told(office=office, asked=asked, by=by, at=at, **said))

    if taken(form, record, by=request.person, at=now()):
        central.forget()
        messages.success(request, _("The question is on record, and yours to answer."))
        return redirect("guidance-detail", made[0].pk)
    shown = {"form": form, "back": reverse("guidance-list")}
    return render(request, "grants/guidance_record.html", shown, status=422 if form.errors else 200)

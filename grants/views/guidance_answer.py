"""The answer: words, perhaps from a template, and the programs that it points to with their reasons."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants import central, guidance
from grants.counties import state_of
from grants.fit import Fit
from grants.fit_words import Line, label
from grants.forms.answer import AnswerForm, begun_with
from grants.models import AnswerTemplate, FederalContact, GuidanceRequest, Question, StateAdministrator
from grants.models import answering as verbs
from grants.models.answering import day_at
from grants.models.federal_contact import whom_to_ask
from grants.models.templates import templates_in_use
from grants.pointers import BETWEEN, Choice, choices
from grants.taxonomy import Channel
from grants.views.first_answer import MOST
from grants.views.guidance import facts_of, zone_of
from portal import gazetteer
from portal.access import Permission
from portal.carried import NOT_TO_BE_SENT, carried, is_to_be_carried, typed
from portal.country import STATES
from portal.hats import PortalRequest
from portal.pages import page, taken

BEGIN = "begin"
"""The button that puts a template below what is typed, and sends nothing."""
LEAVE = "leave"
"""The button that goes back to the question; what is typed is given up only after a second look."""
NOT_CARRIED = {LEAVE, "template"}


@page(Permission.GUIDANCE_ANSWER)
def guidance_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Write it and send it. `template`: put that text below what is typed; `?programs=`: with these ticked."""
    try:
        question = guidance.question_or_404(request.hat, pk)
    except Http404:
        return lost(request)
    if request.method == "POST" and LEAVE in request.POST:
        return left(request, pk)
    if request.method != "POST" and question.request.state == GuidanceRequest.State.CLOSED:
        messages.warning(request, _("This question is closed. Open it again to answer it."))
        return redirect("guidance-detail", pk)
    return written(request, question, list(templates_in_use()))


def lost(request: PortalRequest) -> HttpResponse:
    """Whoever writes may not read the question any more: what was typed comes back to be copied."""
    if not is_to_be_carried(request):
        raise Http404
    sentence = _("This question is not yours to answer any more: it has been given away. Ask who has it now.")
    return carried(request, sentence, status=404, route=NOT_TO_BE_SENT)


def left(request: PortalRequest, pk: int) -> HttpResponse:
    """Back to the question; with words typed or programs ticked only after a look at what would be lost."""
    if not request.POST.get("text", "").strip() and not request.POST.getlist("programs"):
        return redirect("guidance-detail", pk)
    facts = {
        "typed": [(name, value) for name, value in typed(request) if name not in NOT_CARRIED],
        "back": reverse("guidance-detail", args=[pk]),
    }
    return render(request, "grants/answer_leave.html", facts)


def written(request: PortalRequest, question: Question, templates: Sequence[AnswerTemplate]) -> HttpResponse:
    """The form, sent or begun. What is refused comes back with all that was typed."""
    asked, at = question.request, now()
    among = choices(question, on=day_at(asked, at), at=at)
    thread = guidance.thread(asked)
    form, begun = form_of(request, templates, among=among, seen=newest(thread), owner=asked.owner_id)
    if taken(form, partial(verbs.answer, asked), by=request.person, at=at):
        central.forget()
        messages.success(request, sent_words(question))
        return redirect("guidance-detail", asked.pk)
    if form.errors:
        asked.refresh_from_db(fields=["state", "owner", "owner_name"])
    form.has_read(newest(thread), asked.owner_id)
    shown = about(question) | {"form": form, "thread": thread, "templates": templates, "begun": begun}
    shown |= programs_of(form, among, state_of(gazetteer.country(), question.county))
    shown |= guidance.while_open(request.hat, asked, among, form.chosen) | {"zone": zone_of(asked)}
    return render(request, "grants/guidance_answer.html", shown, status=422 if form.errors else 200)


def form_of(
    request: PortalRequest, templates: Sequence[AnswerTemplate], **facts: Any
) -> tuple[AnswerForm, AnswerTemplate | None]:
    """What was sent; or what is begun, with the template that was put below what was typed."""
    sent = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and BEGIN not in sent:
        return AnswerForm(sent, begun={}, **facts), None
    template = template_of(sent, templates)
    begun = begun_with(sent, template.text if template else "")
    return AnswerForm(None, begun=begun, **facts), template


def sent_words(question: Question) -> str:
    """What has happened to the answer: a mail goes only where an address is known."""
    if question.email:
        return _("Your answer is sent: the asker gets a mail with the private link.")
    return _("Your answer is on record. No address is known, so nobody gets a mail: tell the asker yourself.")


def newest(thread: Sequence[Any]) -> int:
    """Up to which entry whoever answers reads."""
    return max((entry.pk for entry in thread), default=0)


def template_of(typed: QueryDict, templates: Sequence[AnswerTemplate]) -> AnswerTemplate | None:
    asked = typed.get("template", "")
    return next((one for one in templates if str(one.pk) == asked), None)


def about(question: Question) -> dict[str, Any]:
    """What was asked, above what is answered."""
    has_address = bool(question.email)
    is_closed = question.request.state == GuidanceRequest.State.CLOSED
    known = {"question": question, "asked": question.request, "facts": facts_of(question)}
    known |= {"was_shown": question.channel != Channel.TOLD}
    return known | {"has_address": has_address, "is_closed": is_closed}


def programs_of(form: AnswerForm, among: Sequence[Choice], state: str) -> dict[str, Any]:
    """The programs as the page shows them: those that may fit what was asked, and folded all others; with whom the
    asker calls in the state."""
    chosen, whom = set(form.chosen), whom_to_ask(state)
    rows = [row(one, chosen) | {"line": agency_of(one.fit, *whom)} for one in among]
    return {
        "state_name": _(STATES[state]) if state else "",
        "fitting": [one for one in rows if one["is_fitting"]],
        "others": [one for one in rows if not one["is_fitting"]],
        "most": MOST,
    }


def agency_of(one: Fit, contacts: Mapping[str, FederalContact], known: Mapping[str, StateAdministrator]) -> Line | None:
    """Who hands it out in the state, where a state does and the asker may get it; the federal agency until that is
    verified."""
    if not (one.through_state and one.may_fit):
        return None
    return Line(one, known.get(one.program.key), contacts.get(one.program.agency))


def row(one: Choice, chosen: set[str]) -> dict[str, Any]:
    """One program: its name, the verdict with its reasons, and what can be ticked."""
    facts = one.fit.program
    return {
        "facts": facts,
        "verdict": label(one.fit),
        "reasons": one.fit.told,
        "whether": one.fit.whether,
        "is_fitting": one.is_fitting,
        "has_notices": bool(one.offered),
        "ways": [
            {"value": value, "id": f"program-{value.replace(BETWEEN, '-')}", "is_on": value in chosen, "notice": notice}
            for value, notice in one.ways
        ],
        "is_chosen": any(value in chosen for value, _notice in one.ways),
    }

"""The answer: words, perhaps from a template, and the programs that it points to with their reasons."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants import central, guidance
from grants.fit_words import label
from grants.forms.answer import AnswerForm
from grants.models import AnswerTemplate, GuidanceRequest, Question
from grants.models import answering as verbs
from grants.models.answering import day_at
from grants.models.templates import templates_in_use
from grants.pointers import BETWEEN, Choice, choices, reminder
from partners.views.step_acts import data_of
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.pages import page, taken

FEW = 2
"""So many reasons stand open."""


@page(Permission.GUIDANCE_ANSWER)
def guidance_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Write it and send it. `?template=`: begin with that text; `?programs=`: with these programs ticked."""
    question = guidance.question_or_404(request.hat, pk)
    asked, templates = question.request, list(templates_in_use())
    if asked.state == GuidanceRequest.State.CLOSED:
        raise Refused(_("This question is closed. Open it again to answer it."))
    at = now()
    among = choices(question, on=day_at(asked, at), at=at)
    thread = guidance.thread(asked)
    begun = template_of(request, templates)
    form = AnswerForm(
        data_of(request), among=among, text=begun.text if begun else "", seen=newest(thread),
        chosen=request.GET.getlist("programs"),
    )  # fmt: skip

    def send(**facts: Any) -> None:
        verbs.answer(asked, **facts)

    if taken(form, send, by=request.person, at=at):
        central.forget()
        messages.success(request, _("Your answer is sent: the asker gets a mail with the private link."))
        return redirect("guidance-detail", asked.pk)
    form.has_read(newest(thread))
    shown = about(question) | {"form": form, "thread": thread, "templates": templates, "begun": begun}
    shown |= programs_of(form, among) | notice_of(request, form, asked)
    return render(request, "grants/guidance_answer.html", shown, status=422 if form.errors else 200)


def newest(thread: Sequence[Any]) -> int:
    """Up to which entry whoever answers reads."""
    return max((entry.pk for entry in thread), default=0)


def template_of(request: PortalRequest, templates: Sequence[AnswerTemplate]) -> AnswerTemplate | None:
    asked = request.GET.get("template", "")
    return next((one for one in templates if str(one.pk) == asked), None)


def about(question: Question) -> dict[str, Any]:
    """What was asked, above what is answered."""
    has_address = bool(question.email)
    return {"question": question, "asked": question.request, "has_address": has_address}


def programs_of(form: AnswerForm, among: Sequence[Choice]) -> dict[str, Any]:
    """The programs as the page shows them: those that may fit what was asked, and folded all others."""
    chosen = set(form.chosen)
    rows = [row(one, chosen) for one in among]
    return {
        "fitting": [one for one in rows if one["is_fitting"]],
        "others": [one for one in rows if not one["is_fitting"]],
    }


def row(one: Choice, chosen: set[str]) -> dict[str, Any]:
    """One program: its name, the verdict with its reasons, and what can be ticked."""
    facts = one.fit.program
    return {
        "facts": facts,
        "verdict": label(one.fit),
        "reasons": one.fit.reasons,
        "is_long": len(one.fit.reasons) > FEW,
        "whether": one.fit.whether,
        "is_fitting": one.is_fitting,
        "ways": [
            {"value": value, "id": f"program-{value.replace(BETWEEN, '-')}", "is_on": value in chosen, "notice": notice}
            for value, notice in one.ways
        ],
        "is_chosen": any(value in chosen for value, _notice in one.ways),
    }


def notice_of(request: PortalRequest, form: AnswerForm, asked: GuidanceRequest) -> dict[str, Any]:
    """While a notice of what is ticked is open: what to keep to, and what others were told meanwhile."""
    opened = form.open_programs
    if not opened:
        return {"reminder": ""}
    return {"reminder": reminder(), "before": guidance.same_asked_before(request.hat, asked, opened)}

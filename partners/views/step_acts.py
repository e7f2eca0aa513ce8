"""What is done with a next step. Each act is pressed once; what takes away says first what it will do."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from partners.forms.steps import DropForm, GiveForm, MoveForm
from partners.models import NextStep, Partnership
from partners.promises import day_words, due_words
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page, taken

Words = dict[str, Any]
"""What a page of an act says: title, sentence, will, submit, done, and danger where it takes away."""
FROM_WEEK = "week"
"""In an address: one came from the page of the week and goes back there."""
CLOSED = "closed"
"""In the address of the week: the step that was closed there just now, which can be opened again with one click."""


def own_office(request: PortalRequest) -> Office:
    """The office of whoever asks; every page of next steps is of one office's people."""
    return gazetteer.offices()[request.hat.court_id]


def today_at(office: Office) -> date:
    """The day by the office's own clock."""
    return local_day(now(), office.zone)


def step_or_404(request: PortalRequest, pk: int) -> NextStep:
    rows = NextStep.objects.filter(office=request.hat.office_id)
    return get_object_or_404(rows.select_related("organization__merged_into", "owner", "office", "outreach"), pk=pk)


def data_of(request: PortalRequest) -> Any:
    """What was posted, an empty form too."""
    return request.POST if request.method == "POST" else None


def back_to(request: PortalRequest, step: NextStep, **said: Any) -> str:
    """Where one came from: the week, else the step's own page."""
    if request.GET.get("from") != FROM_WEEK:
        return reverse("step-detail", args=[step.pk])
    return f"{reverse('week')}?{urlencode(said)}" if said else reverse("week")


def act(request: PortalRequest, step: NextStep, form: Form, verb: Callable[..., Any], words: Words) -> HttpResponse:
    """Show the form with what it will do; carried out, go back and say so."""
    if taken(form, verb, by=request.person, on=today_at(step.office)):
        is_closed = not step.is_open and request.GET.get("from") == FROM_WEEK
        if not is_closed:
            messages.success(request, words["done"])
        return redirect(back_to(request, step, **{CLOSED: step.pk} if is_closed else {}))
    shown = words | {"form": form, "step": step, "back": back_to(request, step)}
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


def read_by(step: NextStep, words: str) -> list[str]:
    """What a partner notices of it; nothing where the step is not shared."""
    return [words % {"name": step.partner}] if step.is_shared else []


@page(Permission.NEXT_STEP_EDIT)
def step_done(request: PortalRequest, pk: int) -> HttpResponse:
    """It is kept."""
    step = step_or_404(request, pk)
    words = {
        "title": _("Done"),
        "sentence": _("Is “%(text)s” done?") % {"text": step.text},
        "will": [
            _("The step is closed as of today. You can open it again."),
            *read_by(step, _("%(name)s reads that it is done.")),
        ],
        "submit": _("It is done"),
        "done": _("“%(text)s” is done.") % {"text": step.text},
    }
    return act(request, step, Form(data_of(request)), step.keep, words)


@page(Permission.NEXT_STEP_EDIT)
def step_drop(request: PortalRequest, pk: int) -> HttpResponse:
    """It will not be done."""
    step = step_or_404(request, pk)
    words = {
        "title": _("Drop the step"),
        "sentence": _("Drop “%(text)s”?") % {"text": step.text},
        "will": [
            _("The step is closed and counts as dropped. You can open it again."),
            *read_by(step, _("%(name)s reads that it was dropped, and the reason that you give.")),
        ],
        "submit": _("Drop it"),
        "done": _("“%(text)s” is dropped.") % {"text": step.text},
        "danger": True,
    }
    return act(request, step, DropForm(data_of(request)), step.drop, words)


@page(Permission.NEXT_STEP_EDIT)
def step_move(request: PortalRequest, pk: int) -> HttpResponse:
    """Another day has been agreed on."""
    step = step_or_404(request, pk)
    form = MoveForm(data_of(request), initial={"due_on": step.due_on})
    words = {
        "title": _("Move the step"),
        "sentence": _("Until when is “%(text)s” moved?") % {"text": step.text},
        "more": _("It is %(due)s.") % {"due": due_words(step.due_on, today_at(step.office))},
        "will": [_("Reminders follow the new day."), *read_by(step, _("%(name)s reads the new day."))],
        "submit": _("Move it"),
        "done": "",
    }

    def move(**facts: Any) -> None:
        step.move(**facts)
        words["done"] = _("“%(text)s” is now due %(day)s.") % {
            "text": step.text, "day": day_words(step.due_on, today_at(step.office)),
        }  # fmt: skip

    return act(request, step, form, move, words)


@page(Permission.NEXT_STEP_EDIT)
def step_give(request: PortalRequest, pk: int) -> HttpResponse:
    """Another of the office sees to it."""
    step = step_or_404(request, pk)
    form = GiveForm(data_of(request), office=step.office, besides=step.owner_id)
    owner = step.owner.name if step.owner else _("nobody: it waits in the office’s queue")
    words = {
        "title": _("Give the step"),
        "sentence": _("Who sees to “%(text)s” from now on?") % {"text": step.text},
        "more": _("Until now: %(owner)s.") % {"owner": owner},
        "will": [
            _("It stands in their week, and they are reminded of it. What nobody has stands in the office’s queue."),
            *read_by(step, _("%(name)s reads who sees to it now.")),
        ],
        "submit": _("Give it"),
        "done": _("“%(text)s” is given.") % {"text": step.text},
    }
    return act(request, step, form, step.give, words)


@page(Permission.NEXT_STEP_EDIT)
def step_take(request: PortalRequest, pk: int) -> HttpResponse:
    """From the office's queue to oneself."""
    step = step_or_404(request, pk)
    words = {
        "title": _("Take the step"),
        "sentence": _("Take “%(text)s”?") % {"text": step.text},
        "will": [_("It stands in your week, and you are reminded of it.")],
        "submit": _("Take it"),
        "done": _("You see to “%(text)s” now.") % {"text": step.text},
    }
    return act(request, step, Form(data_of(request)), step.take, words)


@page(Permission.NEXT_STEP_EDIT)
def step_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """It was closed by mistake, or is not done after all."""
    step = step_or_404(request, pk)
    words = {
        "title": _("Open the step again"),
        "sentence": _("Open “%(text)s” again?") % {"text": step.text},
        "will": [
            _("It counts as open and is due as before."),
            *read_by(step, _("%(name)s reads that it is open again.")),
        ],
        "submit": _("Open it again"),
        "done": _("“%(text)s” is open again.") % {"text": step.text},
    }
    return act(request, step, Form(data_of(request)), step.reopen, words)


@page(Permission.NEXT_STEP_EDIT)
def step_share(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one step to its organization, or no longer."""
    step = step_or_404(request, pk)
    words = words_of_hiding(step) if step.is_shared else words_of_showing(step)
    return act(request, step, Form(data_of(request)), step.hide if step.is_shared else step.show, words)


def words_of_showing(step: NextStep) -> Words:
    name = {"name": step.partner}
    return {
        "title": _("Show the step"),
        "sentence": _("Show this step to %(name)s?") % name,
        "will": [
            _("They will see: “%(text)s”, its day, whose it is, your office, who sees to it, and whether it is done.")
            % {"text": step.text},
            _("They will never see your notes, the entry of the log, or who else took part."),
            _("What they owe they can mark as done, and they are reminded of it by mail."),
        ],
        "submit": _("Show it to %(name)s") % name,
        "done": _("%(name)s sees this step now.") % name,
    }


def words_of_hiding(step: NextStep) -> Words:
    name = {"name": step.partner}
    return {
        "title": _("Take the step back"),
        "sentence": _("Show this step to %(name)s no longer?") % name,
        "will": [_("They see it no more and are reminded of it no more. What they have read, they have read.")],
        "submit": _("Take it back"),
        "done": _("%(name)s sees this step no more.") % name,
        "danger": True,
    }


@page(Permission.NEXT_STEP_EDIT)
def partnership_take(request: PortalRequest, pk: int) -> HttpResponse:
    """A partnership that nobody keeps, to oneself."""
    rows = Partnership.objects.filter(office=request.hat.office_id).select_related("organization", "office")
    partnership = get_object_or_404(rows, pk=pk)
    name, form = {"name": partnership.organization}, Form(data_of(request))
    if taken(form, partnership.take, by=request.person, on=today_at(partnership.office)):
        messages.success(request, _("You keep the partnership with %(name)s now.") % name)
        return redirect("week")
    shown = {
        "title": _("Take the partnership"),
        "sentence": _("Take the partnership with %(name)s?") % name,
        "will": [_("You are the one whom the organization is told to turn to.")],
        "submit": _("Take it"),
        "form": form,
        "back": reverse("week"),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)

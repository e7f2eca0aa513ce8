"""What is done with a barrier: looked at again, removed, accepted, opened again, handed on; and answered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partners import barriers
from partners.forms.barriers import AcceptForm, BarrierAnswerForm, RecheckForm
from partners.forms.steps import GiveForm
from partners.models import Barrier, BarrierAnswer
from partners.views.barriers import barrier_or_404
from partners.views.step_acts import Words, data_of, today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken

IN_A_QUARTER = timedelta(days=91)
"""When somebody looks again unless another day is chosen."""


def act(request: PortalRequest, barrier: Barrier, form: Form, verb: Callable[..., Any], words: Words) -> HttpResponse:
    """Show the form with what it will do; carried out, go back and say so."""
    if taken(form, verb, by=request.person, on=today_at(barrier.office)):
        messages.success(request, words["done"])
        return redirect("barrier-detail", barrier.key)
    shown = words | {"form": form, "back": reverse("barrier-detail", args=[barrier.key])}
    shown["more"] = _("In the way: %(what)s") % {"what": barrier.what}
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


def reads(barrier: Barrier, words: str) -> str:
    return words % {"name": barrier.partner}


@page(Permission.BARRIER_EDIT)
def barrier_recheck(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """Somebody looked: it is still there."""
    found = barrier_or_404(request, barrier)
    form = RecheckForm(data_of(request), initial={"recheck_on": today_at(found.office) + IN_A_QUARTER})
    words = {
        "title": _("Still there"),
        "sentence": _("It is still there. When does somebody look again?"),
        "will": [
            _("Today goes on record as a day on which somebody looked."),
            reads(found, _("%(name)s reads the new day.")),
        ],
        "submit": _("Still there"),
        "done": _("Noted: it is still there."),
    }
    return act(request, found, form, found.recheck, words)


@page(Permission.BARRIER_EDIT)
def barrier_remove(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """It is gone."""
    found = barrier_or_404(request, barrier)
    words = {
        "title": _("Removed"),
        "sentence": _("Is this barrier removed?"),
        "will": [
            _("It is closed as of today. You can open it again."),
            reads(found, _("%(name)s reads that it is removed.")),
        ],
        "submit": _("It is removed"),
        "done": _("The barrier is removed."),
    }
    return act(request, found, Form(data_of(request)), found.remove, words)


@page(Permission.BARRIER_EDIT)
def barrier_accept(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """It stays, for a reason."""
    found = barrier_or_404(request, barrier)
    words = {
        "title": _("It stays"),
        "sentence": _("Does this barrier stay as it is?"),
        "will": [
            _("Nobody looks at it again. You can open it again."),
            reads(found, _("%(name)s reads that it stays, and the reason that you give.")),
        ],
        "submit": _("It stays"),
        "done": _("Noted: the barrier stays, with its reason."),
    }
    return act(request, found, AcceptForm(data_of(request)), found.accept, words)


@page(Permission.BARRIER_EDIT)
def barrier_reopen(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """It is there after all."""
    found = barrier_or_404(request, barrier)
    form = RecheckForm(data_of(request), initial={"recheck_on": today_at(found.office) + IN_A_QUARTER})
    words = {
        "title": _("Open the barrier again"),
        "sentence": _("Is this barrier there after all?"),
        "will": [
            _("It counts as open, and somebody looks again on the day that you choose."),
            reads(found, _("%(name)s reads that it is open again.")),
        ],
        "submit": _("Open it again"),
        "done": _("The barrier is open again."),
    }
    return act(request, found, form, found.reopen, words)


@page(Permission.BARRIER_EDIT)
def barrier_withdraw(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """It was put on record by mistake, perhaps at another organization than was meant."""
    found = barrier_or_404(request, barrier)
    form = Form(data_of(request))
    if taken(form, found.withdraw, by=request.person, on=today_at(found.office)):
        messages.success(request, _("The barrier is off the record."))
        return redirect("barrier-list")
    shown = {
        "title": _("Recorded by mistake"),
        "sentence": _("Was this barrier put on record by mistake?"),
        "more": _("In the way: %(what)s") % {"what": found.what},
        "will": [
            _("It leaves every list and every count. It cannot be brought back."),
            reads(found, _("%(name)s finds it no more. What it has read, it has read.")),
        ],
        "submit": _("Take it off the record"),
        "danger": True,
        "form": form,
        "back": reverse("barrier-detail", args=[found.key]),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


@page(Permission.BARRIER_EDIT)
def barrier_give(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """Another of the office looks again."""
    found = barrier_or_404(request, barrier)
    words = {
        "title": _("Give the barrier"),
        "sentence": _("Who at the office looks again?"),
        "will": [
            _("It stands in their week when its day comes. What nobody has stands in the office’s queue."),
            reads(found, _("%(name)s reads who that is.")),
        ],
        "submit": _("Give it"),
        "done": _("The barrier is given."),
    }
    form = GiveForm(data_of(request), office=found.office, besides=found.owner_id)
    return act(request, found, form, found.give, words)


@page(Permission.BARRIER_EDIT)
def barrier_take(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """From the office's queue to oneself."""
    found = barrier_or_404(request, barrier)
    words = {
        "title": _("Take the barrier"),
        "sentence": _("Do you look again?"),
        "will": [
            _("It stands in your week when its day comes."),
            reads(found, _("%(name)s reads who that is.")),
        ],
        "submit": _("Take it"),
        "done": _("You look at this barrier now."),
    }
    return act(request, found, Form(data_of(request)), found.take, words)


@page(Permission.BARRIER_ANSWER)
def barrier_answer(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """The organization says what it thinks of a barrier at itself."""
    found = barrier_or_404(request, barrier)
    newest = barriers.answers_to(found, request.hat).select_related("recorded_by").first()
    form = BarrierAnswerForm(data_of(request), newest=newest)
    late = form.overtaken()

    def give(**facts: Any) -> None:
        BarrierAnswer.objects.give(barrier=found, **facts)

    if not late and taken(form, give, by=request.person, on=localdate()):
        messages.success(request, _("%(office)s reads your answer.") % {"office": found.office_name})
        return redirect("barrier-detail", found.key)
    shown = {"form": form, "barrier": found, "late": late}
    return render(request, "partners/barrier_answer.html", shown, status=422 if late or form.errors else 200)

"""One nomination: the package, where it stands, what the office does with it, and the thread."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import AccessEvent
from portal.pages import page, taken
from specialists import nomination_words
from specialists.forms.nominations import NominationForm, RemarkForm, SendForm, TakeBackForm
from specialists.models import Clearance, Document, Move, Nomination, Vacancy, letters
from specialists.stages import NominationState, ReturnReason, StepKey
from specialists.views.nomination_acts import offered

Words = dict[str, Any]
"""What a page of an act says: title, sentence, perhaps more, will, submit, done, and danger where it takes away."""
WHO_SEES = gettext_lazy(
    "Your leadership and officers and EOUSA’s desk officers see the candidate, OARM once it is sent. Nobody else does."
)
NAMED = ("office", "vacancy", "claimed_by", "prepared_by", "nominating_official")


def opened(request: PortalRequest, pk: int) -> Nomination:
    """The nomination of an address, with the note that this person has read who the candidate is."""
    nomination = get_object_or_404(Nomination.objects.with_days().with_reason().select_related(*NAMED), pk=pk)
    request.notes.append((AccessEvent.Kind.READ, {"nomination": pk, "office_id": nomination.office_id}))
    return nomination


def posted(request: PortalRequest) -> QueryDict | None:
    """What was posted, also where a form has no field."""
    return request.POST if request.method == "POST" else None


def act(
    request: PortalRequest, nomination: Nomination, form: Form, verb: Callable[..., Any], words: Words
) -> HttpResponse:
    """Show the form with what it will do; carried out, go back and say what happened and whose turn it is."""
    back = reverse("nomination-detail", args=[nomination.pk])
    clock = {} if "at" in getattr(verb, "keywords", {}) else {"on": localdate()}
    if taken(form, verb, by=request.person, **clock):
        nomination = Nomination.objects.select_related(*NAMED).get(pk=nomination.pk)
        messages.success(request, f"{words['done']} {nomination_words.turn(nomination)}")
        return redirect(back)
    shown = words | {"form": form, "nomination": nomination, "back": back}
    return render(request, "specialists/nomination_act.html", shown, status=422 if form.errors else 200)


def who_is_told(request: PortalRequest, nomination: Nomination) -> str:
    """Whom an act of this person tells, or that nobody can be told. An office does not learn who works at OARM."""
    told = letters.recipients(nomination, request.person)
    if request.hat.is_of_an_office:
        return nomination_words.mailed([nomination_words.analysts(len(told))] if told else [], _("OARM"))
    named = [person.name if person else email for email, person in told]
    return nomination_words.mailed(named, nomination.office.abbreviation)


# --- the page --------------------------------------------------------------------------------------------------------
@page(Permission.NOMINATION_VIEW)
def nomination_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Where it stands and whose turn it is, what this reader may do, the package, the moves, the thread."""
    nomination, day = opened(request, pk), localdate()
    moves = list(Move.objects.filter(nomination=nomination).in_order().select_related("recorded_by", "note"))
    checks = Clearance.objects.of(nomination.vacancy)
    shown = {
        "nomination": nomination,
        "sentence": nomination_words.stands(nomination, day, nomination.candidate_name),
        "turn": nomination_words.turn(nomination),
        "acts": offered(request, nomination, moves, checks),
        "asked": asked_by_oarm(moves) if request.hat.is_of_an_office else None,
        "story": story(nomination),
        "checklist": [(each.label, each in nomination.documents, nomination.documents.get(each)) for each in Document],
        "moves": moves,
        "remarks": nomination.remarks.select_related("by"),
        "checks": checks,
        "remark_form": RemarkForm(),
        "told": who_is_told(request, nomination),
        "remark_url": reverse("remark-create", args=[pk]),
    }
    return render(request, "specialists/nomination_detail.html", shown)


def asked_by_oarm(moves: Sequence[Move]) -> dict[str, Any] | None:
    """What OARM's last word asks of the office, where it still stands: what to mend, or the conditions."""
    last = next((move for move in reversed(moves) if move.superseded_at is None), None)
    titles = {StepKey.RETURN: _("What OARM asks for"), StepKey.APPROVE_WITH_CONDITIONS: _("OARM’s conditions")}
    if last is None or last.step not in titles or not hasattr(last, "note"):
        return None
    return {"title": titles[StepKey(last.step)], "text": last.note.text}


def story(nomination: Any) -> str:
    """When it went back and why, when it came again; of what is with OARM again."""
    if nomination.state != NominationState.SENT or not nomination.is_back:
        return ""
    reason = nomination.returned_for
    label = str(ReturnReason(reason).label) if reason else ""
    return nomination_words.came_back(nomination.returned_on, label, nomination.sent_on)


@page(Permission.NOMINATION_VIEW)
def remark_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Say something to the other side; what is refused is not lost."""
    nomination = opened(request, pk)
    words = {
        "title": _("Remark"),
        "sentence": _("What do you want to say about the nomination of %(name)s?")
        % {"name": nomination.candidate_name},
        "will": [who_is_told(request, nomination), _("A remark is never changed or deleted.")],
        "submit": _("Send the remark"),
        "done": _("Your remark stands in the thread."),
    }
    return act(request, nomination, RemarkForm(posted(request)), partial(nomination.say, at=now()), words)


# --- the office ------------------------------------------------------------------------------------------------------
@page(Permission.NOMINATION_PREPARE)
def nomination_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Begin the package for one candidate of the office's vacancy."""
    vacancy = get_object_or_404(Vacancy.objects.select_related("office"), pk=pk)
    form = NominationForm(posted(request))
    made: list[Nomination] = []

    def prepare(**facts: Any) -> None:
        made.append(Nomination.objects.prepare(vacancy=vacancy, **facts))

    if taken(form, prepare, by=request.person, on=localdate()):
        messages.success(request, f"{_('The package is begun.')} {nomination_words.turn(made[0])}")
        return redirect("nomination-detail", made[0].pk)
    shown = {
        "title": _("Prepare a nomination"),
        "sentence": _("Whom does %(office)s nominate?") % {"office": vacancy.office.abbreviation},
        "will": [_("Nothing goes to OARM yet: the US Attorney or First Assistant sends it."), WHO_SEES],
        "submit": _("Begin the package"),
        "form": form,
        "back": reverse("vacancy-detail", args=[pk]),
    }
    return render(request, "specialists/nomination_act.html", shown, status=422 if form.errors else 200)


@page(Permission.NOMINATION_PREPARE)
def nomination_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the package while it is with the office."""
    nomination = opened(request, pk)
    names = ("candidate_name", "candidate_email", "proposed_on")
    initial = {name: getattr(nomination, name) for name in names}
    form = NominationForm(posted(request), initial=initial, documents=nomination.documents)
    words = {
        "title": _("Correct the package"),
        "sentence": _("What has changed in the package of %(name)s?") % {"name": nomination.candidate_name},
        "will": [_("Nothing goes to OARM yet: the US Attorney or First Assistant sends it."), WHO_SEES],
        "submit": _("Save the package"),
        "done": _("The package is saved."),
    }
    return act(request, nomination, form, nomination.edit, words)


@page(Permission.NOMINATION_SEND)
def nomination_send(request: PortalRequest, pk: int) -> HttpResponse:
    """The nominating official sends the package, also an incomplete one, if that is meant."""
    nomination = opened(request, pk)
    missing = nomination.missing
    words = {
        "title": _("Send to OARM"),
        "sentence": _("Send the nomination of %(name)s to OARM?") % {"name": nomination.candidate_name},
        "warning": _("The package is not complete: %(what)s. OARM may send it back for that.")
        % {"what": nomination_words.package(missing)}
        if missing
        else "",
        "will": [
            _("You are recorded as the nominating official."),
            _("It is OARM’s turn then, within 30 days. The package cannot be changed until OARM returns it."),
            who_is_told(request, nomination),
        ],
        "submit": _("Send it to OARM"),
        "done": _("The nomination is with OARM."),
    }
    return act(request, nomination, SendForm(posted(request), missing=missing), nomination.send, words)


@page(Permission.NOMINATION_SEND)
def nomination_take_back(request: PortalRequest, pk: int) -> HttpResponse:
    """The office withdraws its candidate from OARM."""
    nomination = opened(request, pk)
    words = {
        "title": _("Take the nomination back"),
        "sentence": _("Take the nomination of %(name)s back?") % {"name": nomination.candidate_name},
        "will": [
            _("This nomination ends. The vacancy is at screening again, and it is the office’s turn."),
            _("The reason is seen by your leadership and officers, OARM and EOUSA’s desk officers only."),
            who_is_told(request, nomination),
        ],
        "submit": _("Take it back"),
        "done": _("The nomination is taken back."),
        "danger": True,
    }
    return act(request, nomination, TakeBackForm(posted(request)), nomination.take_back, words)


@page(Permission.NOMINATION_PREPARE)
def nomination_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Drop a package that was never sent."""
    nomination = opened(request, pk)
    words = {
        "title": _("Drop the package"),
        "sentence": _("Drop the package of %(name)s?") % {"name": nomination.candidate_name},
        "will": [
            _("It ends without having been sent. The vacancy stays where it is, and another candidate can be named."),
            _("Nobody is told by mail."),
        ],
        "submit": _("Drop it"),
        "done": _("The package is dropped."),
        "danger": True,
    }
    return act(request, nomination, Form(posted(request)), nomination.discard, words)

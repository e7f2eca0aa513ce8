"""EOUSA keeps the laws on extreme risk protection orders right: verified, corrected, changed, new."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import erpo_words as words
from partners.erpo import JURISDICTIONS, Law
from partners.forms.erpo import LawForm, NewLawForm, VerifyForm
from partners.models import ErpoLaw, offices_of
from partners.models.law import FACTS
from partners.models.law_steps import DUE_AFTER
from partners.views.erpo import about, state_or_404
from partners.views.step_acts import data_of
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken

SAID = {*FACTS, "change", "is_record_only"}


def law_or_404(code: str) -> ErpoLaw:
    """The law as it stands on record."""
    row: ErpoLaw = get_object_or_404(ErpoLaw.objects.standing(), code=code)
    return row


def of_form(verb: Callable[..., Any], **said: Any) -> Any:
    """The verb with what it takes of the form, and whoever does it when."""
    return verb(**{name: value for name, value in said.items() if name in SAID or name in {"by", "on", "state"}})


def who_hears(state: str) -> str:
    """The offices that get a next step, by name, before anything is saved."""
    offices = offices_of(state)
    if not offices:
        return _("No office lies in %(state)s: nobody gets a next step.") % {"state": JURISDICTIONS[state]}
    number = {"n": len(offices), "state": JURISDICTIONS[state], "days": DUE_AFTER.days}
    said = ngettext(
        "%(n)d office of %(state)s (%(names)s) gets a next step within a minute, and a mail the next working morning.",
        "%(n)d offices of %(state)s (%(names)s) get a next step within a minute, and a mail the next working morning.",
        len(offices),
    )
    names = get_text_list([office.abbreviation for office in offices], _("and"))
    due = _("It is due in %(days)d days, or on the first day of the change if that is later.") % number
    return _("If you say what has changed: %(what)s") % {"what": f"{said % (number | {'names': names})} {due}"}


def back_to(state: str) -> str:
    return reverse("erpo-detail", args=[state.lower()])


@page(Permission.ERPO_VERIFY)
def erpo_verify(request: PortalRequest, code: str) -> HttpResponse:
    """Say that all of it was compared with the law itself."""
    row = law_or_404(code)
    if why_not := words.not_to_be_verified(row.law):
        messages.info(request, why_not)
        return redirect(back_to(row.state))
    form = VerifyForm(data_of(request))
    if taken(form, row.verify, by=request.person, on=localdate()):
        messages.success(request, _("%(law)s is verified.") % {"law": row})
        return redirect(back_to(row.state))
    shown = {
        "title": _("Verify a law"),
        "sentence": _("Does this stand in the law? %(law)s") % {"law": row},
        "law": about(row, localdate()),
        "will": will_verify(row.law),
        "submit": _("It stands in the law"),
    }
    return act(request, form, shown, row.state)


def will_verify(law: Law) -> list[str]:
    """What is verified, and of whom nothing is."""
    said = [
        _("Name, first day, and those who may petition since a known day count as documented from now on, with your "
          "name, the day and the source."),
        words.left_as_they_are(law),
        _("Nobody gets a next step. If something is different, correct the entry instead."),
    ]  # fmt: skip
    return [each for each in said if each]


@page(Permission.ERPO_VERIFY)
def erpo_edit(request: PortalRequest, code: str) -> HttpResponse:
    """Correct what is on record, or record that the law has changed."""
    row = law_or_404(code)
    form = LawForm(data_of(request), law=row)
    if taken(form, partial(of_form, row.correct), by=request.person, on=localdate()):
        messages.success(request, recorded(row.state, form))
        return redirect(back_to(row.state))
    shown = {
        "title": _("Correct a law"),
        "sentence": _("What does the law say? %(law)s") % {"law": row},
        "will": [
            _("The earlier entry stays on record. The law is to verify again."),
            who_hears(row.state),
        ],
        "submit": _("Record it"),
    }
    return act(request, form, shown, row.state)


@page(Permission.ERPO_VERIFY)
def erpo_create(request: PortalRequest, state: str) -> HttpResponse:
    """A law that is not on record yet."""
    code = state_or_404(state)
    form = NewLawForm(data_of(request))
    if taken(form, partial(of_form, ErpoLaw.objects.record), state=code, by=request.person, on=localdate()):
        messages.success(request, recorded(code, form))
        return redirect(back_to(code))
    shown = {
        "title": _("A new law"),
        "sentence": _("Which law on extreme risk protection orders does %(state)s have?")
        % {"state": JURISDICTIONS[code]},
        "will": [_("It is to verify until somebody of EOUSA has compared it with the statute."), who_hears(code)],
        "submit": _("Record the law"),
    }
    return act(request, form, shown, code)


def recorded(state: str, form: LawForm) -> str:
    """What happened, and what happens next."""
    said = _("It is recorded for %(state)s.") % {"state": JURISDICTIONS[state]}
    number = len(offices_of(state))
    if not form.cleaned_data["change"] or not number:
        return said
    steps = ngettext("%(n)d office gets a next step.", "%(n)d offices get a next step.", number) % {"n": number}
    return f"{said} {steps}"


def act(request: PortalRequest, form: Any, said: dict[str, Any], state: str) -> HttpResponse:
    """The page of an act: what it will do, then the form."""
    shown = said | {"form": form, "back": back_to(state), "place": JURISDICTIONS[state]}
    return render(request, "partners/erpo_act.html", shown, status=422 if form.errors else 200)

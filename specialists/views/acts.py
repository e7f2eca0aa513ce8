"""What changes one office's post. Each act says first what it will do, and afterwards what has happened."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from portal.access import Permission, Role
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page, taken
from specialists import sentences
from specialists.dossier import Dossier, dossier, office_with_all
from specialists.forms.staffing import AbsenceForm, AnswerForm, AppointmentForm, EndForm
from specialists.models import Absence, Answer, Appointment, Desk, Directive, Response
from specialists.nation import office_standing
from specialists.views.office import office_for

Words = dict[str, Any]
"""What a page of an act says: title, sentence, perhaps more, will, submit, done, and danger where it takes away."""


def act(request: PortalRequest, office: Office, form: Form, verb: Callable[..., Any], words: Words) -> HttpResponse:
    """Show the form with what it will do; carried out, say how the office stands now and go back to it."""
    back = reverse("office-staffing", args=[office.court_id])
    if taken(form, verb, by=request.person, on=localdate()):
        stands = office_standing(office.pk, localdate(), now())[0]
        messages.success(request, f"{words['done']} {sentences.of_office(stands, office.abbreviation)}")
        return redirect(back)
    shown = words | {"form": form, "office": office, "back": back}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


@page(Permission.ANSWER_GIVE)
def answer_create(request: PortalRequest, court_id: str) -> HttpResponse:
    """The office's word: by its leadership, or by EOUSA for an office that told it so."""
    office = office_for(request, court_id)
    is_told = request.hat.role is Role.EOUSA
    form = AnswerForm(request.POST or None, office=office, is_told=is_told)
    words = words_of_answer(office, is_told=is_told)
    waiting = Response.objects.open().filter(office=office, directive__asks=Directive.Asks.COVERAGE).titles()
    words["will"] += [_("It answers %(directives)s.") % {"directives": waiting}] if waiting else []
    if not is_told:
        words["more"] = whom_to_tell(office)
    return act(request, office, form, partial(Answer.objects.give, office=office), words)


def whom_to_tell(office: Office) -> str:
    """Where an office turns that has found somebody: no answer appoints."""
    desk = Desk.objects.standing().filter(office=office).select_related("person").first()
    through = _(
        "Has a specialist been found? This form appoints nobody: leadership designates through the vacancy, on the "
        "page of your office."
    )
    if desk is None:
        return through
    helper = {"name": desk.person.name, "email": desk.person.email}
    return f"{through} {_('Your desk officer %(name)s, %(email)s, helps.') % helper}"


def words_of_answer(office: Office, *, is_told: bool) -> Words:
    ask = (
        _("What did %(office)s tell you about its post?") if is_told else _("Who does the work of the specialist now?")
    )
    return {
        "title": _("Answer"),
        "sentence": ask % {"office": office.abbreviation},
        "will": [
            _("The answer counts from its day, for 90 days or until the review date, whichever is earlier."),
            _("It takes the place of every earlier answer. When it lapses, an office that was asked counts as silent."),
        ],
        "submit": _("Record the answer"),
        "done": _("The answer is recorded."),
    }


@page(Permission.ABSENCE_EDIT)
def absence_create(request: PortalRequest, court_id: str) -> HttpResponse:
    """The specialist is away. Nobody asks why."""
    found = own_dossier(request, court_id)
    serving = {fact.person_id for fact in found.serving if fact.person_id}
    people = serving | {member.person_id for member in found.members}
    form = AbsenceForm(request.POST or None, serving=serving, people=people)
    return act(
        request,
        found.office,
        form,
        partial(Absence.objects.record, office=found.office),
        words_of_absence(found.office),
    )


def words_of_absence(office: Office) -> Words:
    return {
        "title": _("Absence"),
        "sentence": _("Who is away at %(office)s, and who stands in?") % {"office": office.abbreviation},
        "will": [
            _("An absence of up to 30 days changes nothing: the appointment goes on counting."),
            _("During a longer one the office counts as acting with a stand-in, as without a specialist otherwise."),
            _("Of an absence without a known end this is so from day 31."),
            _("No reason is asked and none is kept."),
        ],
        "submit": _("Record the absence"),
        "done": _("The absence is recorded."),
    }


def own_dossier(request: PortalRequest, court_id: str) -> Dossier:
    office_for(request, court_id)
    office = office_with_all(court_id, now())
    assert office is not None
    return dossier(office, localdate(), now())


@page(Permission.ABSENCE_EDIT)
def absence_close(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
    """The specialist is back, or will be on a day that is now known."""
    office = office_for(request, court_id)
    absence = get_object_or_404(Absence.objects.standing().select_related("person"), pk=pk, office=office)
    form = EndForm(request.POST or None, label=_("First day back"))
    name = {"name": absence.person.name}
    return act(request, office, form, absence.close, words_of_return(name))


def words_of_return(name: dict[str, str]) -> Words:
    return {
        "title": _("Absence"),
        "sentence": _("When is %(name)s back?") % name,
        "will": [_("From that day the appointment counts again. The earlier entry stays readable.")],
        "submit": _("Record the return"),
        "done": _("The return of %(name)s is recorded.") % name,
    }


@page(Permission.APPOINTMENT_EDIT)
def appointment_create(request: PortalRequest, court_id: str) -> HttpResponse:
    """Somebody begins to serve."""
    office = office_for(request, court_id)
    form = AppointmentForm(request.POST or None)
    made: list[Appointment] = []

    def appoint(**facts: Any) -> None:
        made.append(Appointment.objects.appoint_named(office=office, **facts))

    response = act(request, office, form, appoint, words_of_appointment(office))
    for appointment in made:
        if other := appointment.full_time_beside():
            messages.warning(request, beside(appointment.person.name, other.person.name))
    return response


def beside(name: str, full_time: str) -> str:
    """Why an appointment has changed nothing."""
    return _(
        "Coverage does not change while %(full_time)s serves here full time: of several the strongest counts. If "
        "%(name)s stands in for %(full_time)s, record an absence of %(full_time)s with %(name)s as the stand-in. "
        "If %(full_time)s has left, record the end."
    ) % {"name": name, "full_time": full_time}


def words_of_appointment(office: Office) -> Words:
    return {
        "title": _("Appointment"),
        "sentence": _("Who serves as specialist of %(office)s?") % {"office": office.abbreviation},
        "will": [
            _("The office counts as covered from the first day through the day before the end date."),
            _("A special AUSA under 18 USC 925D alone counts as in hand, not as covered."),
            _("Somebody new to the portal is written down by name and e-mail. No account is made, no mail goes out."),
        ],
        "submit": _("Record the appointment"),
        "done": _("The appointment is recorded."),
    }


@page(Permission.APPOINTMENT_EDIT)
def appointment_end(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
    """Somebody stops serving."""
    office = office_for(request, court_id)
    appointment = get_object_or_404(Appointment.objects.standing().select_related("person"), pk=pk, office=office)
    form = EndForm(request.POST or None, label=_("First day no longer serving"))
    name = {"name": appointment.person.name}
    return act(request, office, form, appointment.end, words_of_end(name))


def words_of_end(name: dict[str, str]) -> Words:
    return {
        "title": _("Appointment"),
        "sentence": _("When does %(name)s stop serving?") % name,
        "will": [
            _("From that day the office is without this specialist, and owes an answer once it has been asked."),
            _("The earlier entry stays readable, and what was known until now stays as it was."),
        ],
        "submit": _("Record the end"),
        "done": _("The end of %(name)s’s appointment is recorded.") % name,
        "danger": True,
    }

"""What moves a vacancy. Each act says first what it will do, and afterwards how the office stands and what is next."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Office, Person
from portal.pages import page, taken
from specialists import sentences
from specialists.forms.vacancies import (
    ChecksForm,
    CoverForm,
    DesignationForm,
    EntryForm,
    MoveForm,
    OpeningForm,
    SpecialForm,
    TrainingForm,
)
from specialists.models import Clearance, Move, Nomination, Vacancy
from specialists.models.clearance import DATES
from specialists.models.undoing import refuse_undoing
from specialists.nation import office_standing
from specialists.stages import STEPS, SpecialKind, Stage, StepKey, steps_from
from specialists.views import vacancy_words
from specialists.views.acts import Words
from specialists.views.office import office_for


def vacancy_of(pk: int) -> Vacancy:
    """The vacancy; another office's is like one that does not exist, by the wall."""
    return get_object_or_404(Vacancy.objects.select_related("office"), pk=pk)


def acted(request: PortalRequest, vacancy: Vacancy, form: Form, verb: Callable[..., Any], words: Words) -> HttpResponse:
    """Show the form with what it will do; carried out, go back to the vacancy and say what is next."""
    back = reverse("vacancy-detail", args=[vacancy.pk])
    if taken(form, verb, by=request.person, on=localdate()):
        messages.success(request, f"{words['done']} {how_it_stands(vacancy.office)}")
        return redirect(back)
    place = _("Vacancy of %(office)s") % {"office": vacancy.office.abbreviation}
    shown = words | {"form": form, "office": vacancy.office, "back": back, "place": place}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


def how_it_stands(office: Office) -> str:
    """How the office stands now, and who acts next."""
    stands = office_standing(office.pk, localdate(), now())[0]
    said = sentences.of_office(stands, office.abbreviation)
    if stands.hiring is None:
        return said
    next_turn = {"who": stands.hiring.acts.label, "act": stands.hiring.stage.turn.act}
    return f"{said} {_('Next: %(who)s has to %(act)s.') % next_turn}"


# --- opening and plain moves -----------------------------------------------------------------------------------------
@page(Permission.VACANCY_MOVE)
def vacancy_create(request: PortalRequest, court_id: str) -> HttpResponse:
    """The office has no specialist, or will have none: open the case."""
    office = office_for(request, court_id)
    form = OpeningForm(request.POST or None)
    made: list[Vacancy] = []

    def begin(**facts: Any) -> None:
        made.append(Vacancy.objects.begin(office=office, **facts))

    if taken(form, begin, by=request.person, on=localdate()):
        messages.success(request, f"{_('The vacancy is open.')} {how_it_stands(office)}")
        return redirect("vacancy-detail", made[0].pk)
    back = reverse("office-staffing", args=[court_id])
    shown = vacancy_words.of_opening(office) | {"form": form, "office": office, "back": back}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


@page(Permission.VACANCY_MOVE)
def vacancy_move(request: PortalRequest, pk: int) -> HttpResponse:
    """Any plain step, named in the address. What cannot be done from here is answered with the reason."""
    vacancy = vacancy_of(pk)
    key = step_asked(request)
    if request.method != "POST":
        refuse_impossible(vacancy, key, request)
    form = MoveForm(request.POST or None, step=STEPS[key], initial={"seen": vacancy.stage})
    verb = partial(vacancy.take, key, acting=request.hat.role)
    has_nomination = Nomination.objects.live().filter(vacancy=vacancy).exists()
    words = vacancy_words.of_step(vacancy, key, has_nomination=has_nomination)
    return acted(request, vacancy, form, verb, words)


def step_asked(request: PortalRequest) -> StepKey:
    """The plain step that the address names."""
    named = request.GET.get("step", "")
    if named not in StepKey.values or not STEPS[StepKey(named)].is_plain:
        raise Refused(_("There is no step “%(name)s” to make here. Choose one on the vacancy’s page.") % {
            "name": named[:40]
        })  # fmt: skip
    return StepKey(named)


def refuse_impossible(vacancy: Vacancy, key: StepKey, request: PortalRequest) -> None:
    """Say before somebody types why the step cannot be made."""
    if key in steps_from(Stage(vacancy.stage), request.hat.role):
        return
    words = {"stage": vacancy.get_stage_display(), "step": STEPS[key].label}
    if request.hat.role not in STEPS[key].made_by:
        raise Refused(_("“%(step)s” is not for your role to do.") % words)
    raise Refused(_("This vacancy is at “%(stage)s”, from where “%(step)s” is not possible.") % words)


# --- steps with forms of their own -----------------------------------------------------------------------------------
@page(Permission.SPECIALIST_DESIGNATE)
def vacancy_designation(request: PortalRequest, pk: int) -> HttpResponse:
    """The specialist is designated: who entered on duty, or a sitting AUSA."""
    vacancy = vacancy_of(pk)
    form = DesignationForm(request.POST or None, candidate=candidate_of(vacancy))
    return acted(request, vacancy, form, vacancy.designate, vacancy_words.of_designation(vacancy))


def candidate_of(vacancy: Vacancy) -> dict[str, str]:
    """Who entered on duty: nobody else is designated, so nobody types the name again."""
    if vacancy.stage != Stage.ENTERED:
        return {}
    nomination = Nomination.objects.live().filter(vacancy=vacancy).first()
    return {"name": nomination.candidate_name, "email": nomination.candidate_email} if nomination else {}


@page(Permission.SPECIAL_AUSA_APPOINT)
def vacancy_special(request: PortalRequest, pk: int) -> HttpResponse:
    """EOUSA appoints the special AUSA whom the office asked for."""
    vacancy = vacancy_of(pk)
    asked = Move.objects.standing().filter(vacancy=vacancy, step=StepKey.REQUEST_SPECIAL).newest()
    kind = SpecialKind(asked.detail) if asked else SpecialKind.SAUSA_543
    form = SpecialForm(request.POST or None)
    return acted(request, vacancy, form, vacancy.appoint_special, vacancy_words.of_special(vacancy, kind))


@page(Permission.SPECIALIST_DESIGNATE)
def vacancy_cover(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody acts while the vacancy goes on."""
    vacancy = vacancy_of(pk)
    return acted(request, vacancy, CoverForm(request.POST or None), vacancy.cover, vacancy_words.of_cover(vacancy))


@page(Permission.CHECKS_EDIT)
def vacancy_checks(request: PortalRequest, pk: int) -> HttpResponse:
    """What is known of the pre-employment checks."""
    vacancy = vacancy_of(pk)
    form = ChecksForm(request.POST or None, initial=known_checks(vacancy))
    verb = partial(Clearance.objects.enter, vacancy=vacancy)
    return acted(request, vacancy, form, verb, vacancy_words.of_checks(vacancy))


def known_checks(vacancy: Vacancy) -> dict[str, Any]:
    """The dates on record, so that only what is new has to be typed."""
    standing = Clearance.objects.of(vacancy)
    return {name: getattr(standing, name) for name in DATES} if standing else {}


@page(Permission.CHECKS_EDIT)
def vacancy_entry(request: PortalRequest, pk: int) -> HttpResponse:
    """The candidate has entered on duty."""
    vacancy = vacancy_of(pk)
    form = EntryForm(request.POST or None, initial=known_checks(vacancy))
    verb = partial(Clearance.objects.enter_on_duty, vacancy=vacancy)
    return acted(request, vacancy, form, verb, vacancy_words.of_entry(vacancy))


@page(Permission.VACANCY_MOVE)
def vacancy_training(request: PortalRequest, pk: int) -> HttpResponse:
    """The new specialist has been trained."""
    vacancy = vacancy_of(pk)
    form = TrainingForm(request.POST or None)
    return acted(request, vacancy, form, vacancy.train, vacancy_words.of_training(vacancy))


@page(Permission.VACANCY_UNDO)
def vacancy_undo(request: PortalRequest, pk: int) -> HttpResponse:
    """The last look, then the last move is taken back. Who may not do that is told so at once."""
    vacancy = vacancy_of(pk)
    last = Move.objects.standing().filter(vacancy=vacancy).newest()
    if request.method != "POST":
        refuse_undoing(last, request.person, now())
    form = Form(request.POST if request.method == "POST" else None)

    def undo(*, by: Person, **_rest: Any) -> None:
        vacancy.undo(by=by, at=now())

    step = capfirst(last.get_step_display()) if last else ""
    return acted(request, vacancy, form, undo, vacancy_words.of_undoing(vacancy, step))

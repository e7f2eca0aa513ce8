"""EOUSA asks offices who their specialist is, and starts their reminders: first it reads who would be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.ladder import Matter, Recipient, Rung, Step, due_day, nominal_day
from portal.ladder_words import audience
from portal.models import Office, RungSetting, Suppression, addressed
from portal.pages import page, taken
from specialists.forms.staffing import OfficesForm
from specialists.matters import SILENT
from specialists.models import Answer, Asking, Response, Vacancy
from specialists.models.asking import Asked
from specialists.nation import coverage_on
from specialists.standing import Standing
from specialists.views.bulk import chosen, sent


@page(Permission.OFFICE_ASK)
def asking_create(request: PortalRequest) -> HttpResponse:
    """Who would be told, then the button: from that day silence counts, and the ladder climbs."""
    keys, today = chosen(request), localdate()
    form = OfficesForm(sent(request), among=keys, initial={"offices": keys})
    done: list[Asked] = []
    if taken(form, lambda **facts: done.append(Asking.objects.ask(**facts)), by=request.person, on=today):
        messages.success(request, said(done[0]))
        return redirect("home")
    offices = [office for office in gazetteer.offices().values() if office.pk in set(keys)]
    shown = words_of_asking(len(offices)) | {"form": form} | would_be_told(offices, today)
    left = {office.pk for office in offices} - set(Asking.objects.reminded(keys))
    shown |= {"begins_too": begins_too(left, today)} if left else NOTHING_TO_ASK | {"plans": [], "nobody_at": []}
    return render(request, "specialists/asking_create.html", shown, status=422 if form.errors else 200)


def words_of_asking(count: int) -> dict[str, Any]:
    return {
        "sentence": ngettext(
            "Ask %(count)d office who its specialist is, and start its reminders?",
            "Ask %(count)d offices who their specialist is, and start their reminders?",
            count,
        )
        % {"count": count},
        "will": [
            _("From today, an office checked below counts as silent if it has no specialist and has not answered."),
            _("From today it is reminded, by mail, as the table shows. Before today no rung counts."),
            _("An office that was asked earlier keeps its date. One that is reminded already is left alone."),
        ],
        "submit": _("Ask and start the reminders"),
        "back": reverse("home"),
    }


NOTHING_TO_ASK = {"sentence": gettext_lazy("There is nothing to ask: no office here waits for it."), "will": []}


def begins_too(offices: Collection[int], today: date) -> str:
    """What these offices are reminded of from now on besides their silence."""
    owed = Response.objects.open().filter(office__in=offices, directive__withdrawn_at=None)
    owes = owed.exclude(directive__issued_at=None).count()
    vacancies = Vacancy.objects.open().filter(office__in=offices).count()
    answers = Answer.objects.standing().filter(office__in=offices, given_on__lte=today, lapses_on__gt=today).count()
    parts = (
        (owes, ngettext("%(n)d answer owed to a directive", "%(n)d answers owed to directives", owes)),
        (vacancies, ngettext("%(n)d open vacancy", "%(n)d open vacancies", vacancies)),
        (answers, ngettext("%(n)d answer that will lapse", "%(n)d answers that will lapse", answers)),
    )
    listed = ", ".join(words % {"n": count} for count, words in parts if count)
    said = _("Their other reminders begin too, each by its own rule. What waits there now: %(listed)s.")
    return said % {"listed": listed} if listed else ""


# --- who would be told ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """Whom one rung would tell, and when."""

    on: date
    people: list[Recipient]
    is_at_once: bool
    """Before its own day: the rung before finds nobody."""


@dataclass(frozen=True)
class Plan:
    """One office: how it stands, and whom each rung of the silent would tell."""

    office: Office
    standing: Standing
    told: list[Told]
    """By rung, from the first."""

    @property
    def has_nobody(self) -> bool:
        """Whether none of its own people can be reached, so that EOUSA is told at once."""
        return not any(told.people for told in self.told[:-1])


def would_be_told(offices: Sequence[Office], today: date) -> dict[str, Any]:
    """Whom the ladder of a silent office would tell at each of these, on which day."""
    rungs = [rung for rung in RungSetting.objects.ladders()[SILENT] if not rung.is_weekly]
    plans = plans_for(offices, rungs, today)
    return {
        "heads": [head(rung, today) for rung in rungs],
        "plans": plans,
        "nobody_at": [plan.office for plan in plans if plan.has_nobody],
    }


def plans_for(offices: Sequence[Office], rungs: Sequence[Rung], today: date) -> list[Plan]:
    """What each of these offices is told by these rungs."""
    standings = coverage_on(today, now()).standings
    found = [recipients(offices, number, rung, today) for number, rung in enumerate(rungs)]
    return [Plan(one, standings[one.pk], climbed(rungs, [told[one.pk] for told in found], today)) for one in offices]


def climbed(rungs: Sequence[Rung], found: Sequence[list[Recipient]], today: date) -> list[Told]:
    """By rung, who is told on which day: where one finds nobody, the next follows on the same day."""
    matter = Matter(SILENT, "", "", today, today)
    told: list[Told] = []
    for number, people in enumerate(found):
        lost_on = told[-1].on if told and not told[-1].people else None
        on = due_day(rungs, number, matter, lost_on or today, lost_on)
        told.append(Told(on, people, is_at_once=on < nominal_day(rungs[number], today)))
    return told


def recipients(offices: Sequence[Office], number: int, rung: Rung, today: date) -> dict[int, list[Recipient]]:
    """By office, who can be reached by one rung."""
    matters = [Matter(SILENT, f"office:{o.pk}", today.isoformat(), today, today, o.pk) for o in offices]
    steps = [Step(matter, number, rung, today, matter.period) for matter in matters]
    reached = addressed(steps, Suppression.objects.addresses())
    return {one.step.matter.office_id or 0: list(one.to) for one in reached}


def head(rung: Rung, today: date) -> dict[str, str]:
    """On which day, and whom."""
    return {"day": date_format(nominal_day(rung, today), "M j, Y"), "whom": audience(rung.audience)}


# --- afterwards ----------------------------------------------------------------------------------------------------
def said(asked: Asked) -> str:
    """What asking has done, with the offices that had been asked before by name."""
    words = ngettext(
        "%(n)d office is asked, and its reminders have started.",
        "%(n)d offices are asked, and their reminders have started.",
        len(asked.now),
    )
    told = [words % {"n": len(asked.now)}] if asked.now or not asked.begun else []
    if asked.begun:
        told.append(_("Asked before, reminded from today: %(offices)s.") % {"offices": listed(asked.begun)})
    if asked.before:
        told.append(_("Reminded before (%(offices)s): left as they were.") % {"offices": listed(asked.before)})
    return " ".join([*told, _("Next: each of them answers, or the next rung is told.")])


def listed(offices: Sequence[Office]) -> str:
    return ", ".join(office.abbreviation for office in offices)

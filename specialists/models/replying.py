"""What an office's leadership answers to a directive: carried out on the record, where it says something new."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import Role
from portal.errors import Refused
from portal.models import Person
from specialists.models.answer import Answer
from specialists.models.response import Response
from specialists.models.vacancy import Vacancy
from specialists.stages import OFFICE_FINDS, OFFICE_LACKS, Budget, Stage, StepKey

Choices = list[tuple[str, Any]]
SERVES = gettext_lazy("A specialist serves, as the record says")
RECORD = "RECORD"
"""As the vacancy says already."""
STEP: dict[str, StepKey] = {
    **dict.fromkeys(OFFICE_FINDS, StepKey.FIND_BUDGET),
    **dict.fromkeys(OFFICE_LACKS, StepKey.LACK_BUDGET),
    StepKey.REQUEST_POSITION: StepKey.REQUEST_POSITION,
}
"""By answer about the budget: the step of the vacancy that says it."""


@transaction.atomic
def reply(response: Response, *, says: str, acting: Role, by: Person, on: date, at: datetime, **details: Any) -> None:
    """Answer what is still owed, once; the vacancy moves, or the office gives its word, in the same transaction."""
    owed = response.locked_open()
    if not owed.asks_more:
        raise Refused(_("This directive asks for an acknowledgment only."))
    if says == Response.With.SERVES:
        owed.answer_serves(by=by, on=on, at=at)
    elif owed.directive.asks == "COVERAGE":
        of_coverage(owed, says, by=by, on=on, at=at, **details)
    else:
        of_budget(owed, says, acting=acting, by=by, on=on, at=at, note=details.get("note", ""))
    response.refresh_from_db()


def of_coverage(owed: Response, says: str, *, by: Person, on: date, at: datetime, **details: Any) -> None:
    """Hiring, if a vacancy is open; else the office's word, which answers by itself."""
    if says in STEP or says == RECORD:
        raise Refused(_("This directive asks about coverage, not about the budget."), field="says")
    if says != Response.With.HIRING:
        Answer.objects.give(office=owed.office, says=says, by=by, on=on, **details)
        return
    if vacancy_of(owed) is None:
        raise Refused(_("No vacancy of your office is open. Open one first: that answers this too."), field="says")
    owed.close(Response.With.HIRING, by=by, at=at)


def of_budget(owed: Response, says: str, *, acting: Role, by: Person, on: date, at: datetime, note: str) -> None:
    """What the vacancy says of the budget already, or a step of it, which answers by itself."""
    vacancy = vacancy_of(owed)
    if says == RECORD:
        what = on_record(vacancy)
        if what is None:
            raise Refused(_("The record says nothing of the budget yet."), field="says")
        owed.close(what, by=by, at=at)
    elif says in STEP:
        vacancy = vacancy or opened(owed, by=by, on=on)
        detail = says if says in Budget.values else ""
        vacancy.take(STEP[says], acting=acting, by=by, on=on, detail=detail, note=note)
    else:
        raise Refused(_("This directive asks about the budget, not about coverage."), field="says")


def opened(owed: Response, *, by: Person, on: date) -> Vacancy:
    """A vacancy to carry the word about the budget: no word about coverage, and none where the post is filled."""
    if owed.is_filled:
        raise Refused(
            _(
                "A specialist serves your office, and no vacancy is open: answer that. If the specialist leaves, open "
                "a vacancy first."
            ),
            field="says",
        )
    return Vacancy.objects.begin(office=owed.office, by=by, on=on, answers=False)


def vacancy_of(response: Response) -> Vacancy | None:
    """The open vacancy of the office."""
    return Vacancy.objects.open().filter(office=response.office_id).first()


def on_record(vacancy: Vacancy | None) -> Response.With | None:
    """What the open vacancy says of its budget: found, lacking, asked for; None where it says nothing."""
    if vacancy is None:
        return None
    if vacancy.stage == Stage.POSITION_REQUESTED:
        return Response.With.REQUESTED
    if not vacancy.budget:
        return None
    return Response.With.BUDGET if Budget(vacancy.budget).is_found else Response.With.NO_BUDGET


def coverage_choices(response: Response) -> Choices:
    """What can be answered about coverage."""
    hiring: Choices = [(Response.With.HIRING, _("We are hiring, as the open vacancy says"))]
    serves: Choices = [(Response.With.SERVES, SERVES)]
    return [*serves, *(hiring if vacancy_of(response) else []), *Answer.Says.choices]


def budget_choices(response: Response) -> Choices:
    """What can be answered about the budget, what the record says first."""
    vacancy = vacancy_of(response)
    if vacancy is None and response.is_filled:
        return [(Response.With.SERVES, SERVES)]
    what = on_record(vacancy)
    known: Choices = [(RECORD, _("As the vacancy says: %(what)s") % {"what": what.label})] if what else []
    found: Choices = [(code, _("Budget found: %(kind)s") % {"kind": code.label}) for code in OFFICE_FINDS]
    lacking: Choices = [(code, capfirst(code.label)) for code in OFFICE_LACKS]
    asked: Choices = [(StepKey.REQUEST_POSITION, _("We request a position from EOUSA"))]
    return [*known, *found, *lacking, *asked, (Response.With.SERVES, SERVES)]

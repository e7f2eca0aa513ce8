"""What the offices have answered to directives, in words: the answer about coverage, or the code about the budget."""

from collections.abc import Collection, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from specialists.models import Answer, Move, Response
from specialists.stages import Budget

MONEY = {Response.With.BUDGET, Response.With.NO_BUDGET}


def in_words(responses: Collection[Response], *, sees_notes: bool) -> dict[int, str]:
    """By response, what was answered. Two queries at most. `sees_notes`: notes are the office's and EOUSA's."""
    answers = Answer.objects.select_related("shared_with").in_bulk(
        [one.answer_id for one in responses if one.answer_id]
    )
    codes = budget_codes([one for one in responses if one.answered_with in MONEY])
    given = {key: of_answer(answer, sees_notes=sees_notes) for key, answer in answers.items()}
    return {one.pk: of_response(one, codes.get(one.pk), given.get(one.answer_id or 0, "")) for one in responses}


def of_response(response: Response, code: Budget | None, given: str) -> str:
    """The code about the budget if there is one, else the answer about coverage, else the kind of answer."""
    return of_code(response, code) if code else given or str(response.get_answered_with_display())


def of_answer(answer: Answer, *, sees_notes: bool) -> str:
    """Cannot fill the post now: hiring freeze; to be looked at again on Dec 12, 2026."""
    words = str(answer.get_says_display())
    if answer.shared_with:
        words += f": {answer.shared_with.abbreviation}"
    if answer.reason:
        words += f": {answer.get_reason_display()}"
    if answer.review_on:
        words += "; " + _("to be looked at again on %(day)s") % {"day": date_format(answer.review_on, "M j, Y")}
    return f"{words}; {answer.note}" if answer.note and sees_notes else words


def of_code(response: Response, code: Budget) -> str:
    """The code about the budget in words."""
    if code.is_found:
        return f"{response.get_answered_with_display()}: {code.label}"
    return _("no budget authority (%(why)s)") % {"why": code.label}


def budget_codes(responses: Collection[Response]) -> dict[int, Budget]:
    """By response, the code that the office's vacancy had when it was answered."""
    offices = {one.office_id for one in responses}
    moves = Move.objects.standing().filter(office_id__in=offices, detail__in=Budget.values) if offices else []
    named = sorted(moves, key=lambda move: (move.recorded_at, move.pk))
    codes = {one.pk: code_at(one, named) for one in responses}
    return {key: code for key, code in codes.items() if code}


def code_at(response: Response, named: Sequence[Move]) -> Budget | None:
    """The newest code at the office when it answered, if the response speaks of such a one."""
    until = response.answered_at
    said = [move for move in named if move.office_id == response.office_id and until and move.recorded_at <= until]
    code = Budget(said[-1].detail) if said else None
    is_found = response.answered_with == Response.With.BUDGET
    return code if code and code.is_found == is_found else None

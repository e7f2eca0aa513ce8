"""What the offices have answered to directives, in words: the answer about coverage, or the code about the budget."""

from collections.abc import Collection

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
    found = {}
    for one in responses:
        given = answers.get(one.answer_id or 0)
        words = of_answer(given, sees_notes=sees_notes) if given else str(one.get_answered_with_display())
        found[one.pk] = of_code(one, codes[one.pk]) if one.pk in codes else words
    return found


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
    found = {}
    for one in responses:
        said = [
            m for m in named if m.office_id == one.office_id and one.answered_at and m.recorded_at <= one.answered_at
        ]
        if said and Budget(said[-1].detail).is_found == (one.answered_with == Response.With.BUDGET):
            found[one.pk] = Budget(said[-1].detail)
    return found

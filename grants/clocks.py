"""The clocks of a question: how long it waits, how late its answer is, how long the first one took. Pure.

All in working days, by the day of whoever answers: the office's own, for EOUSA Washington's.
"""

from collections.abc import Iterable
from datetime import date
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.promises import day_words
from portal.calendar import add_working_days, working_day_from, working_day_until, working_days_between

ANSWER_WITHIN = 2
"""So many working days after it was asked, or added to, an answer is due."""
ASK_AGAIN_AFTER = 10
"""So many working days after a federal agency was asked, it is asked again."""
TOMORROW = 1


def answer_due(since: date) -> date:
    """The day by which an answer is due to what was asked on a day; asked on a weekend, it counts from Monday."""
    return add_working_days(since, ANSWER_WITHIN)


def due_after_reply(due_on: date, replied_on: date) -> date:
    """With the agency's reply in hand, the answer is due on the next working day, or when it was due anyway."""
    return max(due_on, add_working_days(replied_on, TOMORROW))


def waited(since: date, day: date) -> int:
    """Working days since; what came on a weekend counts from Monday."""
    return max(0, working_days_between(working_day_from(since), day))


def days_late(due_on: date, day: date) -> int:
    """Working days after the day on which it was due."""
    return max(0, working_days_between(due_on, day))


def last_good_day(day: date) -> date:
    """What was due before this day is late; what was due on a Friday is not late on Saturday."""
    return working_day_until(day)


def days_to_answer(asked_on: date, answered_on: date) -> int:
    """Working days from the question to the first answer."""
    return waited(asked_on, answered_on)


def typical(days: Iterable[int]) -> float | None:
    """The median; None of nothing."""
    found = list(days)
    return float(median(found)) if found else None


# --- in words --------------------------------------------------------------------------------------------------------
def clock_words(due_on: date, day: date) -> str:
    """In 2 working days; today; 1 working day late. What was due before a weekend is due now until that is over."""
    if late := days_late(due_on, day):
        return late_words(late)
    if day >= due_on:
        return _("today") if day == due_on else _("now")
    left = working_days_between(day, due_on)
    return ngettext("in %(n)d working day", "in %(n)d working days", left) % {"n": left}


def late_words(late: int) -> str:
    return ngettext("%(n)d working day late", "%(n)d working days late", late) % {"n": late}


def late_of(waiting: int, late: int) -> str:
    """How many (`%(late)d`) of those that wait are late; of a single one, that it is. To stand behind their number."""
    if late == waiting:
        return ngettext("; it is late.", "; all of them are late.", waiting)
    return ngettext(", %(late)d of them is late.", ", %(late)d of them are late.", late)


def due_words(due_on: date, day: date) -> str:
    """Due today; due tomorrow; due November 27; due November 19, 1 working day late."""
    words = {"day": day_words(due_on, day), "late": late_words(days_late(due_on, day))}
    if days_late(due_on, day):
        return _("due %(day)s, %(late)s") % words
    near = {0: _("due today"), TOMORROW: _("due tomorrow")}
    return near.get((due_on - day).days, _("due %(day)s") % words)


def took_words(asked_on: date, answered_on: date) -> str:
    """On the same working day; after 2 working days."""
    return after_words(days_to_answer(asked_on, answered_on))


def after_words(days: float) -> str:
    """Of a median, 1.5 too."""
    if not days:
        return _("on the same working day")
    number = int(days) if days == int(days) else days
    words = {"n": number}
    return ngettext("after %(n)s working day", "after %(n)s working days", 1 if number == 1 else 2) % words


def waits_words(days: int) -> str:
    """For 1 working day."""
    if not days:
        return _("for less than a working day")
    return ngettext("for %(n)d working day", "for %(n)d working days", days) % {"n": days}

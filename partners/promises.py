"""When a next step is due, as people say it. Pure."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.errors import Refused

WEEK = 7
AHEAD = timedelta(days=5 * 365 + 2)
SATURDAY = 5


def week_end(day: date) -> date:
    """The Sunday of the day's week; whoever looks on a weekend looks at the week to come."""
    sunday = day + timedelta(days=WEEK - 1 - day.weekday())
    return sunday + timedelta(days=WEEK) if day.weekday() >= SATURDAY else sunday


def due_words(due_on: date, day: date) -> str:
    """Due today, due Thursday, due December 4, due November 19: 4 days late."""
    ahead = (due_on - day).days
    words = {"weekday": date_format(due_on, "l"), "day": day_words(due_on, day), "n": -ahead}
    if ahead < 0:
        return ngettext("due %(day)s, %(n)d day late", "due %(day)s, %(n)d days late", -ahead) % words
    near = {0: _("due today"), 1: _("due tomorrow")}
    if ahead in near:
        return near[ahead]
    is_near = ahead < WEEK and due_on <= week_end(day)
    return (_("due %(weekday)s") if is_near else _("due %(day)s")) % words


def late_words(due_on: date, day: date) -> str:
    """Today; 4 days late; nothing while there is time. To stand beside the day in a list."""
    late = (day - due_on).days
    if late < 0:
        return ""
    return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late} if late else _("today")


def day_words(when: date, day: date) -> str:
    """November 19; with the year where it is another."""
    return date_format(when, _("F j") if when.year == day.year else _("F j, Y"))


def refuse_far(day: date, on: date, *, field: str) -> None:
    """Nobody promises anything for a year that was mistyped."""
    if day > on + AHEAD:
        raise Refused(_("This is more than five years ahead. Check the year."), field=field)

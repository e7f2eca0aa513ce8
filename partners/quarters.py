"""Calendar quarters: their days and their names. Pure.

The federal fiscal year begins on October 1, so its quarters are the same three months under another number.
"""

from datetime import date, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from portal.errors import Refused
from specialists.clocks import EARLIEST

MONTHS_OF_A_QUARTER = 3


def quarter_of(day: date) -> date:
    """The first day of the quarter that the day lies in."""
    return date(day.year, day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, 1)


def after(quarter: date) -> date:
    """The first day of the next quarter."""
    return quarter_of(quarter + timedelta(days=93))


def before(quarter: date) -> date:
    """The first day of the quarter before."""
    return quarter_of(quarter - timedelta(days=1))


def last_day(quarter: date) -> date:
    return after(quarter) - timedelta(days=1)


def code(quarter: date) -> str:
    """As addresses and programs write it: 2026-Q3."""
    return f"{quarter.year}-Q{1 + quarter.month // MONTHS_OF_A_QUARTER}"


def label(quarter: date) -> str:
    """July to September 2026."""
    names = {"first": MONTHS[quarter.month], "last": MONTHS[quarter.month + 2], "year": quarter.year}
    return _("%(first)s to %(last)s %(year)d") % names


def read(text: str, *, on: date) -> date:
    """The quarter that an address names. Refused, with a sentence, where it names none that has begun."""
    year, _mark, number = text.strip().upper().partition("-Q")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and number in {"1", "2", "3", "4"}):
        raise Refused(_("“%(text)s” is no quarter. Write it as 2026-Q3.") % {"text": text[:20]}, field="quarter")
    if not EARLIEST.year <= int(year) <= on.year:
        raise Refused(_("No quarter of that year is on record. Check the year."), field="quarter")
    quarter = date(int(year), MONTHS_OF_A_QUARTER * int(number) - 2, 1)
    if quarter > on:
        raise Refused(_("%(quarter)s has not begun.") % {"quarter": label(quarter)}, field="quarter")
    return quarter


def lately(day: date, *, number: int) -> list[date]:
    """The quarter of the day and those before it, newest first."""
    found = [quarter_of(day)]
    while len(found) < number:
        found.append(before(found[-1]))
    return found

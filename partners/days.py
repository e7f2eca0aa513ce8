"""Which days somebody can mean: of what has happened, and of what is to come. Pure.

One rule each, asked by the verb and, through `portal.forms.days.DayField`, at the field of the form.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.promises import refuse_far
from portal.errors import Refused
from specialists.clocks import EARLIEST


def refuse_unlived(day: date, on: date, *, field: str = "") -> None:
    """What somebody saw or did has happened by today, and not before 1994."""
    if day > on:
        raise Refused(_("The day is in the future. Choose today or an earlier day."), field=field)
    refuse_ancient(day, field=field)


def refuse_ancient(day: date, *, field: str = "") -> None:
    """Nothing of what is written here is older than the Violence Against Women Act."""
    if day < EARLIEST:
        raise Refused(_("The day is before 1994. Check the year."), field=field)


def refuse_held(day: date, on: date, *, field: str = "") -> None:
    """A meeting has been held since 1994, or takes place within five years."""
    refuse_ancient(day, field=field)
    refuse_far(day, on, field=field)


def refuse_past(day: date, on: date, *, field: str = "") -> None:
    """What is owed is due today or later, in a year that somebody means."""
    if day < on:
        raise Refused(_("It would be due before today. Choose today or a later day."), field=field)
    refuse_far(day, on, field=field)


def refuse_today(day: date, on: date, *, field: str = "") -> None:
    """Looking again takes a day that is still to come, in a year that somebody means."""
    if day <= on:
        raise Refused(_("Choose a day after today."), field=field)
    refuse_far(day, on, field=field)


def refuse_unknown(day: date, on: date, *, since: date | None, field: str = "") -> None:
    """Nobody accepts a gap on a day on which nobody had seen it."""
    refuse_unlived(day, on, field=field)
    if since and day < since:
        said = _("Your office saw this gap first on %(day)s. Choose that day or a later one.")
        raise Refused(said % {"day": date_format(since, "DATE_FORMAT")}, field=field)


def refuse_before(day: date, on: date, *, began: date, field: str = "") -> None:
    """What is done in a project is done while it runs; what came before it is told in words."""
    refuse_unlived(day, on, field=field)
    if day < began:
        said = _("The project began on %(day)s. Choose that day or a later one; say in words what was before.")
        raise Refused(said % {"day": date_format(began, "DATE_FORMAT")}, field=field)

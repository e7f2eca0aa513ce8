"""The way to a deadline in words, for pages, calendars and mails."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.deadlines import Milestone, next_one
from grants.milestones import Sureness
from portal.ics import Day

CLOCKS = {
    "America/New_York": gettext_lazy("Eastern time"),
    "America/Chicago": gettext_lazy("Central time"),
    "America/Denver": gettext_lazy("Mountain time"),
    "America/Phoenix": gettext_lazy("Arizona"),
    "America/Los_Angeles": gettext_lazy("Pacific time"),
    "America/Anchorage": gettext_lazy("Alaska"),
    "Pacific/Honolulu": gettext_lazy("Hawaii"),
    "Pacific/Pago_Pago": gettext_lazy("American Samoa"),
    "Pacific/Guam": gettext_lazy("Guam and the Northern Mariana Islands"),
    "America/Puerto_Rico": gettext_lazy("Puerto Rico and the Virgin Islands"),
}
"""What people call their clock."""
SAME = {
    "America/Detroit": "America/New_York",
    "America/Indiana/Indianapolis": "America/New_York",
    "America/Kentucky/Louisville": "America/New_York",
    "America/Boise": "America/Denver",
    "America/St_Thomas": "America/Puerto_Rico",
    "Pacific/Saipan": "Pacific/Guam",
}
"""Clocks of offices that go as another one."""


def usual(zone: ZoneInfo) -> str:
    """The clock of this list that goes as this one; itself, where there is none."""
    return SAME.get(zone.key, zone.key)


def clock_of(zone: ZoneInfo) -> Any:
    """In words; never the name that computers give it."""
    return CLOCKS.get(usual(zone), _("your office’s clock"))


def day_of(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def instant_of(at: datetime) -> str:
    """The day and the minute, on the clock that the instant names."""
    return _("%(day)s, %(time)s") % {"day": day_of(at), "time": date_format(at, "TIME_FORMAT")}


def stopped(sentence: str) -> str:
    """With one period where it ends in an hour: "p.m." brings its own."""
    return sentence[:-1] if sentence.endswith("..") else sentence


def left(closes_on: date, today: date) -> str:
    """How long there is."""
    days = (closes_on - today).days
    if days == 0:
        return _("The deadline is today.")
    words = {"n": days, "day": day_of(closes_on)}
    return ngettext("%(n)d day is left until %(day)s.", "%(n)d days are left until %(day)s.", days) % words


def next_of(found: Sequence[Milestone]) -> str:
    """What comes next, and how much should have been done."""
    late = sum(one.is_late for one in found)
    said = []
    if one := next_one(found):
        said.append(_("Next, by %(day)s: %(what)s.") % {"day": day_of(one.on), "what": one.step.name})
    if late:
        said.append(
            ngettext(
                "%(n)d step should have been done already: do it now, or ask the program’s contact.",
                "%(n)d steps should have been done already: do them now, or ask the program’s contact.",
                late,
            )
            % {"n": late}
        )
    return " ".join(said)


def assumed(found: Sequence[Milestone]) -> str:
    """What is taken for granted, where a notice has two deadlines and one is known."""
    if not any(one.is_assumed for one in found):
        return ""
    return _(
        "Notices of the Department of Justice name two deadlines; Grants.gov tells us one. We take it for the first, "
        "the one of Grants.gov. The second, of JustGrants, is the same day or later: read it in the notice. Until you "
        "enter it below, both count to the same day."
    )


def rows(found: Sequence[Milestone], here: Any) -> list[dict[str, Any]]:
    """The steps as the page and the mail list them."""
    return [
        {
            "key": one.step.key,
            "day": day_of(one.on),
            "name": one.step.name,
            "why": one.step.why,
            "sure": Sureness(one.step.sureness).label,
            "source": "" if one.step.sureness == Sureness.PROPOSAL else one.step.source,
            "is_late": one.is_late,
            "until": closing(one, here),
        }
        for one in found
    ]


def closing(one: Milestone, here: Any) -> str:
    """The last minute, in Eastern time and on the reader's clock where that shows another hour."""
    if one.until is None or one.until_eastern is None:
        return ""
    said = _("The system closes on %(instant)s Eastern time.") % {"instant": instant_of(one.until_eastern)}
    if one.until.utcoffset() == one.until_eastern.utcoffset():
        return said
    return f"{said} {on_your_clock(one.until, here)}"


def on_your_clock(instant: datetime, clock: Any) -> str:
    """An instant in the reader's zone, and which clock that is."""
    return stopped(
        _("On your clock (%(clock)s) that is %(instant)s.") % {"clock": clock, "instant": instant_of(instant)}
    )


def dates(found: Sequence[Milestone], *, key: str, title: str, url: str) -> Iterator[Day]:
    """The steps for a calendar: whole days, and the minutes at which systems close."""
    for one in found:
        named = f"{one.step.name} ({title})" if title else str(one.step.name)
        yield Day(f"{key}-{one.step.key}", one.on, named, str(one.step.why), url)
        if one.until:
            closes = _("Closes: %(what)s") % {"what": named}
            yield Day(f"{key}-{one.step.key}-closes", one.until.date(), closes, "", url, one.until)

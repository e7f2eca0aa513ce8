"""A notice of funding in sentences: how it stands, since when we know it, what has changed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.deadline_words import clock_of, on_your_clock
from grants.feed.codes import APPLICANTS, CATEGORIES, INSTRUMENTS
from grants.models import Opportunity, Standing
from grants.models.opportunity import CLOSES_AT, field_label, is_stale
from portal.calendar import CENTER, local_day

LONG = 160
"""Characters from which a changed text is not shown, only said to be changed."""
DAYS = {
    "opens_on", "closes_on", "archive_on", "updated_on", "withdrawn_on", "estimated_post_on", "estimated_close_on",
    "estimated_award_on", "estimated_start_on",
}  # fmt: skip
MONEY = {"ceiling", "floor", "total"}
CODED: Mapping[str, Mapping[str, Any]] = {"applicants": APPLICANTS, "instruments": INSTRUMENTS}


def day_in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def closing(day: date) -> str:
    """The end of a notice, with the clock that counts."""
    words = {"day": day_in_words(day), "time": time_format(CLOSES_AT)}
    return _("%(day)s, %(time)s Eastern time") % words


def sentence(notice: Opportunity, at: datetime) -> str:
    """How it stands, in one sentence."""
    return TELLERS[notice.standing_at(at)](notice, local_day(at, CENTER))


def of_open(notice: Opportunity, today: date) -> str:
    if notice.closes_on is None:
        return _("Open. The notice gives no closing date: ask the agency.")
    left = (notice.closes_on - today).days
    end = {"end": closing(notice.closes_on), "n": left}
    if left == 0:
        return _("Open until today, %(end)s.") % end
    return ngettext("Open until %(end)s: %(n)d day left.", "Open until %(end)s: %(n)d days left.", left) % end


def of_soon(notice: Opportunity, _today: date) -> str:
    opens = day_in_words(notice.opens_on) if notice.opens_on else ""
    if notice.closes_on is None:
        return _("Not open yet: it opens on %(day)s.") % {"day": opens}
    return _("Not open yet: it opens on %(day)s and closes on %(end)s.") % {
        "day": opens,
        "end": closing(notice.closes_on),
    }


def of_forecast(notice: Opportunity, today: date) -> str:
    post, close = notice.estimated_post_on, notice.estimated_close_on
    if (close or post or today) < today:
        return _("Forecast. Its estimated days have passed, and it has not been posted.")
    words = {name: day_in_words(day) for name, day in (("post", post), ("close", close)) if day}
    return ESTIMATES[post is not None, close is not None]() % words


ESTIMATES = {
    (True, True): lambda: _("Forecast: estimated to be posted on %(post)s and to close on %(close)s."),
    (True, False): lambda: _("Forecast: estimated to be posted on %(post)s."),
    (False, True): lambda: _("Forecast: estimated to close on %(close)s."),
    (False, False): lambda: _("Forecast. The agency gives no estimated days."),
}
"""By which of the two days are estimated."""


def of_closed(notice: Opportunity, today: date) -> str:
    if notice.is_forecast and notice.posted_as_id:
        return _("This forecast has been posted as a notice.")
    if notice.closes_on and notice.closes_on <= today and not notice.is_forecast:
        return _("Closed since %(end)s.") % {"end": closing(notice.closes_on)}
    day = day_in_words(notice.archive_on) if notice.archive_on else ""
    return _("Closed: archived at Grants.gov on %(day)s.") % {"day": day}


def of_withdrawn(notice: Opportunity, today: date) -> str:
    if notice.posted_as_id:
        return of_closed(notice, today)
    day = day_in_words(notice.withdrawn_on) if notice.withdrawn_on else ""
    return _("Gone from Grants.gov since %(day)s: nobody can apply to it.") % {"day": day}


TELLERS = {
    Standing.OPEN: of_open,
    Standing.SOON: of_soon,
    Standing.FORECAST: of_forecast,
    Standing.CLOSED: of_closed,
    Standing.WITHDRAWN: of_withdrawn,
}


def also_here(notice: Opportunity, at: datetime, zone: ZoneInfo) -> str:
    """The deadline on the reader's clock, while it lies ahead; empty where the clock is the same."""
    ends = notice.closes_at
    if ends is None or not notice.is_open_at(at):
        return ""
    here = ends.astimezone(zone)
    if here.utcoffset() == ends.utcoffset():
        return ""
    return on_your_clock(here, clock_of(zone))


def last_day(notice: Opportunity) -> str:
    """The day of a list's cell."""
    if notice.is_forecast:
        day = notice.estimated_close_on
        return _("%(day)s (estimated)") % {"day": day_in_words(day)} if day else _("not said")
    return day_in_words(notice.closes_on) if notice.closes_on else _("not said")


def money(sum_: int | None) -> str:
    return "" if sum_ is None else f"${number_format(sum_, 0, force_grouping=True)}"


# --- since when it is known ------------------------------------------------------------------------------------------
def known(known_at: datetime | None, at: datetime, *, is_demo: bool = False) -> str:
    """As of when all of this is told."""
    if is_demo:
        return _("Invented for the demonstration: there is no such notice at Grants.gov.")
    if known_at is None:
        return _("No notices have been read from Grants.gov yet.")
    day = {"day": day_in_words(local_day(known_at, CENTER))}
    if is_stale(known_at, at):
        return _("Old: last read from Grants.gov on %(day)s. Look there before you rely on it.") % day
    return _("As read from Grants.gov on %(day)s.") % day


def warning(shown: Iterable[Any], at: datetime) -> str:
    """What to say above notices of `grants.open_now`, where it is long ago that they were read; of invented ones
    nothing."""
    known_at = next((one.known_at for one in shown if not one.is_demo), at)
    return known(known_at, at) if is_stale(known_at, at) else ""


# --- what it says ----------------------------------------------------------------------------------------------------
def applicants(codes: Iterable[str]) -> list[str]:
    """Who can apply, by the codes of the notice; one that is unknown is shown as it is."""
    return [capfirst(str(APPLICANTS.get(code, code))) for code in codes]


def sums(notice: Opportunity) -> list[tuple[str, str]]:
    """Money, as far as the notice speaks of it. A ceiling of $0 is how forms say that there is none."""
    told = [
        (_("Largest award"), money(notice.ceiling or None)),
        (_("Smallest award"), money(notice.floor)),
        (_("Money for all awards"), money(notice.total or None)),
        (_("Expected number of awards"), str(notice.awards or "")),
        (_("Cost sharing or match"), sharing(notice.cost_sharing)),
        (_("Kind of funding"), ", ".join(str(INSTRUMENTS.get(code, code)) for code in notice.instruments)),
        (_("Category"), str(CATEGORIES.get(notice.category, notice.category))),
    ]  # fmt: skip
    return [(label, said) for label, said in told if said]


def sharing(is_asked: bool | None) -> str:
    """None: the notice does not say."""
    if is_asked is None:
        return ""
    return _("required") if is_asked else _("not required")


def days(notice: Opportunity) -> Iterator[tuple[str, str]]:
    """Its days, estimated ones called so."""
    if notice.closes_on and not notice.is_forecast:
        yield _("Closes"), closing(notice.closes_on)
    pairs = [
        (_("Posted"), notice.opens_on),
        (_("Estimated to be posted"), notice.estimated_post_on if notice.is_forecast else None),
        (_("Estimated to close"), notice.estimated_close_on if notice.is_forecast else None),
        (_("Estimated day of award"), notice.estimated_award_on),
        (_("Estimated start of projects"), notice.estimated_start_on),
        (_("Last changed by the agency"), notice.updated_on),
        (_("Archived"), notice.archive_on),
    ]
    for label, day in pairs:
        if day:
            yield label, day_in_words(day)


# --- what has changed ------------------------------------------------------------------------------------------------
def changes(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Each change of a version: of what, from what, to what; without the two where the text is long."""
    return [change(row["field"], row["old"], row["new"]) for row in rows if row["field"] not in UNTOLD]


UNTOLD = {"version", "updated_on"}
"""Change with every other change."""


EVENTS = {
    ("is_forecast", False): lambda: _("The forecast was posted"),
    ("withdrawn_on", True): lambda: _("It was gone from Grants.gov"),
    ("withdrawn_on", False): lambda: _("It is at Grants.gov again"),
    ("posted_as_id", True): lambda: _("It was posted as a notice of its own"),
}
"""Changes that say something by themselves."""


def change(name: str, old: Any, new: Any) -> dict[str, str]:
    event = EVENTS.get((name, bool(new)))
    if event:
        return {"what": event()}
    before, after = said(name, old), said(name, new)
    if len(before) > LONG or len(after) > LONG:
        return {"what": _("%(field)s: the text was changed") % {"field": field_label(name)}}
    told = {"what": field_label(name), "old": before or _("not said"), "new": after or _("not said")}
    return told | ({"lang": "en"} if is_in_english(name, old, new) else {})


def is_in_english(name: str, *values: Any) -> bool:
    """Whether the agency's own words are shown, which no reader's language changes."""
    return name not in DAYS and any(isinstance(value, str) for value in values)


def said(name: str, value: Any) -> str:
    """A value of a version as people write it."""
    if value in (None, "", []):
        return ""
    if name in DAYS:
        return day_in_words(date.fromisoformat(value))
    if name in MONEY:
        return money(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(CODED.get(name, {}).get(one, one)) for one in value)
    return str(value)

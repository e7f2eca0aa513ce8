"""What was on record before: the rows that another, or nothing, has taken the place of, in words, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners.gaps import Spot
from partners.models import GapCare, ReadinessLink
from portal.models import Office

AT_MOST = 12
"""So many stand on a page."""


def day_of(at: datetime, office: Office) -> str:
    return date_format(localtime(at, office.zone), "DATE_FORMAT")


def of_gap(office: Office, spot: Spot) -> list[str]:
    """Who saw to a gap, or why nobody did: one query."""
    rows = GapCare.objects.filter(office=office, **spot._asdict()).exclude(superseded_at=None)
    found = rows.select_related("owner", "recorded_by").order_by("-recorded_at", "-pk")
    return [said_of_gap(row, office) for row in found[:AT_MOST]]


def said_of_gap(row: GapCare, office: Office) -> str:
    """Alma Reyes saw to it (put on record on November 2, 2026 by Vic Moreno, until November 9, 2026)."""
    if row.accepted_on:
        words = {"day": date_format(row.accepted_on, "DATE_FORMAT"), "reason": row.reason}
        said = _("accepted on %(day)s: %(reason)s") % words
    else:
        said = _("%(name)s saw to it") % {"name": row.owner}
    return told(said, row, office)


def of_statuses(rows: Iterable[Any], office: Office) -> Iterator[str]:
    """How far a link, or a practice, was: draft, as of May 4, 2026 (put on record …)."""
    for row in rows:
        words = {"status": row.get_status_display(), "day": date_format(row.as_of, "DATE_FORMAT")}
        yield told(_("%(status)s, as of %(day)s") % words, row, office)


def of_links(office: Office) -> dict[tuple[str, str, str], list[str]]:
    """What was said before of each link of an office, by county, basis and link: one query."""
    rows = ReadinessLink.objects.filter(office=office).exclude(superseded_at=None).select_related("recorded_by")
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows.order_by("-recorded_at", "-pk"):
        lines = found[row.county, row.basis, row.link]
        lines.extend(of_statuses([row], office) if len(lines) < AT_MOST else ())
    return dict(found)


def told(said: str, row: Any, office: Office) -> str:
    """With the day, by whom, and until when it stood."""
    words = {
        "said": said,
        "day": day_of(row.recorded_at, office),
        "by": row.recorded_by,
        "until": day_of(row.superseded_at, office),
    }
    return _("%(said)s (put on record on %(day)s by %(by)s; it stood until %(until)s)") % words


def gone(rows: Any) -> Any:
    """Of the rows of a Recorded model those that stand no longer, the newest first."""
    found = rows.exclude(superseded_at=None).select_related("recorded_by").order_by("-recorded_at", "-pk")
    return found[:AT_MOST]

"""The agencies of an office with what is on record of each: for its list, its pages and programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.chain import Practice
from partners.follow_ups import Question, asked, by_agency
from partners.forms.readiness import NOT_ENTERED
from partners.models import AgencyPractice
from partners.models.statement import Says
from partners.practices import agencies_of, asked_words, keepers_of, rows_of
from partners.readiness import is_stale
from portal.models import Office, Organization


@dataclass(frozen=True)
class Agency:
    """One agency with what it has taken up, and what it is to be asked since a training."""

    organization: Organization
    rows: Mapping[str, AgencyPractice]
    """What stands, by practice."""
    day: date
    questions: Sequence[Question] = ()
    keeper: str = ""
    """Who keeps the partnership with it, and so sees to what is on record of it; nobody: the office's queue."""

    @property
    def order(self) -> str:
        return self.organization.name.casefold()

    def status(self, practice: str) -> str:
        return self.rows[practice].status if practice in self.rows else ""

    @property
    def oldest(self) -> date | None:
        """The day of what was looked at longest ago."""
        return min((row.as_of for row in self.rows.values()), default=None)

    @property
    def is_stale(self) -> bool:
        """Whether nobody has looked at something of it for a year."""
        return self.oldest is not None and is_stale(self.oldest, self.day)

    @property
    def looked(self) -> str:
        if self.oldest is None:
            return ""
        said = date_format(self.oldest, "DATE_FORMAT")
        return _("%(day)s: a year ago or longer") % {"day": said} if self.is_stale else said

    @property
    def asks_dating(self) -> str:
        """Of its screening sheet, where it has one or is to have one."""
        sheet = self.rows.get(Practice.SCREENING)
        return str(Says(sheet.asks_dating).label) if sheet else ""

    @property
    def to_ask(self) -> str:
        """Trained on May 4: was it adopted? Nothing is on record since then of: bias."""
        if not self.questions:
            return ""
        held_on = date_format(self.questions[0].training.held_on, "DATE_FORMAT")
        words = {"day": held_on, "practices": asked_words(self.questions[0].left)}
        return _("trained on %(day)s: was it adopted? (%(practices)s)") % words


def agencies(office: Office, day: date) -> list[Agency]:
    """Each agency of an office: five queries."""
    rows, open_questions, keepers = rows_of(office), by_agency(asked(day, {office.pk})), keepers_of(office)
    return [
        Agency(one, rows.get(one.pk, {}), day, open_questions.get(one.pk, ()), keepers.get(one.pk, ""))
        for one in agencies_of(office)
    ]


YES: dict[Any, bool] = {"yes": True, "no": False, True: True, False: False}
"""As a page and as a program ask."""


def fits(row: Agency, wanted: Mapping[str, Any]) -> bool:
    """Whether the agency is as asked. Left out or empty: whatever it is."""
    stale, to_ask = YES.get(wanted.get("stale")), YES.get(wanted.get("to_ask"))
    is_old = row.is_stale if row.rows else None
    return is_so_far(row, wanted) and stale in {None, is_old} and to_ask in {None, bool(row.questions)}


def is_so_far(row: Agency, wanted: Mapping[str, Any]) -> bool:
    """Whether one of the practices that are asked about stands as asked."""
    status, practice = wanted.get("status"), wanted.get("practice")
    among = [practice] if practice else Practice.values
    return not status or status in {row.status(each) or NOT_ENTERED for each in among}

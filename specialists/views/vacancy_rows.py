"""One vacancy as a row of a list, and the columns that it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.listing import Column
from portal.models import Office
from specialists.models import Vacancy
from specialists.stages import Stage
from specialists.standing import Acts, Hiring
from specialists.views.board import unbroken

ORDER = {stage: place for place, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class Row:
    """One vacancy of one office, as it stands today."""

    vacancy: Vacancy
    office: Office
    today: date
    desk_id: int | None = None
    desk: str = ""

    @property
    def hiring(self) -> Hiring | None:
        """Where it stands and for how long; None once it has ended."""
        if not self.vacancy.is_open:
            return None
        return Hiring(Stage(self.vacancy.stage), self.vacancy.moved_on, self.vacancy.days_in_stage(self.today))

    @property
    def place(self) -> tuple[bool, int, int]:
        """Open ones first, in the order of the way; in one stage the longest first."""
        return not self.vacancy.is_open, ORDER[Stage(self.vacancy.stage)], -self.vacancy.days_in_stage(self.today)

    @property
    def stage(self) -> str:
        return capfirst(self.vacancy.get_stage_display())

    @property
    def acts(self) -> Acts | None:
        return self.hiring.acts if self.hiring else None

    @property
    def over(self) -> int | None:
        """Days over the target; None within it."""
        return (self.hiring.over or None) if self.hiring else None

    @property
    def turn(self) -> str:
        """Who has to do what."""
        return f"{self.hiring.acts.label}: {self.hiring.stage.turn.act}" if self.hiring else ""

    @property
    def nth(self) -> str:
        """34 of 30."""
        words = {"days": self.hiring.days, "target": self.hiring.target} if self.hiring else {}
        return _("%(days)d of %(target)d") % words if words else ""

    @property
    def budget(self) -> str:
        return self.vacancy.get_budget_display() if self.vacancy.budget else ""


def of_hiring(name: str) -> Any:
    """A figure of the stage; None once the vacancy has ended."""
    return lambda row: getattr(row.hiring, name) if row.hiring else None


def dated(key: str, label: Any, **rest: Any) -> Column:
    """A day of the vacancy."""

    def value(row: Row) -> date | None:
        found: date | None = getattr(row.vacancy, key)
        return found

    return Column(key, label, value, value, html=lambda row: unbroken(value(row)), low=True, **rest)


OFFICE = (
    Column("office", gettext_lazy("Office"), lambda row: row.office.abbreviation, lambda row: row.office.abbreviation),
    Column("state", gettext_lazy("State"), lambda row: row.office.state, lambda row: row.office.state, low=True),
    Column("circuit", gettext_lazy("Circuit"), lambda row: row.office.circuit, lambda row: row.office.circuit.rjust(2), low=True),  # noqa: E501
)  # fmt: skip
VACANCY = (
    Column("stage", gettext_lazy("Stage"), lambda row: row.stage, lambda row: row.place),
    dated("moved_on", gettext_lazy("Since")),
    Column("day", gettext_lazy("Day of target"), lambda row: row.nth, of_hiring("days"), numeric=True),
    Column("days", gettext_lazy("Days"), of_hiring("days"), export_only=True),
    Column("target", gettext_lazy("Target"), of_hiring("target"), export_only=True),
    Column("over", gettext_lazy("Days over"), lambda row: row.over, lambda row: row.over, numeric=True),
    Column("acts", gettext_lazy("Whose turn"), lambda row: row.acts, export_only=True),
    Column("next", gettext_lazy("Who acts next"), lambda row: row.turn, lambda row: row.turn),
    Column("budget", gettext_lazy("Budget"), lambda row: row.budget, lambda row: row.budget),
    dated("opened_on", gettext_lazy("Gap known since")),
)
CLOSED = dated("closed_on", gettext_lazy("Closed"))  # fmt: skip
DESK = Column("desk", gettext_lazy("Desk officer"), lambda row: row.desk, lambda row: row.desk, low=True)


def columns(*, is_own: bool, has_closed: bool) -> Sequence[Column]:
    """An office’s own list needs no columns that tell offices apart, one of open vacancies none for their end."""
    before, after = ([OFFICE[0]], []) if is_own else (list(OFFICE), [DESK])
    return [*before, *VACANCY, *([CLOSED] if has_closed else []), *after]

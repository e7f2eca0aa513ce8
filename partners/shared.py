"""What offices share with an organization, as its people read it. Only columns that the wall lets them read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import NextStep, Share
from partners.promises import due_words
from partners.taxonomy import Did
from portal import gazetteer

LATELY = timedelta(days=30)
SHOWN = 50
STEP = (
    "id", "text", "side", "due_on", "state", "closed_on", "closed_by_partner", "reason", "office_name", "owner_name",
    "owner_email",
)  # fmt: skip
CONTACT = ("id", "held_on", "did", "office_name", "contact_name", "contact_email")
State, Side = NextStep.State, NextStep.Side
Row = dict[str, Any]


@dataclass(frozen=True)
class Shared:
    """Everything that is shared with one organization, on a day: two queries, with its own rights."""

    day: date

    @cached_property
    def steps(self) -> list[Row]:
        """Open ones, and those closed of late; the soonest first."""
        found = NextStep.objects.order_by("due_on", "pk").values(*STEP)
        return [row | {"due": due_words(row["due_on"], self.day)} for row in found if self._counts(row)]

    def _counts(self, row: Row) -> bool:
        return bool(row["state"] == State.OPEN or row["closed_on"] >= self.day - LATELY)

    @cached_property
    def contacts(self) -> list[Row]:
        """Contacts with an office that it has shared, the newest first."""
        found = Share.objects.order_by("-held_on", "-pk").values(*CONTACT)[:SHOWN]
        return [row | {"what": Did(row["did"]).label} for row in found]

    @property
    def theirs(self) -> list[Row]:
        """What the organization has promised."""
        return self._open(Side.THEIRS)

    @property
    def ours(self) -> list[Row]:
        """What offices have promised it."""
        return self._open(Side.OURS)

    def _open(self, side: str) -> list[Row]:
        return [row for row in self.steps if row["state"] == State.OPEN and row["side"] == side]

    @property
    def closed(self) -> list[Row]:
        """Done or dropped of late, the latest first; what it said itself today can be taken back."""
        found = [row for row in self.steps if row["state"] != State.OPEN]
        marked = [row | {"is_undoable": row["closed_by_partner"] and row["closed_on"] == self.day} for row in found]
        return sorted(marked, key=lambda row: (row["closed_on"], row["id"]), reverse=True)

    @property
    def who_answers(self) -> list[Row]:
        """Each office with whoever answers there, once."""
        found: dict[tuple[str, str], Row] = {}
        for row in self.steps:
            answers(found, row["office_name"], row["owner_name"], row["owner_email"])
        for row in self.contacts:
            answers(found, row["office_name"], row["contact_name"], row["contact_email"])
        return [found[key] for key in sorted(found)]

    @property
    def sentence(self) -> str:
        """Who shares how much, and which of the organization's own promises comes first."""
        count = len(self.theirs) + len(self.ours)
        if not count:
            return _("No next step waits at present.") if self.contacts or self.steps else _("Nothing is shared yet.")
        words = {"offices": offices_of([*self.theirs, *self.ours]), "n": count}
        said = ngettext("%(n)d next step is shared with you by %(offices)s", "%(n)d next steps are shared with you by "
                        "%(offices)s", count) % words  # fmt: skip
        return f"{said}{self._of_theirs}."

    @property
    def _of_theirs(self) -> str:
        if not self.theirs:
            return _("; none of them waits for you")
        first = {"due": self.theirs[0]["due"], "n": len(self.theirs)}
        return ngettext("; one is yours, %(due)s", "; %(n)d are yours, the first %(due)s", len(self.theirs)) % first


def answers(found: dict[tuple[str, str], Row], office: str, name: str, email: str) -> None:
    """Note who answers at an office; nobody by name leaves it to the office itself."""
    if email:
        found.pop((office, ""), None)
    elif any(key[0] == office for key in found):
        return
    found.setdefault((office, email), {"office": office, "name": name, "email": email, "court_id": court_of(office)})


def court_of(abbreviation: str) -> str:
    """The office's key in addresses."""
    return next((key for key, office in gazetteer.offices().items() if office.abbreviation == abbreviation), "")


def offices_of(rows: Sequence[Row]) -> str:
    """N.D. Tex. and S.D. Tex."""
    return str(get_text_list(sorted({row["office_name"] for row in rows}), _("and")))

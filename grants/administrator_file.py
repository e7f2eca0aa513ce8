"""A file of state agencies: what each row would do, before anything is written. Nothing is kept in between."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import BytesIO, StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models, transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from grants.administrators import passed_on
from grants.models import StateAdministrator
from grants.models.administrator import FACTS, refuse_out_of_reach
from partners.erpo import JURISDICTIONS
from partners.importing.reading import Row, rows_of
from portal.errors import Refused
from portal.forms.country import written as as_dialed
from portal.forms.lines import LinkField
from portal.guard import Level, findings, worst
from portal.models import Person

HEADS = ("state", "program", *FACTS, "verified_on")
NEEDED = {"state", "program", "agency", "source"}
EXAMPLE = (
    "TX", "stop", "Example agency: replace this row", "https://agency.example", "512-555-0100", "grants@agency.example",
    "Takes applications each January.", "Its own site, read on that day", "",
)  # fmt: skip
MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
HIDDEN = "…"


class Fate(models.TextChoices):
    """What becomes of a row."""

    NEW = "NEW", gettext_lazy("new")
    CHANGED = "CHANGED", gettext_lazy("replaces what stands")
    SAME = "SAME", gettext_lazy("stands already")
    KEPT = "KEPT", gettext_lazy("left out: what stands is surer")
    REFUSED = "REFUSED", gettext_lazy("refused")


COUNTED = {
    Fate.NEW: ngettext_lazy("%(n)d is new", "%(n)d are new", "n"),
    Fate.CHANGED: ngettext_lazy("%(n)d replaces what stands", "%(n)d replace what stands", "n"),
    Fate.SAME: ngettext_lazy("%(n)d stands already", "%(n)d stand already", "n"),
    Fate.KEPT: ngettext_lazy("%(n)d is left out", "%(n)d are left out", "n"),
    Fate.REFUSED: ngettext_lazy("%(n)d is refused", "%(n)d are refused", "n"),
}


@dataclass(frozen=True)
class Judged:
    """One row of a file."""

    number: int
    """As a spreadsheet counts it."""
    said: Mapping[str, str]
    fate: Fate
    words: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        return self.fate in {Fate.NEW, Fate.CHANGED}


def judge(data: bytes, *, on: date, name: str = "") -> list[Judged]:
    """What each row would do. One query. Raises Refused for a file that is none, or not what its name says."""
    if name.lower().endswith(".xlsx") and not data.startswith(b"PK"):
        raise Refused(_("This Excel workbook cannot be read. Open it, save it as “CSV UTF-8” and send that."))
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 1 MB; a list of state agencies is far smaller. Is it the right one?"))
    rows = list(rows_of(BytesIO(data), len(data)))
    if len(rows) > MOST_ROWS + 1:
        raise Refused(_("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS})
    heads = heads_of(rows)
    standing = {(row.state, row.program): row for row in StateAdministrator.objects.standing()}
    seen: dict[tuple[str, str], int] = {}
    return [judged(number, dict(zip(heads, cells, strict=False)), standing, seen, on) for number, cells in rows[1:]]


def heads_of(rows: Sequence[Row]) -> list[str]:
    """The columns, of which the needed ones must be there."""
    heads = [head.strip().lower() for head in rows[0][1]] if rows else []
    if lacking := sorted(NEEDED - set(heads)):
        told = _("The first line has to name the columns; missing: %(names)s. The template has them all.")
        raise Refused(told % {"names": ", ".join(lacking)})
    if len(rows) == 1:
        raise Refused(_("The file has a header and no rows. Nothing to import."))
    return heads


def judged(
    number: int, said: dict[str, str], standing: Mapping[Any, StateAdministrator], seen: dict[Any, int], on: date
) -> Judged:
    try:
        facts = understood(said, on)
    except Refused as refusal:
        return refused(number, said, str(refusal))
    key = facts["state"], facts["program"]
    if (first := seen.setdefault(key, number)) != number:
        return refused(number, said, _("Row %(row)d says this already. Leave one of the two.") % {"row": first})
    return Judged(number, said, *fate_of(facts, standing.get(key)), facts)


def refused(number: int, said: Mapping[str, str], why: str) -> Judged:
    """The row with the reason. Nothing that identifies somebody is repeated or comes back."""
    cells = {name: HIDDEN if identifies(name, cell) else cell for name, cell in said.items()}
    return Judged(number, cells, Fate.REFUSED, why)


def identifies(name: str, cell: str) -> bool:
    return worst(findings(f"{name}: {cell}")) is Level.HARD


def fate_of(facts: Mapping[str, Any], stands: StateAdministrator | None) -> tuple[Fate, str]:
    """Against what is on record: a verified row gives way only to one that was verified on that day or later."""
    verified_on = facts["verified_on"]
    as_of = _("verified on %(day)s") % {"day": verified_on} if verified_on else _("on record, not verified")
    if stands is None:
        return Fate.NEW, as_of
    if stands.says(facts):
        return Fate.SAME, _("nothing is written")
    if is_surer(stands, verified_on):
        return Fate.KEPT, _("verified on %(day)s by somebody; your row is older") % {"day": stands.verified_on}
    words = _("instead of %(agency)s; %(now)s") % {"agency": stands.agency, "now": as_of}
    if emptied := taken_away(facts, stands):
        words = _("%(words)s; takes away: %(names)s") % {"words": words, "names": ", ".join(emptied)}
    return Fate.CHANGED, words


def taken_away(facts: Mapping[str, Any], stands: StateAdministrator) -> list[str]:
    """What is on record now and would be empty."""
    gone = [StateAdministrator._meta.get_field(name) for name in FACTS if getattr(stands, name) and not facts[name]]
    return [str(getattr(field, "verbose_name", field.name)) for field in gone]


def is_surer(stands: StateAdministrator, verified_on: date | None) -> bool:
    """Whether somebody has verified what stands, and later."""
    return stands.verified_on is not None and (verified_on is None or verified_on < stands.verified_on)


# --- one row ---------------------------------------------------------------------------------------------------------
def understood(said: Mapping[str, str], on: date) -> dict[str, Any]:
    """Raises Refused, with what to write instead."""
    refuse_what_identifies(said)
    facts: dict[str, Any] = {name: said.get(name, "").strip() for name in HEADS}
    facts["state"], facts["program"] = facts["state"].upper(), facts["program"].lower()
    said_wrong: list[str] = []
    for check in (refuse_unknown_state, refuse_unknown_program, refuse_empty, refuse_formulas, refuse_long):
        collected(said_wrong, check, facts, on)
    for name, how in CLEANED.items():
        collected(said_wrong, partial(clean, how, name), facts, on)
    if said_wrong:
        raise Refused(" ".join(said_wrong))
    refuse_out_of_reach(facts, on)
    return facts


def collected(said_wrong: list[str], check: Callable[[dict[str, Any], date], None], facts: Any, on: date) -> None:
    """All that is wrong with a row is told at once."""
    try:
        check(facts, on)
    except Refused as refusal:
        said_wrong.append(str(refusal))


def refuse_unknown_state(facts: Mapping[str, Any], _on: date) -> None:
    if facts["state"] not in JURISDICTIONS:
        raise Refused(_("No state or territory has these letters. Write two, for example TX."))


def refuse_unknown_program(facts: Mapping[str, Any], on: date) -> None:
    known = passed_on(on)
    if facts["program"] not in known:
        raise Refused(
            _("No such program passes money on through states. Known: %(keys)s.") % {"keys": ", ".join(known)}
        )


def refuse_empty(facts: Mapping[str, Any], _on: date) -> None:
    if lacking := [name for name in HEADS if name in NEEDED and not facts[name]]:
        raise Refused(" ".join(_("The column %(name)s is empty; it is needed.") % {"name": name} for name in lacking))


def refuse_formulas(facts: Mapping[str, Any], _on: date) -> None:
    """What a spreadsheet would calculate is no name and no text."""
    found = [name for name in FACTS if facts[name].startswith(FORMULAS.get(name, ("=", "@")))]
    if found:
        raise Refused(
            _("The column %(name)s holds a formula. Write the words themselves.") % {"name": ", ".join(found)}
        )


def clean(how: Callable[[str], Any], name: str, facts: dict[str, Any], _on: date) -> None:
    facts[name] = how(facts[name])


def refuse_what_identifies(said: Mapping[str, str]) -> None:
    """Agencies have numbers and addresses; nobody's own number has a place here."""
    if worst(findings("\n".join(f"{name}: {cell}" for name, cell in said.items()))) is Level.HARD:
        raise Refused(_("The row holds what may identify somebody. Write about the agency only."))


def refuse_long(facts: Mapping[str, Any], _on: date) -> None:
    most = {name: getattr(StateAdministrator._meta.get_field(name), "max_length", None) for name in FACTS}
    told = [{"name": name, "most": limit} for name, limit in most.items() if limit and len(facts[name]) > limit]
    if told:
        raise Refused(" ".join(_("%(name)s is longer than %(most)d signs.") % each for each in told))


def website(text: str) -> str:
    return cleaned(LinkField(required=False).clean, text, _("“%(text)s” is no address of a site."))


def phone(text: str) -> str:
    return cleaned(as_dialed, text, _("“%(text)s” is no telephone number of ten digits."))


def email(text: str) -> str:
    def checked(typed: str) -> str:
        EmailValidator()(typed)
        return typed

    return cleaned(checked, text, _("“%(text)s” is no e-mail address."))


def cleaned(how: Any, text: str, sentence: str) -> str:
    """As a form would take it; empty stays empty."""
    if not text:
        return ""
    try:
        return str(how(text))
    except ValidationError as error:
        raise Refused(sentence % {"text": text[:60]}) from error


def day_in(text: str) -> date | None:
    """The day on which a person has verified it; empty: nobody has."""
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise Refused(_("“%(text)s” is no day. Write it as 2026-02-21.") % {"text": text[:60]})
    return day


CLEANED: Mapping[str, Callable[[str], Any]] = {
    "website": website, "phone": phone, "email": email, "verified_on": day_in,
}  # fmt: skip
FORMULAS = {"agency": ("=", "@", "+", "-"), "phone": ("=", "@")}
"""By column how a formula begins, where that differs."""


# --- written ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def write(*, text: str, by: Person, on: date) -> int:
    """The rows that were looked at, judged anew: all that write, or none. Gives how many."""
    rows = [row for row in judge(text.encode(), on=on) if row.writes]
    for row in rows:
        StateAdministrator.objects.say(**row.facts, by=by, on=on, office=None)
    return len(rows)


def as_text(rows: Iterable[Judged]) -> str:
    """These rows as a file: how what was looked at comes back to be written."""
    text = StringIO()
    writer = csv.DictWriter(text, HEADS, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(row.said for row in rows)
    return text.getvalue()


def counted(rows: Sequence[Judged]) -> str:
    """8 rows: 6 are new, 1 replaces what stands, 1 is refused."""
    told = [COUNTED[fate] % {"n": n} for fate in Fate if (n := sum(row.fate is fate for row in rows))]
    said = ngettext("%(n)d row: %(what)s.", "%(n)d rows: %(what)s.", len(rows))
    return said % {"n": len(rows), "what": ", ".join(told)}

"""The first text of a report, in plain sentences from its figures. Pure.

Nothing that somebody wrote into an entry is copied: what EOUSA reads is what the office decides to put there.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import quarters
from partners.duties import Duty
from partners.taxonomy import Did, Profession

INTRODUCTION, NEXT = "introduction", "next"
SECTIONS = (INTRODUCTION, *(f"duty-{duty.value}" for duty in Duty), NEXT)
"""The parts of a report that people write, in order."""
NAMED = 5
"""So many kinds and professions are named in a sentence; the tables have them all."""
Figures = Mapping[str, Any]


def first_texts(figures: Figures, quarter: date) -> dict[str, str]:
    """A text for every part; what the office plans next nobody can write for it."""
    duties = {f"duty-{duty.value}": " ".join(of_duty(figures["duties"][str(duty.value)])) for duty in Duty}
    return {INTRODUCTION: " ".join(introduction(figures, quarter)), **duties, NEXT: ""}


def counted_anew(texts: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The texts with what the portal wrote from figures (`before`) said of other figures (`after`).

    What people wrote stays as it is.
    """
    return {
        part: text.replace(before[part], after.get(part, "")) if before.get(part) else text
        for part, text in texts.items()
    }


def introduction(figures: Figures, quarter: date) -> Iterator[str]:
    """What the quarter came to."""
    days = {"first": date_format(quarter, "F j"), "last": date_format(quarters.last_day(quarter), "F j, Y")}
    n = figures["entries"]
    if not n:
        yield _("From %(first)s to %(last)s, no contact was logged.") % days
        return
    logged = ngettext(
        "From %(first)s to %(last)s, the office logged %(n)s contact with %(organizations)s.",
        "From %(first)s to %(last)s, the office logged %(n)s contacts with %(organizations)s.",
        n,
    )
    yield logged % (days | {"n": f"{n:,}", "organizations": organizations(figures["organizations"])})
    yield from people(figures, by_profession=False)
    yield from reach(figures)
    yield from promises(figures["steps"])


def of_duty(figures: Figures) -> Iterator[str]:
    """What was done under one duty."""
    n = figures["entries"]
    if not n:
        yield _("No contact was logged under this duty.")
        return
    told = ngettext(
        "%(n)s contact was logged under this duty: %(kinds)s.",
        "%(n)s contacts were logged under this duty: %(kinds)s.",
        n,
    )
    yield told % {"n": f"{n:,}", "kinds": listed(figures["kinds"], Did)}
    yield _("%(organizations)s took part.") % {"organizations": organizations(figures["organizations"])}
    yield from people(figures)


def people(figures: Figures, *, by_profession: bool = True) -> Iterator[str]:
    """Who was trained, who was educated, and who counts them."""
    if n := figures["trained"]:
        told = ngettext("%(n)s professional was trained", "%(n)s professionals were trained", n) % {"n": f"{n:,}"}
        yield f"{told}: {listed(figures['trained_by'], Profession)}." if by_profession else f"{told}."
    if n := figures["educated"]:
        yield ngettext("%(n)s other person was educated.", "%(n)s other people were educated.", n) % {"n": f"{n:,}"}
    if n := figures["guests"]:
        told = ngettext(
            "%(n)s of the events was held by another office, which counts the people.",
            "%(n)s of the events were held by another office, which counts the people.",
            n,
        )
        yield told % {"n": f"{n:,}"}


def reach(figures: Figures) -> Iterator[str]:
    """Which part of the district the organizations serve."""
    told = ngettext(
        "These organizations serve %(n)d county of the district’s %(all)d by name",
        "These organizations serve %(n)d counties of the district’s %(all)d by name",
        len(figures["counties"]),
    ) % {"n": len(figures["counties"]), "all": figures["of_counties"]}
    if n := figures["statewide"]:
        whole = ngettext("%(n)d of them serves a whole state", "%(n)d of them serve a whole state", n) % {"n": n}
        told = f"{told}; {whole}"
    yield f"{told}."


def promises(steps: Mapping[str, int]) -> Iterator[str]:
    """What became of next steps."""
    if any(steps.values()):
        told = _(
            "Next steps: %(made)d agreed, %(kept)d kept in time, %(late)d kept late, %(dropped)d dropped, "
            "%(open)d open at the end of the quarter."
        )
        yield told % steps


def organizations(n: int) -> str:
    return ngettext("%(n)s organization", "%(n)s organizations", n) % {"n": f"{n:,}"}


def listed(numbers: Mapping[str, int], choices: type[TextChoices]) -> str:
    """meeting (5), call or consultation (3): the most frequent by name, the rest together."""
    pairs = ranked(numbers, choices)
    rest = sum(n for _label, n in pairs[NAMED:])
    told = [f"{label} ({n:,})" for label, n in pairs[:NAMED]]
    return ", ".join([*told, _("others (%(n)s)") % {"n": f"{rest:,}"}] if rest else told)


def ranked(numbers: Mapping[str, int], choices: type[TextChoices], unknown: Any = "") -> list[tuple[str, int]]:
    """Labels with their numbers, most frequent first; a code that is no longer in the list stands as it is."""
    named = {code: str(label) for code, label in choices.choices}
    pairs: Iterable[tuple[str, int]] = ((named.get(code, code) or str(unknown), n) for code, n in numbers.items() if n)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

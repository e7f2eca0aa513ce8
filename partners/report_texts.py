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
Figures = Mapping[str, Any]


def first_texts(figures: Figures, quarter: date) -> dict[str, str]:
    """A text for every part; what the office plans next nobody can write for it."""
    duties = {f"duty-{duty.value}": " ".join(of_duty(figures["duties"][str(duty.value)])) for duty in Duty}
    return {INTRODUCTION: " ".join(introduction(figures, quarter)), **duties, NEXT: ""}


def introduction(figures: Figures, quarter: date) -> Iterator[str]:
    """What the quarter came to."""
    days = {"first": date_format(quarter, "F j"), "last": date_format(quarters.last_day(quarter), "F j, Y")}
    n = figures["entries"]
    if not n:
        yield _("From %(first)s to %(last)s no contact was logged.") % days
        return
    contacts = ngettext("%(n)d contact was logged", "%(n)d contacts were logged", n) % {"n": n}
    words = days | {"contacts": contacts, "organizations": organizations(figures["organizations"])}
    yield _("From %(first)s to %(last)s %(contacts)s, with %(organizations)s.") % words
    yield from people(figures)
    yield from reach(figures)
    yield from promises(figures["steps"])


def of_duty(figures: Figures) -> Iterator[str]:
    """What was done under one duty."""
    n = figures["entries"]
    if not n:
        yield _("No contact was logged under this duty.")
        return
    told = ngettext(
        "%(n)d contact was logged under this duty: %(kinds)s.",
        "%(n)d contacts were logged under this duty: %(kinds)s.",
        n,
    )
    yield told % {"n": n, "kinds": listed(figures["kinds"], Did)}
    took_part = ngettext("%(n)d organization took part.", "%(n)d organizations took part.", figures["organizations"])
    yield took_part % {"n": figures["organizations"]}
    yield from people(figures)


def people(figures: Figures) -> Iterator[str]:
    """Who was trained, who was educated, and who counts them."""
    if n := figures["trained"]:
        told = ngettext("%(n)d professional was trained", "%(n)d professionals were trained", n) % {"n": n}
        yield f"{told}: {listed(figures['trained_by'], Profession)}."
    if n := figures["educated"]:
        told = ngettext("%(n)d other person was educated.", "%(n)d other people were educated.", n)
        yield told % {"n": n}
    if n := figures["guests"]:
        told = ngettext(
            "%(n)d of the events was held by another office, which counts the people.",
            "%(n)d of the events were held by another office, which counts the people.",
            n,
        )
        yield told % {"n": n}


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
    return ngettext("%(n)d organization", "%(n)d organizations", n) % {"n": n}


def listed(numbers: Mapping[str, int], choices: type[TextChoices]) -> str:
    """meeting (5), call or consultation (3): most frequent first."""
    return ", ".join(f"{label} ({number})" for label, number in ranked(numbers, choices))


def ranked(numbers: Mapping[str, int], choices: type[TextChoices], unknown: Any = "") -> list[tuple[str, int]]:
    """Labels with their numbers, most frequent first; a code that is no longer in the list stands as it is."""
    named = {code: str(label) for code, label in choices.choices}
    pairs: Iterable[tuple[str, int]] = ((named.get(code, code) or str(unknown), n) for code, n in numbers.items() if n)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

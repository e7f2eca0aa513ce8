"""Figures that others have published, as they printed them: context, never drawn with our own counts. Pure.

Beside it: context.csv, our copy, each figure with what it counts, of when, of where, and its source. Sources measure
differently (cases, defendants, lead charges), so a group holds one unit only, and nothing here is ever added up.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).with_suffix(".csv")


class Topic(models.TextChoices):
    """What a figure is about."""

    CASES = "CASES", _("domestic violence firearm cases")
    WEAPONS = "WEAPONS", _("all federal weapons cases")
    MEANS = "MEANS", _("people, posts and money")
    COMMUNITIES = "COMMUNITIES", _("communities under 18 USC 925D")


class Unit(models.TextChoices):
    """What one of them is. Figures of two units are never in one list."""

    CASES = "CASES", _("cases")
    OPERATION = "OPERATION", _("cases of one operation")
    CHARGED = "CHARGED", _("defendants charged")
    DEFENDANTS = "DEFENDANTS", _("defendants prosecuted")
    LEAD_CHARGES = "LEAD_CHARGES", _("prosecutions by lead charge")
    SHARE = "SHARE", _("percent of suspects")
    WEAPONS_PROSECUTIONS = "WEAPONS_PROSECUTIONS", _("weapons prosecutions")
    WEAPONS_CONVICTIONS = "WEAPONS_CONVICTIONS", _("weapons convictions")
    POSITIONS = "POSITIONS", _("positions")
    PEOPLE = "PEOPLE", _("people employed")
    FTE = "FTE", _("full-time equivalents")
    OFFICES = "OFFICES", _("offices")
    DOLLARS = "DOLLARS", _("dollars")
    COMMUNITIES = "COMMUNITIES", _("communities")
    NAMES = "NAMES", _("communities by name")


@dataclass(frozen=True, slots=True)
class Card:
    """One published figure. `place` is a court id, '' for the nation; `figure` as printed: “more than 500”."""

    topic: Topic
    place: str
    period: str
    counted: str
    figure: str
    unit: Unit
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one unit, in the order of our copy: by time and place, not by size."""

    topic: Topic
    unit: Unit
    cards: tuple[Card, ...]


@cache
def cards() -> tuple[Card, ...]:
    """All of them."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(card_of(row) for row in csv.DictReader(file))


def card_of(row: dict[str, Any]) -> Card:
    """A row of our copy. Raises ValueError for a topic or a unit that is none."""
    return Card(**row | {"topic": Topic(row["topic"]), "unit": Unit(row["unit"])})


def groups(topic: Topic | None = None, *, is_national: bool = False) -> list[Group]:
    """By topic and unit, in the order of both; `is_national`: without what is told of single offices."""
    order = [*Topic], [*Unit]
    found = sorted(
        chosen(topic, is_national=is_national), key=lambda c: (order[0].index(c.topic), order[1].index(c.unit))
    )
    return [Group(*kind, tuple(its)) for kind, its in groupby(found, key=lambda card: (card.topic, card.unit))]


def chosen(topic: Topic | None, *, is_national: bool) -> Iterator[Card]:
    return (card for card in cards() if topic in {None, card.topic} and not (is_national and card.place))


def about_cases() -> list[Group]:
    """What stands beside our own counts of cases, in a box apart: of the nation only, since no office is held against
    another."""
    return groups(Topic.CASES, is_national=True)

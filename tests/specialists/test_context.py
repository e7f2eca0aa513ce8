"""Public figures: every one with its source, units apart, no office held against another."""

import csv
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client

from portal.models import Person
from specialists.context import FILE, Card, Topic, Unit, about_cases, card_of, cards, groups


def test_every_figure_says_what_is_counted_of_when_and_by_whom() -> None:
    assert len(cards()) == 29
    for card in cards():
        assert all((card.period, card.counted, card.figure, card.source)), card


def test_a_group_holds_one_unit_and_all_groups_together_every_card() -> None:
    found = groups()

    assert sorted(map(str, (card for group in found for card in group.cards))) == sorted(map(str, cards()))
    assert {(card.topic, card.unit) for group in found for card in group.cards} == {(g.topic, g.unit) for g in found}
    assert all((one.topic, one.unit) != (other.topic, other.unit) for one, other in pairwise(found))
    assert {group.unit for group in found} == set(Unit)


def test_beside_our_own_counts_stand_the_nations_figures_of_such_cases_alone() -> None:
    shown = [card for group in about_cases() for card in group.cards]

    assert {card.figure for card in shown} == {"244", "418", "23", "more than 500", "4%"}
    assert all(card.topic is Topic.CASES and not card.place for card in shown)


def test_a_row_of_an_unknown_unit_is_refused() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))

    assert isinstance(card_of(row), Card)
    with pytest.raises(ValueError, match="MILES"):
        card_of(row | {"unit": "MILES"})


@pytest.mark.django_db
def test_the_page_prints_each_figure_with_its_place_and_source(
    client_of: Callable[[Person], Client], otis: Person
) -> None:
    client = client_of(otis)
    text = client.get("/public-figures/").content.decode()

    assert text.count("Source:") == len(cards())
    assert "N.D. Tex., FY2018. The office said that the number sounded high." in text
    assert "never drawn with our own counts" in text
    answer = client.get("/api/v1/public-figures/?topic=CASES&unit=CASES").json()
    assert [card["figure"] for card in answer["results"]] == ["more than 500", "8", "25", "9"]

"""The arithmetic behind the small pictures."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charts import WHOLE, Bar, Post, lengths, marks, periods, place, posts, stacked, years


def test_shares_stand_side_by_side():
    assert stacked([61, 20, 9, 4]) == [Bar(0, 64.89), Bar(64.89, 21.28), Bar(86.17, 9.57), Bar(95.74, 4.26)]


def test_nothing_to_share_gives_bars_of_no_width():
    assert stacked([0, 0]) == [Bar(0, 0), Bar(0, 0)]
    assert stacked([]) == []


@given(st.lists(st.integers(0, 94), min_size=1, max_size=6).filter(any))
def test_shares_fill_the_whole_and_never_overlap(amounts):
    bars = stacked(amounts)

    assert sum(bar.width for bar in bars) == pytest.approx(WHOLE, abs=0.05)
    assert all(left.x + left.width <= right.x + 0.02 for left, right in pairwise(bars))


def test_periods_stand_on_one_scale():
    spans = [(date(2026, 1, 1), date(2026, 1, 26)), (date(2026, 2, 20), date(2026, 4, 11))]

    assert periods(spans) == [Bar(0, 25), Bar(50, 50)]


def test_no_period_and_a_period_of_no_length_are_drawn_without_fault():
    assert periods([]) == []
    assert periods([(date(2026, 1, 1), date(2026, 1, 1))]) == [Bar(0, 0)]


def test_years_are_marked_where_they_begin():
    assert years(date(2024, 12, 31), date(2026, 12, 31)) == [(2025, 0.14), (2026, 50.14)]


def test_a_span_within_one_year_has_no_mark():
    assert years(date(2026, 2, 1), date(2026, 12, 31)) == []


def test_many_years_are_thinned():
    assert [year for year, _ in years(date(2000, 6, 1), date(2026, 6, 1), most=8)] == list(range(2001, 2027, 4))


def test_lengths_go_on_from_each_other():
    assert list(lengths(50, 80, 120, 200)) == [("half", Bar(0, 25)), ("most", Bar(25, 15))]


def test_what_is_not_known_is_drawn_as_far_as_it_was_seen():
    assert list(lengths(50, None, 120, 200)) == [("half", Bar(0, 25)), ("unknown", Bar(25, 35))]
    assert list(lengths(None, None, 120, 200)) == [("unknown", Bar(0, 60))]
    assert list(lengths(None, None, 0, 0)) == []
    assert list(lengths(50, None, 900, 200)) == [("half", Bar(0, 25)), ("unknown", Bar(25, 75))]


@given(st.integers(0, 5000), st.integers(1, 12))
def test_an_axis_has_round_marks_and_few(whole, most):
    found = marks(whole, most)

    assert found[0] == 0
    assert len(found) <= most + 1
    assert found[-1] <= whole
    assert len({right - left for left, right in pairwise(found)}) <= 1


def test_an_axis_of_days_is_marked_as_people_count():
    assert marks(260) == [0, 50, 100, 150, 200, 250]
    assert marks(7) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert [place(mark, 260) for mark in marks(260)][:3] == [0, 19.23, 38.46]


def test_posts_stand_side_by_side_on_one_axis():
    assert posts([5, None, 0, 20], whole=20) == [
        Post(0, 20, 25), Post(25, 20, None), Post(50, 20, 0), Post(75, 20, 100)
    ]  # fmt: skip
    assert posts([], whole=1) == []

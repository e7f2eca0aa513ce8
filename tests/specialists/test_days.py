"""The product-limit estimator, against a published example, an independent method, and what it promises."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specialists.days import HALF, NINE_TENTHS, Stay, percentile, share_over, survival

LEUKEMIA = [Stay(weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)] + [
    Stay(weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
]
"""Weeks in remission under 6-MP: Freireich and others, Blood 21 (1963), an example of most textbooks."""
PUBLISHED = [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)]

stays = st.builds(Stay, st.integers(0, 40), st.booleans())
some_stays = st.lists(stays, max_size=30)
all_over = st.lists(st.builds(Stay, st.integers(0, 40), st.just(True)), min_size=1, max_size=30)
shares = st.integers(1, 10).map(lambda tenths: Fraction(tenths, 10))


def test_the_published_example_gives_the_published_figures():
    assert [(week, round(float(share), 3)) for week, share in survival(LEUKEMIA)] == PUBLISHED
    assert percentile(LEUKEMIA, HALF) == 23
    assert percentile(LEUKEMIA, NINE_TENTHS) is None, "more than one in ten were still in remission when last seen"


def redistributed(found):
    """Efron's method of 1967: each open stay hands its share on to those seen longer. Gives the share gone by day."""
    weights = [Fraction(1, len(found))] * len(found)
    ordered = sorted(found, key=lambda stay: (stay.days, not stay.is_over))
    gone = {}
    for place, stay in enumerate(ordered):
        later = len(ordered) - place - 1
        if stay.is_over:
            gone[stay.days] = gone.get(stay.days, Fraction(0)) + weights[place]
        elif later:
            for other in range(place + 1, len(ordered)):
                weights[other] += weights[place] / later
    return gone


@given(some_stays.filter(bool))
def test_an_independent_method_gives_the_same_steps(found):
    left = Fraction(1)
    expected = []
    for day, gone in sorted(redistributed(found).items()):
        left -= gone
        expected.append((day, left))

    assert survival(found) == expected


@given(all_over, shares)
def test_where_all_are_over_it_is_the_plain_percentile(found, share):
    days = sorted(stay.days for stay in found)
    needed = -(-len(days) * share.numerator // share.denominator)

    assert percentile(found, share) == days[needed - 1]


@given(some_stays.filter(lambda found: all(stay.days or not stay.is_over for stay in found)))
def test_who_came_today_changes_nothing(found):
    assert survival([*found, Stay(0, False)]) == survival(found)


@given(some_stays)
def test_the_share_only_falls_and_stays_a_share(found):
    steps = survival(found)
    left = [Fraction(1), *(share for _, share in steps)]

    assert all(1 >= before > after >= 0 for before, after in pairwise(left))
    assert [day for day, _ in steps] == sorted({stay.days for stay in found if stay.is_over})


@given(some_stays, shares)
def test_a_percentile_and_the_share_over_say_the_same(found, share):
    day = percentile(found, share)

    if day is None:
        assert share_over(found, 41) > 1 - share
    else:
        assert share_over(found, day) <= 1 - share
        assert day == 0 or share_over(found, day - 1) > 1 - share


@given(st.lists(stays, min_size=1, max_size=20), shares, st.data())
def test_an_open_stay_never_makes_it_look_quicker_than_one_that_ended_there(found, share, data):
    place = data.draw(st.integers(0, len(found) - 1))
    opened = [Stay(stay.days, stay.is_over and at != place) for at, stay in enumerate(found)]
    before, after = percentile(found, share), percentile(opened, share)

    assert after is None or (before is not None and after >= before)


def test_nothing_seen_tells_nothing():
    assert survival([]) == []
    assert percentile([], HALF) is None
    assert percentile([Stay(400, False)], HALF) is None
    assert share_over([], 0) == 1


def test_a_stay_of_fewer_than_no_days_is_a_mistake():
    with pytest.raises(ValueError, match="shorter than 0 days"):
        Stay(-1, True)

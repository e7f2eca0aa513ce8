"""The invented nation before it is written: possible, the same everywhere, never where it could be taken for true."""

from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.access import DatabaseRole
from portal.models import Person, User
from portal.tenancy import acting_as
from specialists.demo.acts import moments
from specialists.demo.cast import CAST
from specialists.demo.courses import Courses, Way, placed, workday
from specialists.demo.nation import ENDINGS, invented
from specialists.models import Appointment
from specialists.stages import STEPS, Stage, StepKey
from tests import make

COURT_IDS = [f"x{n:02}d" for n in range(89)] + ["txnd", "nysd", "lawd", "gud", "nmid"]


def appointments() -> int:
    with acting_as(DatabaseRole.EOUSA):
        return Appointment.objects.count()


def test_seeding_goes_on_where_it_was_cut_off(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("specialists.management.commands.seed_demo.CONTACTS", ("office", "post"))
    with pytest.raises(Exception, match="The header lacks"):
        call_command("seed_demo", stdout=StringIO())
    assert User.objects.count() == len(CAST)
    assert appointments() == 0

    monkeypatch.undo()
    settings.DEBUG = True
    monkeypatch.setattr("specialists.management.commands.seed_demo.moments", lambda _entries, _on: [])
    call_command("seed_demo", stdout=StringIO())

    assert User.objects.count() == len(CAST)
    assert appointments() > 50


@pytest.mark.parametrize(
    "flags",
    [
        {"OFFICIAL_SITE": True, "DEBUG": True, "DEMO": True},
        {"OFFICIAL_SITE": False, "DEBUG": False, "DEMO": True},
        {"OFFICIAL_SITE": False, "DEBUG": True, "DEMO": False},
    ],
)
def test_no_invented_people_on_an_official_or_a_production_portal(
    db: None, settings: Any, flags: dict[str, bool]
) -> None:
    for flag, value in flags.items():
        setattr(settings, flag, value)

    with pytest.raises(CommandError, match="Invented people belong on a demonstration"):
        call_command("seed_demo")

    assert not Person.objects.exists()


@pytest.mark.parametrize("on", [make.DAY, date(2028, 2, 29), date(2031, 1, 1)])
def test_the_picture_is_the_same_on_any_day_and_computer(on: date) -> None:
    nation = invented(COURT_IDS, on)

    assert nation == invented(list(reversed(COURT_IDS)), on)
    assert [row[:5] for row in nation.services] == [row[:5] for row in invented(COURT_IDS, make.DAY).services]
    assert len(nation.people) == len(set(nation.people))


@pytest.mark.parametrize("on", [make.DAY + timedelta(days=n) for n in range(7)])
def test_invented_acts_are_in_the_order_of_time_and_none_in_the_future(on: date) -> None:
    found = moments(invented(COURT_IDS, on).entries, on)

    assert [moment.at for moment in found] == sorted(moment.at for moment in found)
    assert timezone.localdate(found[-1].at) < on
    assert all(on - timedelta(days=moment.entry.ago) <= timezone.localdate(moment.at) for moment in found)
    for office in COURT_IDS:
        days = [moment.entry.ago for moment in found if moment.entry.office == office]
        assert days == sorted(days, reverse=True)


WAYS = [Way(stage, 17) for stage in Stage if stage.is_open]
WAYS += [Way(Stage.NOMINATED, 17, is_back=True), *(way for _n, ending in ENDINGS if (way := ending.way))]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_an_open_vacancy_ends_in_its_stage_after_steps_that_follow_one_another(way: Way) -> None:
    for seed in range(40):
        legs = placed(Courses(Random(seed)).open(way), way.days, make.DAY)
        steps = [STEPS[leg.step] for _ago, leg in legs]

        assert (legs[0][1].step, legs[-1][0], steps[-1].to) == (StepKey.OPEN, way.days, way.stage)
        assert all(before.to in after.comes_from for before, after in pairwise(steps))
        assert all((make.DAY - timedelta(days=ago)).weekday() < 5 for ago, _leg in legs[:-1])


@pytest.mark.parametrize("seed", range(60))
def test_a_closed_vacancy_has_a_way_that_the_rules_allow(seed: int) -> None:
    courses = Courses(Random(seed))
    for legs in (courses.filled(), courses.withdrawn()):
        steps = [STEPS[leg.step] for leg in legs]

        assert not steps[-1].to.is_open
        assert all(before.to in after.comes_from for before, after in pairwise(steps))


def test_a_weekend_gives_way_to_the_friday_before() -> None:
    friday = date(2026, 11, 20)

    assert [workday(ago, date(2026, 11, 23)) for ago in (0, 1, 2, 3, 4)] == [0, 3, 3, 3, 4]
    assert date(2026, 11, 23) - timedelta(days=workday(1, date(2026, 11, 23))) == friday

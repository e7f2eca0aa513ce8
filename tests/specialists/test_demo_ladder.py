"""The play of `make demo-ladder`: who is told what on which day, in a database of its own and in no other."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command

from portal.access import DatabaseRole
from portal.models import Message, Suppression
from portal.tenancy import acting_as
from specialists.demo import ladder
from specialists.management.commands import demo_ladder
from tests import make, servers

NEBRASKA, WYOMING, MONTANA, DAKOTA = "D. Neb.", "D. Wyo.", "D. Mont.", "D.S.D."


@pytest.fixture
def played(
    transactional_db: None, urls: dict[str, str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], list[str]]]:
    """Plays so many days, of which the last is the Monday of the tests; gives what the terminal shows."""
    settings.DEBUG = True

    def play(days: int) -> list[str]:
        for module in (ladder, demo_ladder):
            monkeypatch.setattr(module, "DAYS", days)
        servers.log_in(urls["DATABASE_URL"])
        call_command("demo_ladder", "--prepare")
        servers.log_in(urls["DATABASE_WORKER_URL"])
        out = StringIO()
        call_command("demo_ladder", stdout=out, stderr=StringIO())
        return out.getvalue().splitlines()

    with time_machine.travel(make.NOW, tick=False):
        yield play
    servers.log_in(urls["DATABASE_URL"])


def of(lines: list[str], office: str) -> list[tuple[str, str]]:
    """Day and words of an office's lines."""
    return [(line[:10], line[12:]) for line in lines if line[12:].startswith(f"{office}: ")]


def test_the_play_climbs_day_by_day(played):
    lines = played(31)

    nebraska, wyoming, montana = (of(lines, office) for office in (NEBRASKA, WYOMING, MONTANA))
    assert [(day, words.split(", ")[1]) for day, words in nebraska] == [
        ("Mon Oct 26", "rung 1"),
        ("Mon Nov  9", "rung 2"),
    ]
    assert [day for day, _words in wyoming] == ["Mon Oct 26"] * 3
    assert ["NOBODY TO TELL" in words for _day, words in wyoming] == [True, True, False]
    assert [day for day, _words in montana[:3]] == ["Mon Oct 26"] * 3
    assert montana[1][1].endswith("CANNOT BE REACHED")
    assert montana[2][1].endswith("mara.mercer@demo.example")
    assert not [words for _day, words in of(lines, "D. Or.") if "No specialist" in words]
    assert any("EOUSA was first told of D. Wyo. on Oct 26" in line for line in lines)


def test_every_mail_of_the_play_says_that_it_is_a_demonstration(played):
    played(12)

    assert len(mail.outbox) > 5
    assert all("Demonstration, not a government site." in one.body for one in mail.outbox)
    with acting_as(DatabaseRole.JOBS):
        assert set(Suppression.objects.values_list("address", flat=True)) == {ladder.BOUNCES}
        assert not Message.objects.exclude(recipient="").exclude(recipient__endswith="@demo.example").exists()


def test_it_is_not_played_where_there_is_data(played, erin):
    with pytest.raises(CommandError, match="There is data here already"):
        played(3)


def test_it_is_not_played_with_another_cast(transactional_db, urls, settings, erin):
    settings.DEBUG = True
    make.asking("txnd", ladder_on=make.DAY)
    servers.log_in(urls["DATABASE_WORKER_URL"])
    try:
        with pytest.raises(CommandError, match="not here, or not alone"):
            call_command("demo_ladder")
    finally:
        servers.log_in(urls["DATABASE_URL"])


def test_it_is_not_played_in_production(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="demonstration"):
        call_command("demo_ladder", "--prepare")

"""The invented nation: complete, marked, written once, and never where it could be taken for true."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.access import DatabaseRole, Role
from portal.management.commands.demo_people import PASSWORD
from portal.models import Membership, Office, Organization, Person, User
from portal.tenancy import acting_as
from specialists.coverage import Answer
from specialists.demo import CAST, DOMAIN, email_of, invented
from specialists.models import Absence, Appointment, Asking, Desk, PointOfContact, StaffContact
from specialists.nation import coverage_on
from tests import make

MODELS = (Appointment, Absence, Asking, Desk, PointOfContact, StaffContact)


@pytest.fixture
def seeded(db: None, settings: Any) -> None:
    settings.DEBUG = True
    call_command("seed_demo", stdout=StringIO())


def counts() -> list[int]:
    with acting_as(DatabaseRole.EOUSA):
        rows = [model.objects.count() for model in MODELS]
    return [*rows, Person.objects.count(), Membership.objects.count(), User.objects.count()]


def test_the_invented_nation_adds_up_to_94(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        split = coverage_on(timezone.localdate(), timezone.now()).totals.split

    assert {answer: count for answer, count in split.items() if count} == {
        Answer.FULL_TIME: 37,
        Answer.COLLATERAL: 14,
        Answer.ACTING: 7,
        Answer.SHARED: 3,
        Answer.PARTIAL: 4,
        Answer.CANNOT_NOW: 7,
        Answer.SILENT: 14,
        Answer.NOT_ASKED: 8,
    }
    assert sum(split.values()) == 94


def test_every_role_can_sign_in_and_every_invented_person_is_marked(seeded: None) -> None:
    held = set(Membership.objects.in_force().values_list("role", flat=True))

    assert held == set(Role) - {Role.VISITOR}
    assert Membership.objects.filter(person__name="Luis Santos").count() == 2
    for name, _role, _offices in CAST:
        assert Client().login(request=None, email=email_of(name), password=PASSWORD), name
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Person.objects.exclude(email__endswith=f"@{DOMAIN}").exists()
    with acting_as(DatabaseRole.EOUSA):
        assert not Organization.objects.filter(is_demo=False).exists()


def test_four_offices_have_nobody_to_write_to(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        reached = set(StaffContact.objects.standing().values_list("office_id", flat=True))
        watched = Desk.objects.standing().filter(person__name="Erin Cole").count()

    assert Office.objects.exclude(pk__in=reached).count() == 4
    assert watched == 47


def test_seeding_again_changes_nothing(seeded: None) -> None:
    before = counts()

    out = StringIO()
    call_command("seed_demo", stdout=out)

    assert counts() == before
    assert "here already" in out.getvalue()


def test_seeding_goes_on_where_it_was_cut_off(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("specialists.management.commands.seed_demo.CONTACTS", ("office", "post"))
    with pytest.raises(Exception, match="The header lacks"):
        call_command("seed_demo", stdout=StringIO())
    assert User.objects.count() == len(CAST)
    assert counts()[0] == 0

    monkeypatch.undo()
    settings.DEBUG = True
    call_command("seed_demo", stdout=StringIO())

    assert User.objects.count() == len(CAST)
    assert counts()[0] > 94


@pytest.mark.parametrize("flags", [{"OFFICIAL_SITE": True, "DEBUG": True}, {"OFFICIAL_SITE": False, "DEBUG": False}])
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
    court_ids = [f"x{n:02}d" for n in range(89)] + ["txnd", "nysd", "lawd", "gud", "nmid"]

    nation = invented(court_ids, on)

    assert nation == invented(list(reversed(court_ids)), on)
    assert [row[:5] for row in nation.services] == [row[:5] for row in invented(court_ids, make.DAY).services]
    assert len(nation.people) == len(set(nation.people))

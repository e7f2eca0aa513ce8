"""One's dates at a secret address: what concerns the reader and nothing else, as long as the reader holds the role."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from portal.access import DatabaseRole, Role
from portal.models import AuditEvent, CalendarFeed, Membership, Person
from portal.tenancy import acting_as
from specialists.models import Clearance
from specialists.stages import Stage, StepKey
from tests import make
from tests.portal.test_ics import events, meant, unfolded
from tests.specialists import directives

Address = Callable[[Person], str]


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def address(client_of: Any, settings: Any) -> Address:
    """Makes the person's calendar address on the account page; gives its path."""

    def made(person: Person) -> str:
        page = client_of(person).post("/calendar/make/", follow=True).content.decode()
        found = re.search(f'<code id="calendar-address">{settings.SITE_URL}([^<]+)</code>', page)
        assert found
        return found[1]

    return made


def titles(path: str) -> dict[str, str]:
    """Day by title, as a calendar program reads it: without a session."""
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {meant(event["SUMMARY"]): event["DTSTART;VALUE=DATE"] for event in events(response.content)}


def temporary(court_id: str) -> Clearance:
    """Somebody on duty at the office, not to exceed a date, who is still to be designated."""
    vacancy = make.vacancy(court_id, stage=Stage.ENTERED)
    make.nomination(vacancy, state="APPROVED")
    made: Clearance = make.row(Clearance, court_id, vacancy=vacancy, not_to_exceed_on=make.DAY + timedelta(days=60))
    return made


def test_an_office_reads_its_due_dates_targets_lapse_and_next_reminders(address, erin, lena):
    make.asking("txnd", ladder_on=make.DAY)
    make.vacancy("txnd", stage=Stage.ANNOUNCED, moved_on=make.DAY - timedelta(days=10))
    make.answer("txnd", given_on=make.DAY - timedelta(days=30))
    directives.issue(erin, "txnd", title="Name, your budget", due_on=make.DAY + timedelta(days=20))

    found = titles(address(lena))

    assert found["Directive due: Name, your budget"] == "20261213"
    assert found["N.D. Tex., target: close the announcement and screen"] == "20261228"
    assert found["N.D. Tex.: the answer lapses"] == "20270122"
    assert [title for title in found if title.startswith("N.D. Tex., reminder: ")]
    assert "N.D. Tex., reminder: A directive to answer: Name, your budget" in found


def test_another_office_never_shows(address, erin, lena, otis):
    for court_id in ("txnd", "nysd"):
        make.asking(court_id, ladder_on=make.DAY)
        temporary(court_id)
    directives.issue(erin, "txnd", title="Only for Texas")

    otis_reads, lena_reads = titles(address(otis)), titles(address(lena))

    assert otis_reads
    assert not [title for title in otis_reads if "Tex" in title]
    assert not [title for title in lena_reads if "N.Y." in title]


def test_the_last_day_of_a_temporary_appointment_is_for_heads_only(address, lena, olga, alma, vic):
    temporary("txnd")
    title = "N.D. Tex.: last day of a temporary appointment"

    assert [titles(address(person)).get(title) for person in (lena, olga, alma, vic)] == ["20270122"] * 2 + [None] * 2


def test_no_candidate_is_named(address, lena, oren, erin):
    make.desk("txnd", erin)
    make.asking("txnd", ladder_on=make.DAY)
    vacancy = make.vacancy("txnd", stage=Stage.NOMINATED)
    make.move(vacancy, StepKey.NOMINATE, make.DAY, nomination=make.nomination(vacancy))

    for person in (lena, oren, erin):
        file = Client().get(address(person)).content.decode()
        assert "BEGIN:VEVENT" in file
        assert "Cleo" not in file
        assert "Marsh" not in file


def test_oarm_reads_by_when_to_decide(address, oren):
    vacancy = make.vacancy("txnd", stage=Stage.NOMINATED, moved_on=make.DAY - timedelta(days=2))
    make.move(vacancy, StepKey.NOMINATE, make.DAY - timedelta(days=2), nomination=make.nomination(vacancy))

    assert titles(address(oren)) == {"N.D. Tex.: nomination to decide": "20261221"}


def test_a_desk_officer_reads_of_the_offices_watched_and_of_directives_to_all(address, erin):
    for court_id in ("txnd", "nysd"):
        make.asking(court_id, ladder_on=make.DAY)
        make.vacancy(court_id)
    make.desk("txnd", erin)
    directives.issue(erin, "nysd", "gud", title="To two")

    found = titles(address(erin))

    assert "Directive due: To two" in found
    assert [title for title in found if title.startswith("N.D. Tex., reminder: ")]
    assert not [title for title in found if title.startswith("S.D.N.Y.")]


def test_the_same_thing_keeps_its_uid_when_its_day_moves(address, lena):
    vacancy = make.vacancy("txnd", stage=Stage.ANNOUNCED)
    path = address(lena)
    before = events(Client().get(path).content)
    with acting_as(DatabaseRole.EOUSA):
        vacancy.moved_on = make.DAY
        vacancy.save(update_fields=["moved_on"])

    after = events(Client().get(path).content)

    assert (
        [event["UID"] for event in after]
        == [event["UID"] for event in before]
        == [f"vacancy-{vacancy.pk}@ninety-four.example"]
    )
    assert before[0]["DTSTART;VALUE=DATE"] != after[0]["DTSTART;VALUE=DATE"]


def test_a_day_in_guam_is_that_of_guam(address):
    """At ten in Washington it is the next day in Guam: an answer that lapses there today has lapsed."""
    luis = make.member("Luis Santos", Role.LEADERSHIP, office="gud")
    make.asking("gud")
    make.answer("gud", given_on=make.DAY - timedelta(days=20), lapses_on=make.DAY + timedelta(days=1))
    path = address(luis)

    with time_machine.travel(make.NOW - timedelta(hours=3), tick=False):
        assert titles(path) == {"D. Guam: the answer lapses": "20261124"}
    assert titles(path) == {}


# --- the address -------------------------------------------------------------------------------------------------
def test_the_file_is_kept_by_nobody_and_read_without_a_session(address, lena):
    path = address(lena)

    response = Client().get(path)

    assert response["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert unfolded(response.content)[0] == "BEGIN:VCALENDAR"
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


def test_only_the_hash_of_the_key_is_kept_also_in_the_trail(address, lena):
    key = address(lena).removeprefix("/calendar/").removesuffix(".ics")

    with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=lena.pk):
        feed = CalendarFeed.objects.get()
    with acting_as(DatabaseRole.EOUSA_READER):
        trail = str(list(AuditEvent.objects.filter(table_name="portal_calendarfeed").values()))
    assert len(key) > 40
    assert key not in f"{vars(feed)}{trail}"
    assert feed.key_hash not in trail
    assert Client().get(f"/calendar/{feed.key_hash}.ics").status_code == 404


def shut(client: Client, _person: Person) -> None:
    client.post("/calendar/shut/")


def renew(client: Client, _person: Person) -> None:
    client.post("/calendar/make/")


def end_role(_client: Client, person: Person) -> None:
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.filter(person=person).update(ended_at=make.NOW)


def disable(_client: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("act", [shut, renew, end_role, disable], ids=lambda act: act.__name__)
def test_an_address_leads_nowhere_once_shut_or_renewed_or_its_owner_is_out(address, client_of, lena, act):
    path = address(lena)
    assert Client().get(path).status_code == 200

    act(client_of(lena), lena)

    assert Client().get(path).status_code == 404


def test_a_made_up_address_leads_nowhere(db):
    assert Client().get("/calendar/made-up.ics").status_code == 404


def test_there_is_one_live_address_for_each_role(address, lena):
    make_second = Membership.objects.create(person=lena, role=Role.LEADERSHIP, office=make.office("nysd"))
    first, second = address(lena), address(lena)

    with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=lena.pk):
        assert CalendarFeed.objects.count() == 2
        assert CalendarFeed.objects.live().count() == 1
        assert not CalendarFeed.objects.live().filter(membership=make_second).exists()
    assert first != second


def test_nobody_sees_or_shuts_the_address_of_another(address, client_of, lena, olga):
    path = address(lena)

    client_of(olga).post("/calendar/shut/")

    assert Client().get(path).status_code == 200
    with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=olga.pk):
        assert not CalendarFeed.objects.exists()


def test_a_row_that_names_another_persons_role_opens_nothing(lena, otis):
    """The wall lets a person write rows of their own: one that names somebody else's role is worth nothing."""
    theirs = Membership.objects.get(person=otis)
    with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=lena.pk):
        CalendarFeed.objects.create(
            membership=theirs,
            person=lena,
            made_at=make.NOW,
            key_hash="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        )

    assert Client().get("/calendar/foo.ics").status_code == 404


def test_the_account_page_offers_it_to_who_has_dates(client_of, lena, ada, opal):
    offered = {
        who.name: "/calendar/make/" in client_of(who).get("/account/").content.decode() for who in (lena, ada, opal)
    }

    assert offered == {"Lena Hart": True, "Ada Ward": False, "Opal Finch": False}
    assert client_of(ada).post("/calendar/make/").status_code == 403


def test_the_account_page_says_since_when_an_address_stands(address, client_of, lena):
    assert "/calendar/shut/" not in client_of(lena).get("/account/").content.decode()
    address(lena)

    page = client_of(lena).get("/account/").content.decode()

    assert "An address stands since Nov. 23, 2026" in page
    assert "/calendar/shut/" in page


def test_reloading_the_page_makes_no_other_address_and_shows_none(client_of, lena):
    client = client_of(lena)
    made = client.post("/calendar/make/")
    assert (made.status_code, made.url) == (302, "/calendar/made/")
    first = client.get(made.url).content.decode()
    again = client.get(made.url).content.decode()

    assert 'id="calendar-address"' in first
    assert "earlier address" not in first, "there was none"
    assert 'id="calendar-address"' not in again
    assert "was shown once and is not kept" in again
    with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=lena.pk):
        assert CalendarFeed.objects.count() == 1
    assert "The earlier address of this role is shut already." in client.post(
        "/calendar/make/", follow=True
    ).content.decode()  # fmt: skip

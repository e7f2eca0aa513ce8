"""The grid of relinquishment: only what changes is written, two lose nothing, EOUSA reads statuses and no word."""

from csv import DictReader
from datetime import timedelta
from functools import partial
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client

from partners.chain_reading import chains_of, codes_of, counted_on, read
from partners.erpo import Confidence, Effect, Law, standing_of
from partners.models import ReadinessLink
from partners.readiness import Cell
from partners.readiness_words import why_no_chain
from portal import ownership
from portal.access import Role
from portal.errors import Refused
from portal.models import HandOver, Membership, Person
from portal.models.owned import recording_at
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.races import DONE, at_once

pytestmark = pytest.mark.django_db
STORE, NOTIFY = Cell("922G8", "STORE"), Cell("922G8", "NOTIFY")
TARRANT = "48439"
EDIT, LIST = "/readiness/edit/", "/readiness/"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def fill(by: Person, county: str = "", *, seen: Any = (), ago: int = 0, **statuses: str) -> int:
    """Save links of the first chain as somebody of an office."""
    day = DAY - timedelta(days=ago)
    with log.at_office(by) as member, recording_at(NOW - timedelta(days=ago)):
        assert member.office
        return ReadinessLink.objects.fill(
            office=member.office, county=county, cells={Cell("922G8", link): to for link, to in statuses.items()},
            seen=seen, as_of=day, by=by, on=day,
        )  # fmt: skip


def standing(by: Person, county: str = "") -> dict[str, ReadinessLink]:
    with log.at_office(by) as member:
        assert member.office
        rows = ReadinessLink.objects.grid(member.office, county)
        return {f"{cell.basis}-{cell.link}": row for cell, row in rows.items()}


def keys(by: Person, county: str = "") -> list[int]:
    return [row.pk for row in standing(by, county).values()]


def typed(client: Client, county: str = "", **changes: str) -> tuple[str, dict[str, Any]]:
    """The grid as somebody has it before them, with changes."""
    path = f"{EDIT}?county={county}" if county else EDIT
    form = client.get(path).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    return path, {**said, "as_of": DAY.isoformat(), **changes}


def read_back(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(DictReader(StringIO(text.decode("utf-8-sig"))))


# --- the verbs -------------------------------------------------------------------------------------------------------
def test_only_what_differs_is_written_and_the_rest_keeps_its_day(alma):
    fill(alma, ago=30, STORE="NONE", NOTIFY="DRAFT")
    before = standing(alma)

    assert fill(alma, seen=keys(alma), STORE="ADOPTED", NOTIFY="DRAFT") == 1

    after = standing(alma)
    assert after["922G8-NOTIFY"].pk == before["922G8-NOTIFY"].pk
    assert (after["922G8-STORE"].status, after["922G8-STORE"].as_of) == ("ADOPTED", DAY)
    assert after["922G8-STORE"].replaces_id == before["922G8-STORE"].pk
    assert after["922G8-STORE"].owner == alma


def test_whoever_comes_second_to_a_link_is_told_and_nothing_is_saved(alma, vic):
    fill(alma, STORE="NONE", NOTIFY="NONE")
    seen = keys(alma)
    fill(vic, seen=seen, STORE="TRAINED")

    with pytest.raises(Refused, match=r"Somebody else .* storage .* is now “trained”, by Vic Moreno"):
        fill(alma, seen=seen, STORE="DRAFT", NOTIFY="DRAFT")
    with pytest.raises(Refused, match=r"You have saved this yourself .* in another window: storage .* “trained”\."):
        fill(vic, seen=seen, STORE="DRAFT")
    assert [standing(alma)[f"922G8-{link}"].status for link in ("STORE", "NOTIFY")] == ["TRAINED", "NONE"]

    assert fill(alma, seen=seen, STORE="NONE", NOTIFY="DRAFT") == 1, "another link is not in the way"


def test_two_at_the_same_moment_write_a_link_once(transactional_db, alma, vic):
    came = at_once(partial(fill, alma, STORE="NONE"), partial(fill, vic, STORE="DRAFT"))

    assert came.count(DONE) == 1
    assert [one for one in came if "Somebody else has" in one], came
    assert len(standing(alma)) == 1


@pytest.mark.parametrize("ahead", [1, -13000])
def test_nobody_has_looked_tomorrow_or_before_1994(alma, ahead):
    with pytest.raises(Refused), log.at_office(alma):
        ReadinessLink.objects.fill(
            office=make.office(), county="", cells={STORE: "NONE"}, seen=(), as_of=DAY + timedelta(days=ahead),
            by=alma, on=DAY,
        )  # fmt: skip


def test_still_so_gives_every_link_of_one_chain_a_new_day_also_where_a_county_stands_apart(alma):
    long_ago = DAY - timedelta(days=400)
    fill(alma, ago=400, STORE="NONE", NOTIFY="DRAFT")
    fill(alma, TARRANT, ago=400, STORE="CHECKED")

    def again(basis: str, county: str = "") -> int:
        with log.at_office(alma) as member:
            assert member.office
            look = ReadinessLink.objects.look_again
            return look(office=member.office, county=county, basis=basis, by=alma, on=DAY)

    assert again("922G8", TARRANT) == 1
    assert {row.as_of for row in standing(alma).values()} == {long_ago}, "a county says it of itself alone"
    assert (again("922G8"), again("922G8")) == (2, 0)
    with pytest.raises(Refused, match="Nothing is entered"):
        again("922G9")
    rows = [*standing(alma).values(), *standing(alma, TARRANT).values()]
    assert {(row.status, row.as_of) for row in rows} == {("NONE", DAY), ("DRAFT", DAY), ("CHECKED", DAY)}


def test_a_countys_own_row_stands_apart_until_it_is_taken_off(alma):
    fill(alma, STORE="ADOPTED")
    fill(alma, TARRANT, STORE="NONE")
    with log.at_office(alma) as member:
        assert member.office
        assert chains_of(member.office, read(member.office, DAY))[0].links["STORE"] == "NONE"
    fill(alma, TARRANT, seen=keys(alma, TARRANT), STORE="")

    assert standing(alma, TARRANT) == {}
    with log.at_office(alma) as member:
        assert member.office
        assert chains_of(member.office, read(member.office, DAY))[0].links["STORE"] == "ADOPTED"


def test_the_law_of_the_state_decides_whether_there_is_a_third_chain(alma, otis):
    for person, bases in ((alma, ["922G8", "922G9"]), (otis, ["922G8", "922G9", "ERPO"])):
        with log.at_office(person) as member:
            assert member.office
            assert [chain.basis for chain in chains_of(member.office, read(member.office, DAY))] == bases


def test_why_there_is_no_third_chain_is_said_as_the_law_stands(client_of, alma, otis):
    believed = (
        "Extreme risk protection orders: the law of Texas is believed to forbid them since 2025 (to verify). No chain, "
        "and no weak link."
    )
    pages = [client_of(alma).get(path).content.decode() for path in (LIST, EDIT)]
    assert [believed in page for page in pages] == [True, True]
    assert "No chain" not in client_of(otis).get(LIST).content.decode(), "New York has such a law"

    def told(state: str, *laws: Law) -> str:
        return why_no_chain(standing_of(state, laws, DAY))

    forbids = Law("x", "TX", Effect.FORBIDS, "", DAY, None, confidence=Confidence.DOCUMENT, verified_on=DAY)
    assert "the law of Texas forbids them, since November 23, 2026. No chain" in told("TX", forbids)
    assert "none in the law of Nebraska, as far as is on record. No chain, and no weak link." in told("NE")
    assert "(to verify)" not in told("TX", forbids) + told("NE")


def test_a_report_counts_what_stood_at_the_end_of_its_quarter_as_known_then(alma):
    fill(alma, ago=60, STORE="NONE")
    fill(alma, ago=1, seen=keys(alma), STORE="CHECKED")
    end = DAY - timedelta(days=30)
    with log.at_office(alma) as member:
        assert member.office
        told = [counted_on(member.office, end, known)["922G8"] for known in (NOW, NOW - timedelta(days=61))]
        now = counted_on(member.office, DAY, NOW)["922G8"]
    assert told == [{"NOT_ENTERED": 6, "NONE": 1}, {"NOT_ENTERED": 7}]
    assert now == {"NOT_ENTERED": 6, "CHECKED": 1}


def test_whoever_has_looked_at_the_whole_grid_gives_the_links_left_as_they_are_that_day_too(client_of, alma, vic):
    fill(alma, ago=400, STORE="NONE", NOTIFY="DRAFT", SERVE="NONE", SAFETY="DRAFT")
    fill(alma, seen=[standing(alma)["922G8-SAFETY"].pk], SAFETY="ADOPTED")
    client = client_of(alma)
    day = DAY - timedelta(days=3)
    path, said = typed(client, **{"922G8-STORE": "ADOPTED", "looked_at_all": "on", "as_of": day.isoformat()})
    refused = client.post(path, said | {"as_of": ""})
    assert (refused.status_code, "Name the day on which somebody looked." in refused.content.decode()) == (422, True)

    fill(vic, seen=[standing(alma)["922G8-SERVE"].pk], ago=5, SERVE="TRAINED")
    page = client.post(path, said, follow=True).content.decode()

    assert "1 link is saved. 1 link as it was counts as looked at." in page
    found = {name: (row.status, row.as_of) for name, row in standing(vic).items()}
    assert found == {
        "922G8-STORE": ("ADOPTED", day),
        "922G8-NOTIFY": ("DRAFT", day),
        "922G8-SERVE": ("TRAINED", DAY - timedelta(days=5)),  # what came meanwhile was not looked at
        "922G8-SAFETY": ("ADOPTED", DAY),  # looked at later already
    }
    assert standing(alma)["922G8-NOTIFY"].recorded_by == alma


# --- whose they are --------------------------------------------------------------------------------------------------
def test_links_pass_on_when_somebody_leaves_also_by_eousa(alma, vic, erin):
    fill(alma, STORE="NONE", NOTIFY="DRAFT")
    member = Membership.objects.get(person=alma)
    assert ownership.in_words(ownership.left_behind(member, ())) == "2 links of the readiness chains"
    with log.at_office(erin):
        given = HandOver.objects.give(membership=member, to=vic, by=erin, acting=Role.EOUSA, at=NOW)

    assert {row.owner for row in standing(vic).values()} == {vic}
    fill(vic, seen=keys(vic), STORE="TRAINED")
    with log.at_office(vic):
        waits = [line.text for line in given.open_matters(NOW)]
    assert waits == ["Notify of the prohibition, 922(g)(8): draft", "Storage, 922(g)(8): trained"]


# --- the pages -------------------------------------------------------------------------------------------------------
def test_the_grid_is_filled_in_one_form(client_of, alma):
    client = client_of(alma)
    path, said = typed(client, **{"922G8-STORE": "TRAINED", "922G9-RETURN": "NONE"})
    page = client.post(path, said, follow=True).content.decode()

    assert "2 links are saved." in page
    assert {name: row.status for name, row in standing(alma).items()} == {
        "922G8-STORE": "TRAINED",
        "922G9-RETURN": "NONE",
    }
    assert "nothing entered" not in page
    assert "Chains have a link that is missing or only a draft: 922(g)(8) and 922(g)(9)." in page
    assert "922G9-SERVE" not in said, "no order is served after a conviction"
    assert not [name for name in said if name.startswith("ERPO")], "no such law in Texas"


def test_the_second_of_two_keeps_what_they_chose_sees_what_came_and_saves_again(client_of, alma, vic):
    fill(alma, STORE="NONE", NOTIFY="NONE", SERVE="NONE")
    mine, theirs = client_of(alma), client_of(vic)
    path, first = typed(mine, **{"922G8-STORE": "DRAFT"})
    _path, second = typed(theirs, **{"922G8-STORE": "TRAINED", "922G8-NOTIFY": "CHECKED", "922G8-SAFETY": "DRAFT"})
    theirs.post(path, second)

    refused = mine.post(path, first)
    form = refused.context["form"]
    assert (refused.status_code, "by Vic Moreno" in refused.content.decode()) == (422, True)
    shown = [form[f"922G8-{link}"].value() for link in ("STORE", "NOTIFY", "SAFETY", "SERVE")]
    assert shown == ["DRAFT", "CHECKED", "DRAFT", "NONE"], "the own choice, what came meanwhile, and what stood"

    again = {name: form[name].value() or "" for name in form.fields}
    mine.post(path, again)
    assert {name: row.status for name, row in standing(alma).items()} == {
        "922G8-STORE": "DRAFT", "922G8-NOTIFY": "CHECKED", "922G8-SAFETY": "DRAFT", "922G8-SERVE": "NONE",
    }  # fmt: skip


def test_a_county_of_another_office_stands_apart_nowhere(client_of, alma):
    client = client_of(alma)
    assert TARRANT in codes_of("txnd")
    assert client.get(f"{EDIT}?county=36061").status_code == 404
    path, said = typed(client, TARRANT, **{"922G8-STORE": "CHECKED"})
    client.post(path, said)
    assert "Tarrant County, TX stands apart" in client.get(LIST).content.decode()


def test_one_link_is_told_in_full_and_its_second_editor_is_told(client_of, alma, vic):
    fill(alma, STORE="NONE")
    client = client_of(alma)
    path = "/readiness/922G8/STORE/"
    said = {
        "status": "ADOPTED", "as_of": DAY.isoformat(), "owner": vic.pk, "holder": "Property room of the sheriff",
        "capacity": "240", "takes_ammunition": "PARTLY", "seen": str(keys(alma)[0]),
        "document": "https://example.test/protocol",
    }  # fmt: skip
    assert client.post(path, said).status_code == 302
    row = standing(alma)["922G8-STORE"]
    assert (row.holder, row.capacity, row.takes_ammunition, row.owner) == (said["holder"], 240, "PARTLY", vic)

    again = client.post(path, said | {"holder": "Another room"})
    assert again.status_code == 422
    assert again.context["form"]["holder"].value() == "Another room"
    again = client.post(path, said | {"holder": "Another room", "seen": again.context["form"]["seen"].value()})
    assert (again.status_code, standing(alma)["922G8-STORE"].holder) == (302, "Another room")
    assert client.get("/readiness/922G9/SERVE/").status_code == 404


def test_the_page_of_a_link_says_what_was_said_before_and_refuses_one_that_no_law_gives(client_of, alma):
    fill(alma, ago=30, STORE="NONE")
    fill(alma, seen=keys(alma), STORE="DRAFT")
    client = client_of(alma)
    before = client.get("/readiness/922G8/STORE/").context["before"]
    assert before == [
        "none, as of Oct. 24, 2026 (put on record on Oct. 24, 2026 by Alma Reyes; it stood until Nov. 23, 2026)"
    ]
    assert f"N{before[0][1:]}" in client.get(LIST).content.decode(), "also for whoever may only read"
    for answer in (client.get("/readiness/ERPO/STORE/"), client.post("/readiness/ERPO/STORE/", {"status": "NONE"})):
        assert answer.status_code == 400
        assert "No law of your office’s state gives extreme risk protection orders" in answer.content.decode()
    assert list(standing(alma)) == ["922G8-STORE"]


def test_still_so_is_one_button_for_a_chain(client_of, alma):
    fill(alma, ago=400, STORE="NONE")
    client = client_of(alma)
    assert "not all looked at since Oct. 19, 2025" in client.get(LIST).content.decode()
    page = client.post("/readiness/922G8/still/", follow=True).content.decode()
    assert "not all looked at since" not in page
    assert client.post("/readiness/XYZ/still/").status_code == 404


def test_eousa_sees_statuses_of_the_94_and_no_word(client_of, alma, erin):
    fill(alma, STORE="NONE")
    with log.at_office(alma):
        row = standing(alma)["922G8-STORE"]
        ReadinessLink.objects.describe(
            office=make.office(), county="", cell=STORE, seen=row.pk, by=alma, on=DAY, status="NONE", as_of=DAY,
            holder="Zanzibar room", document="", ordered_by="Zanzibar court", owner=alma,
        )  # fmt: skip
    client = client_of(erin)
    page = client.get(LIST).content.decode()
    assert "1 of 94 offices has entered its chains." in page
    assert "not entered: identify who has firearms" in page
    assert "no law here" in page
    assert "that is no weak link. The law of Oklahoma is believed to forbid them since 2020 (to verify);" in page
    assert "some counts list Virgin Islands as allowing them, but no law has been found (to verify)." in page

    only = client.get(f"{LIST}?basis=ERPO&status=NO_LAW&format=csv")
    lines = read_back(only)
    assert [row["erpo_status"] for row in lines] == ["NO_LAW"] * len(lines)
    assert "txnd" in {row["court_id"] for row in lines}
    assert "nysd" not in {row["court_id"] for row in lines}
    detail = client.get("/readiness/offices/txnd/").content.decode()
    api = client.get("/api/v1/readiness/txnd/").json()
    assert "Zanzibar" not in page + detail + str(api)
    assert (api["rows"][0]["status"], api["rows"][0]["holder"], api["rows"][0]["owner"]) == ("NONE", None, None)


def test_an_office_reads_its_own_words_by_program_and_nobody_elses(client_of, alma, otis):
    fill(alma, STORE="NONE")
    own = client_of(alma).get("/api/v1/readiness/txnd/").json()
    assert own["rows"][0]["owner"] == "Alma Reyes"
    assert own["has_erpo"] is False
    assert [chain["status"] for chain in own["chains"]] == ["", ""]

    other = client_of(otis)
    assert other.get("/api/v1/readiness/txnd/").status_code == 404
    assert other.get("/readiness/offices/txnd/").status_code == 404
    assert [one["court_id"] for one in other.get("/api/v1/readiness/").json()["results"]] == ["nysd"]


def test_the_nation_is_few_questions_however_many_offices(client_of, erin, django_assert_max_num_queries):
    for court in ("txnd", "nysd", "lawd"):
        fill(make.member(f"S {court}", Role.SPECIALIST, office=court), STORE="NONE", NOTIFY="DRAFT")
    client = client_of(erin)
    with django_assert_max_num_queries(13):
        assert client.get(LIST).status_code == 200

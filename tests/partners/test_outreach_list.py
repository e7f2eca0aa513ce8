"""The log as a list: whose entries, which, in which order, at what cost; and the download of exactly that."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.duties import Duty
from partners.taxonomy import Did, Population, Profession, Topic
from portal import downloads
from portal.access import DatabaseRole
from portal.models import AccessEvent
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY
from tests.partners import log
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
LIST = "/outreach/"


@pytest.fixture
def police(db):
    return make.organization("Dallas Police (invented)")


@pytest.fixture
def logged(alma, vic, shelter, police):
    """Three entries of N.D. Tex., by what is said of them."""
    return {
        "training": log.entry(
            alma, organizations=[police], line="Firearms at the door", did=Did.TRAINING, duty=Duty.ERPO,
            held_on=DAY - timedelta(days=9), minutes=90, trained={Profession.LAW_ENFORCEMENT.value: 12},
            topics=[Topic.ERPO.value],
        ),
        "talk": log.entry(
            alma, organizations=[shelter], line="A talk at the college", did=Did.EDUCATION, duty=Duty.OUTREACH,
            held_on=DAY - timedelta(days=5), educated=30, populations=[Population.YOUTH.value],
            narrative="The dean wants a second evening.",
        ),
        "joint": log.entry(
            vic, organizations=[shelter, police], line="With the other office", held_on=DAY - timedelta(days=1),
            joint_with=make.office("txsd"), is_host=False,
        ),
    }  # fmt: skip


def lines(answer):
    body = answer.getvalue() if answer.streaming else answer.content
    return list(csv.DictReader(body.decode().splitlines()))


def named(client, query=""):
    """The entries that the list shows, by their line."""
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.context["problems"]
    return [row["cells"][4]["text"] for row in answer.context["listing"].rows]


def test_the_newest_entry_comes_first_and_says_who_was_there(client_of, alma, logged):
    answer = client_of(alma).get(LIST)
    first, second, third = ([cell["text"] for cell in row["cells"]] for row in answer.context["listing"].rows)

    assert first[1:6] == [
        "meeting", "Dallas Police (invented); Safe Harbor (invented)",
        "5 firearms: 18 USC 922(g)(8) and (9)", "With the other office", "counted by S.D. Tex.",
    ]  # fmt: skip
    assert (second[5], third[5], third[6]) == ("30 educated", "12 trained", "90")
    assert first[7] == "Vic Moreno"
    assert answer.context["sentence"] == "3 entries stand in your office’s log."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("did=TRAINING", ["training"]),
        ("duty=3", ["talk"]),
        ("population=YOUTH", ["talk"]),
        ("topic=ERPO", ["training"]),
        ("joint=yes", ["joint"]),
        ("joint=no", ["talk", "training"]),
        ("mine=on", ["talk", "training"]),
        ("words=firearm", ["training"]),
        ("words=dean", ["talk"]),
        ("words=unheard", []),
        ("from={week}", ["joint", "talk"]),
        ("to={week}", ["training"]),
        ("did=MEETING&joint=no", []),
    ],
)
def test_each_filter_leaves_what_it_asks_for(client_of, alma, logged, query, found):
    week = (DAY - timedelta(days=7)).isoformat()

    assert named(client_of(alma), query.format(week=week)) == [logged[name].line for name in found]


def test_an_organization_is_found_also_under_the_name_of_its_double(client_of, alma, shelter, police, logged):
    double = make.organization("Safe Harbour (invented)")
    log.entry(alma, organizations=[double], line="As the double", held_on=DAY)
    with acting_as(DatabaseRole.EOUSA):
        type(double).objects.filter(pk=double.pk).update(merged_into=shelter)

    shown = client_of(alma).get(f"{LIST}?organization={shelter.pk}")

    assert [row["cells"][4]["text"] for row in shown.context["listing"].rows] == [
        "As the double", "With the other office", "A talk at the college",
    ]  # fmt: skip
    assert "Safe Harbour" not in shown.content.decode()


def test_another_office_reads_none_of_it(client_of, otis, logged):
    assert named(client_of(otis)) == []
    assert named(client_of(otis), "words=firearms") == []


def test_what_was_edited_stands_once_and_what_was_deleted_not_at_all(client_of, alma, shelter, logged):
    with at_office(alma):
        logged["talk"].amend(organizations=[shelter], by=alma, on=DAY, line="A talk at the high school")
        logged["training"].remove(by=alma, on=DAY)

    assert named(client_of(alma)) == ["With the other office", "A talk at the high school"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("did=NONSENSE", "Select a valid choice"),
        ("from=2026-13-45", "Enter a valid date"),
        ("from=2026-11-20&to=2026-11-01", "The last day is before the first"),
        ("organization=999999", "Select a valid choice"),
        ("words=%00", "cannot be kept"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_downloaded(client_of, alma, logged, query, said):
    for download in ("", "&format=csv"):
        answer = client_of(alma).get(f"{LIST}?{query}{download}")

        assert answer.status_code == 400
        assert said in answer.content.decode()


def test_the_download_is_what_is_listed_with_what_has_no_column(client_of, alma, logged):
    rows = lines(client_of(alma).get(f"{LIST}?joint=no&format=csv"))

    assert [row["line"] for row in rows] == ["A talk at the college", "Firearms at the door"]
    assert rows[1]["trained"] == "LAW_ENFORCEMENT:12"
    assert rows[1]["key"] == str(logged["training"].key)
    assert "dean" not in str(rows)


def test_a_long_log_is_downloaded_whole_with_its_organizations(client_of, alma, shelter, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    for number in range(7):
        log.entry(alma, organizations=[shelter], line=f"=entry {number}", held_on=DAY - timedelta(days=number))
    rows = lines(client_of(alma).get(f"{LIST}?format=csv"))

    assert [row["line"] for row in rows] == [f"'=entry {number}" for number in range(7)]
    assert {row["organizations"] for row in rows} == {"Safe Harbor (invented)"}
    with acting_as(DatabaseRole.EOUSA):
        told = AccessEvent.objects.filter(kind="EXPORT").order_by("at").values_list("detail", flat=True)
        assert told.last()["rows"] == 7


def test_pages_lead_there_and_back(client_of, alma, shelter, monkeypatch):
    for number in range(60):
        log.entry(alma, organizations=[shelter], line=f"{number:02}", held_on=DAY - timedelta(days=number // 7))
    client = client_of(alma)
    first = client.get(LIST).context["listing"]
    second = client.get(f"{LIST}{first.next_url}").context["listing"]

    assert len(first.shown) + len(second.shown) == 60
    assert len({entry.pk for entry in [*first.shown, *second.shown]}) == 60
    back = client.get(f"{LIST}{second.previous_url}").context["listing"]
    assert [entry.pk for entry in back.shown] == [entry.pk for entry in first.shown]


def test_the_list_asks_six_times_whatever_it_shows(client_of, alma, shelter, police, logged):
    """Session, person, bind, the entries, the filter's organizations, the number; besides the test's savepoints."""
    client = client_of(alma)
    client.get(LIST)
    for query in ("did=MEETING", "words=talk", f"organization={shelter.pk}", ""):
        assert asked_by(client, query) == (5 if query else 6), "what matches is not counted"
    for number in range(40):
        log.entry(alma, organizations=[shelter, police], line=f"{number}", minutes=number)
    assert asked_by(client, "") == 6


def asked_by(client, query):
    """How often the database is asked, besides the savepoints of a test."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{LIST}?{query}").status_code == 200
    return len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]])


def test_a_partner_and_eousa_do_not_see_the_list(client_of, pia, erin):
    assert client_of(pia).get(LIST).status_code == 403
    assert client_of(erin).get(LIST).status_code == 403


def test_who_only_reads_is_offered_no_logging(client_of, olga, alma, logged):
    assert "Log outreach" in client_of(alma).get(LIST).content.decode()
    shown = client_of(olga).get(LIST).content.decode()
    assert "Firearms at the door" in shown
    assert "/outreach/new/" not in shown

"""Notices of funding: read from an extract, kept as they change, shown as they stand at the instant of reading."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from grants import notice_words as words
from grants.demo.extract import extract, record
from grants.demo.opportunities import invent_opportunities
from grants.feed.choosing import choice
from grants.models import FeedRun, Opportunity, OpportunityVersion, Standing, programs
from grants.models.extract import default_choice, read_extract, read_if_due
from grants.models.opportunity import last_read
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.health import Facts, of_jobs
from portal.models import Heartbeat
from portal.tenancy import acting_as
from tests import make, servers
from tests.grants.extract import write
from tests.make import DAY, NOW
from tests.partners.directory import entered, manager_of
from tests.reading import text

ICJR = choice(["16.590"], [])
BASE = {
    "OpportunityID": "362701", "OpportunityTitle": "Improving the response (invented)", "OpportunityNumber": "O-1",
    "AgencyCode": "USDOJ-OJP-OVW", "AgencyName": "Office on Violence Against Women", "CFDANumbers": ["16.590"],
    "PostDate": "11012026", "CloseDate": "12032026", "LastUpdatedDate": "11022026", "Version": "Synopsis 1",
}  # fmt: skip


def posted(**changes: str | list[str] | None) -> str:
    return record({name: said for name, said in (BASE | changes).items() if said is not None})


def forecast(**changes: str | list[str] | None) -> str:
    fields = BASE | {"CloseDate": None, "Version": "Forecast 1", "EstimatedSynopsisCloseDate": "02152027"} | changes
    return record({name: said for name, said in fields.items() if said is not None}, is_forecast=True)


Reads = Callable[..., FeedRun]


@pytest.fixture
def read(db: None, tmp_path: Path) -> Reads:
    """Reads an extract of these records."""

    def reading(*records: str, at: datetime = NOW, name: str = "extract.xml", **how: Any) -> FeedRun:
        path = tmp_path / name
        path.write_text("".join(extract(records)), encoding="utf-8")
        return read_extract(str(path), at=at, **{"chosen": ICJR, **how})

    return reading


def test_the_same_extract_read_again_writes_nothing(db, tmp_path) -> None:
    path = tmp_path / "GrantsDBExtract20261123v2.zip"
    made = write(path, count=400)
    first = read_extract(str(path), at=NOW)
    again = read_extract(str(path), at=NOW + timedelta(hours=1))

    assert first.state == again.state == FeedRun.State.GOOD, first.reason + again.reason
    assert first.records == made.records == 400
    assert (first.kept, first.added) == (made.ours, made.ours)
    assert (again.kept, again.added, again.changed, again.withdrawn) == (made.ours, 0, 0, 0)
    with acting_as(DatabaseRole.PUBLIC):
        assert not OpportunityVersion.objects.exists()


def test_a_changed_notice_keeps_what_it_said_before(read) -> None:
    read(posted())
    run = read(posted(CloseDate="12102026", AwardFloor="0", LastUpdatedDate="11202026", Version="Synopsis 2"))

    assert (run.added, run.changed) == (0, 1)
    with acting_as(DatabaseRole.PUBLIC):
        (version,) = OpportunityVersion.objects.all()
        notice = Opportunity.objects.get()
    assert notice.closes_on == date(2026, 12, 10)
    assert notice.floor == 0
    changed = {row["field"]: (row["old"], row["new"]) for row in version.changes}
    assert changed["closes_on"] == ("2026-12-03", "2026-12-10")
    assert changed["floor"] == (None, 0)
    assert set(changed) == {"closes_on", "floor", "updated_on", "version"}


def test_what_is_older_never_takes_the_place_of_what_is_newer(read) -> None:
    read(posted(Version="Synopsis 2"), posted(CloseDate="01312027", Version="Synopsis 1"), forecast())
    again = read(posted(CloseDate="01312027", Version="Synopsis 1"), posted(Version="Synopsis 2"), forecast())

    stale = read(posted(CloseDate="01312027", Version="Synopsis 1"))

    assert (again.kept, again.changed, stale.changed) == (1, 0, 0)
    with acting_as(DatabaseRole.PUBLIC):
        notice = Opportunity.objects.get()
    assert (notice.closes_on, notice.is_forecast) == (date(2026, 12, 3), False)


def test_a_forecast_that_is_posted_is_the_same_notice_or_leads_to_it(read, visitor) -> None:
    read(forecast(), forecast(OpportunityID="7", OpportunityNumber="O-7"))
    run = read(
        posted(), forecast(OpportunityID="7", OpportunityNumber="O-7"),
        posted(OpportunityID="8", OpportunityNumber="O-7"),
    )  # fmt: skip

    assert (run.added, run.changed) == (1, 1)
    with acting_as(DatabaseRole.PUBLIC):
        assert Opportunity.objects.get(pk=7).posted_as_id == 8
        assert {o.pk for o in Opportunity.objects.forecast()} == set()
        assert {o.pk for o in Opportunity.objects.open_at(NOW)} == {362701, 8}
    assert "The forecast was posted" in visitor.get("/opportunities/362701/").content.decode()
    page = visitor.get("/opportunities/7/").content.decode()
    assert "This forecast has been posted as a notice." in page
    assert '"/opportunities/8/"' in page


def test_a_number_is_the_same_in_capitals_or_not_and_every_forecast_of_it_leads_to_the_notice(read) -> None:
    numbers = {7: "O-OVW-7a", 8: "o-ovw-7A"}
    read(*(forecast(OpportunityID=str(pk), OpportunityNumber=number) for pk, number in numbers.items()))
    run = read(
        *(forecast(OpportunityID=str(pk), OpportunityNumber=number) for pk, number in numbers.items()),
        posted(OpportunityID="9", OpportunityNumber="O-OVW-7A"),
    )

    assert (run.state, run.added) == (FeedRun.State.GOOD, 1)
    with acting_as(DatabaseRole.PUBLIC):
        assert dict(Opportunity.objects.filter(is_forecast=True).values_list("pk", "posted_as")) == {7: 9, 8: 9}


def test_what_vanishes_is_marked_and_what_comes_back_is_open_again(read) -> None:
    other = posted(OpportunityID="9", OpportunityNumber="O-9")
    read(posted(), other)
    gone, again = read(other), read(posted(), other)

    assert (gone.withdrawn, gone.changed) == (1, 0)
    assert (again.withdrawn, again.changed) == (0, 1)
    with acting_as(DatabaseRole.PUBLIC):
        told = [version.changes[0] for version in OpportunityVersion.objects.order_by("pk")]
        assert Opportunity.objects.open_at(NOW).count() == 2
    day = str(DAY)
    assert [(one["field"], one["old"], one["new"]) for one in told] == [
        ("withdrawn_on", None, day),
        ("withdrawn_on", day, None),
    ]


def test_what_was_over_before_it_vanished_is_not_called_gone_and_does_not_stop_the_reading(read) -> None:
    over = [posted(OpportunityID=str(n), OpportunityNumber=f"O-{n}", CloseDate="11202026") for n in range(1, 41)]
    ahead = [forecast(OpportunityID="98", OpportunityNumber="O-99"), posted()]
    read(*over, *ahead)
    run = read(posted(), posted(OpportunityID="99", OpportunityNumber="O-99"))

    assert (run.state, run.withdrawn) == (FeedRun.State.GOOD, 0), run.reason
    with acting_as(DatabaseRole.PUBLIC):
        assert Opportunity.objects.standing_at(NOW, Standing.CLOSED).count() == 41
        assert [one.posted_as_id for one in Opportunity.objects.filter(is_forecast=True)] == [99]


BREAKS = {
    "cut": lambda text: text[: len(text) * 2 // 3],
    "no end": lambda text: text.replace("</Grants>", ""),
    "no notice": lambda _text: "".join(extract([])),
    "a document type": lambda text: text.replace("<Grants ", "<!DOCTYPE x []><Grants "),
    "another file": lambda _text: "<html/>",
}


@pytest.mark.parametrize("spoil", BREAKS.values(), ids=BREAKS.keys())
def test_a_bad_file_takes_nothing_away(read, tmp_path, spoil) -> None:
    many = [posted(OpportunityID=str(n), OpportunityNumber=f"O-{n}") for n in range(1, 41)]
    read(*many)
    path = tmp_path / "bad.xml"
    path.write_text(spoil("".join(extract(many[:30]))))
    run = read_extract(str(path), at=NOW, chosen=ICJR)

    assert run.state == FeedRun.State.FAILED
    assert run.reason
    with acting_as(DatabaseRole.PUBLIC):
        assert Opportunity.objects.open_at(NOW).count() == 40
        assert not OpportunityVersion.objects.exists()
    assert read(*many).added == 0  # and the next run is not held up


def test_a_file_without_most_of_what_is_known_is_not_believed(read) -> None:
    many = [posted(OpportunityID=str(n), OpportunityNumber=f"O-{n}") for n in range(1, 51)]
    read(*many)
    few = read(*many[:20])
    believed = read(*many[:20], accept_gone=True)

    assert few.state == FeedRun.State.FAILED
    assert few.reason.startswith("30 of 50 known notices")
    assert believed.withdrawn == 30


def test_most_of_few_notices_do_not_vanish_either(read) -> None:
    some = [posted(OpportunityID=str(n), OpportunityNumber=f"O-{n}") for n in range(1, 6)]
    read(*some)

    assert read(*some[:2]).reason.startswith("3 of 5 known notices are not in the file")
    assert read(*some[:3]).withdrawn == 2


def test_an_older_extract_is_not_read_over_a_newer_one(read) -> None:
    read(posted(), name="GrantsDBExtract20261123v2.xml")
    run = read(posted(), name="GrantsDBExtract20261120v2.xml")

    assert run.state == FeedRun.State.FAILED
    assert "2026-11-20" in run.reason


def test_an_extract_of_a_day_to_come_is_refused_and_shuts_out_none_that_comes_before_it(read) -> None:
    future = read(posted(), name="GrantsDBExtract20991231v2.xml")
    assert (future.state, "2099-12-31" in future.reason) == (FeedRun.State.FAILED, True)
    with acting_as(DatabaseRole.EOUSA):
        assert not Opportunity.objects.exists()
        FeedRun.objects.create(source="x", made_on=date(2099, 12, 31), state=FeedRun.State.GOOD, ended_at=NOW)
    for name in ("GrantsDBExtract20261123v2.xml", "GrantsDBExtract20261124v2.xml"):
        assert read(posted(), name=name).state == FeedRun.State.GOOD


def test_a_change_dated_in_the_future_shuts_out_neither_itself_nor_what_is_said_later(read) -> None:
    def closes_on() -> date | None:
        with acting_as(DatabaseRole.PUBLIC):
            return Opportunity.objects.get().closes_on

    read(posted())
    slip = posted(LastUpdatedDate="12312099", CloseDate="12102026", Version="Synopsis 2")
    assert (read(slip).changed, closes_on()) == (1, date(2026, 12, 10))
    assert (read(slip).changed, read(posted()).changed, closes_on()) == (0, 0, date(2026, 12, 10))
    right = posted(LastUpdatedDate="11202026", CloseDate="12112026", Version="Synopsis 2")
    assert (read(right).changed, closes_on()) == (1, date(2026, 12, 11))
    with acting_as(DatabaseRole.EOUSA):
        Opportunity.objects.update(updated_on=date(2099, 12, 31))  # believed by an earlier release
    right = posted(LastUpdatedDate="11212026", CloseDate="12122026", Version="Synopsis 2")
    assert (read(right).changed, closes_on()) == (1, date(2026, 12, 12))


def test_a_record_that_cannot_be_read_is_counted_and_leaves_what_was_known(read) -> None:
    read(posted())
    run = read(posted(CloseDate="99999999"), posted(OpportunityID="x"))

    assert (run.state, run.records, run.refused, run.withdrawn) == (FeedRun.State.GOOD, 2, 2, 0)
    assert [told.partition(": ")[2] for told in run.unread] == [
        "CloseDate of a record is no day: 99999999", "A record has no OpportunityID that is a number, or several.",
    ]  # fmt: skip
    assert (read(posted(), posted()).repeated, len(read(*[posted(OpportunityID="x")] * 11).unread)) == (1, 10)
    with acting_as(DatabaseRole.PUBLIC):
        assert Opportunity.objects.get().closes_on == date(2026, 12, 3)


def test_two_imports_do_not_run_at_once_and_a_dead_one_does_not_stand_in_the_way(read) -> None:
    with acting_as(DatabaseRole.EOUSA):
        FeedRun.objects.create(source="another", started_at=NOW)
    with pytest.raises(Refused, match="running now"):
        read(posted())
    assert read(posted(), at=NOW + timedelta(hours=2)).state == FeedRun.State.GOOD


def test_a_run_that_is_stopped_says_so(read, monkeypatch) -> None:
    monkeypatch.setattr("grants.models.extract.Reading.write", stopped)
    with pytest.raises(KeyboardInterrupt):
        read(posted())
    with acting_as(DatabaseRole.EOUSA):
        run = FeedRun.objects.get()
    assert (run.state, run.reason) == (FeedRun.State.FAILED, "It was stopped before it came to the end.")


def stopped(_reading: object) -> None:
    raise KeyboardInterrupt


# --- open is judged by the instant -----------------------------------------------------------------------------------
EASTERN = ZoneInfo("America/New_York")
INSTANTS = [
    (datetime(2026, 12, 3, 23, 58, 59, tzinfo=EASTERN), True),
    (datetime(2026, 12, 3, 23, 59, tzinfo=EASTERN), False),
    (datetime(2026, 12, 4, 4, 58, tzinfo=UTC), True),
    (datetime(2026, 12, 4, 14, 58, tzinfo=ZoneInfo("Pacific/Guam")), True),
    (datetime(2026, 12, 3, 19, 0, tzinfo=ZoneInfo("Pacific/Honolulu")), False),
    (datetime(2026, 10, 31, 23, 59, tzinfo=EASTERN), False),
    (datetime(2026, 11, 1, 0, 0, tzinfo=EASTERN), True),
]
CASES: list[dict[str, Any]] = [
    {}, {"closes_on": None}, {"closes_on": None, "archive_on": date(2026, 12, 3)}, {"opens_on": None},
    {"is_forecast": True}, {"is_forecast": True, "archive_on": date(2026, 11, 1)}, {"withdrawn_on": date(2026, 11, 20)},
    {"is_forecast": True, "posted_as_id": 1}, {"closes_on": date(2026, 10, 1)}, {"opens_on": date(2026, 12, 1)},
    {"archive_on": date(2026, 12, 4)},
]  # fmt: skip


@pytest.mark.parametrize(("at", "is_open"), INSTANTS)
def test_a_notice_is_open_until_a_minute_to_midnight_in_washington_wherever_one_is(at, is_open) -> None:
    notice = Opportunity(opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 3))
    assert notice.is_open_at(at) is is_open


def test_lists_and_pages_agree_how_every_notice_stands_at_every_instant(db) -> None:
    plain = {"title": "x", "number": "x", "opens_on": date(2026, 11, 1), "closes_on": date(2026, 12, 3)}
    with acting_as(DatabaseRole.EOUSA):
        for pk, case in enumerate(CASES, start=1):
            Opportunity.objects.create(pk=pk, **plain | case)
        for at, _is_open in INSTANTS:
            listed = {
                notice.pk: standing for standing in Standing for notice in Opportunity.objects.standing_at(at, standing)
            }
            assert listed == {notice.pk: notice.standing_at(at) for notice in Opportunity.objects.all()}, at
            assert sum(Opportunity.objects.standing_at(at, one).count() for one in Standing) == len(CASES)


# --- the feed of the day ---------------------------------------------------------------------------------------------
def test_the_feed_is_read_once_a_day_and_again_after_a_failure(db, tmp_path, settings) -> None:
    assert read_if_due(at=NOW) is None  # no address is set
    path = tmp_path / "feed.xml"
    settings.OPPORTUNITY_FEED_URL = path.as_uri()
    settings.OPPORTUNITY_LISTINGS = ["16.590"]

    missing = read_if_due(at=NOW)
    path.write_text("".join(extract([posted()])))
    hour = timedelta(hours=1)
    good = read_if_due(at=NOW + hour)
    assert (missing.state, good.state) == (FeedRun.State.FAILED, FeedRun.State.GOOD)
    assert read_if_due(at=NOW + 2 * hour) is None
    assert read_if_due(at=datetime(2026, 11, 24, 5, 59, tzinfo=EASTERN)) is None
    assert read_if_due(at=datetime(2026, 11, 24, 6, 0, tzinfo=EASTERN)).state == FeedRun.State.GOOD


def test_where_the_day_has_no_extract_yet_the_one_before_is_read_once_and_that_of_the_day_when_it_comes(
    db, tmp_path, settings
) -> None:
    settings.OPPORTUNITY_FEED_URL = str(tmp_path / "GrantsDBExtract{date}v2.xml")
    settings.OPPORTUNITY_LISTINGS = ["16.590"]
    before, today = (tmp_path / f"GrantsDBExtract202611{day}v2.xml" for day in (22, 23))
    before.write_text("".join(extract([posted()])))
    hours = (NOW + timedelta(hours=each) for each in range(5))

    first, again = read_if_due(at=next(hours)), read_if_due(at=next(hours))
    today.write_text("".join(extract([posted(CloseDate="12102026", LastUpdatedDate="11232026")])))
    then = read_if_due(at=next(hours))

    assert [run.state for run in (first, again, then)] == [FeedRun.State.GOOD, FeedRun.State.FAILED, FeedRun.State.GOOD]
    assert (first.made_on, again.records, then.made_on, then.changed) == (date(2026, 11, 22), 0, DAY, 1)
    assert read_if_due(at=next(hours)) is None


def test_an_address_without_a_day_is_read_once_a_day_whatever_its_name_says(db, tmp_path, settings) -> None:
    path = tmp_path / "GrantsDBExtract20261122v2.xml"
    path.write_text("".join(extract([posted()])))
    settings.OPPORTUNITY_FEED_URL, settings.OPPORTUNITY_LISTINGS = str(path), ["16.590"]
    assert read_if_due(at=NOW).state == FeedRun.State.GOOD
    assert read_if_due(at=NOW + timedelta(hours=1)) is None


def test_the_worker_reads_it_too_and_leaves_a_sign_of_life(urls, transactional_db, tmp_path, settings) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("".join(extract([posted()])))
    settings.DATABASE_AS = "worker"
    servers.log_in(urls["DATABASE_WORKER_URL"])
    try:
        call_command("import_opportunities", str(path), "--agency", "USDOJ-OJP-OVW", stdout=(said := StringIO()))
        assert said.getvalue() == (
            "1 records read, 1 kept: 1 new, 0 changed, 0 gone; "
            "0 could not be read; 0 came again under the same number.\n"
        )
        for slip in (["--listing", "abc"], ["--listing", "16.59"], ["--agency", "XX"]):
            with pytest.raises(CommandError, match=f"No .* {slip[1]}\\."):
                call_command("import_opportunities", str(path), *slip)
        with acting_as(DatabaseRole.JOBS):
            assert Heartbeat.objects.filter(pk="notices").exists()
        with pytest.raises(CommandError, match="nothing is marked as gone"):
            call_command("import_opportunities", "http://example.test/a.zip")
    finally:
        servers.log_in(urls["DATABASE_URL"])


@pytest.mark.parametrize(("days", "ok"), [(2, True), (4, False)])
def test_the_health_of_the_portal_tells_of_a_feed_that_is_set(settings, days, ok) -> None:
    facts = Facts({"notices": NOW}, None)
    assert "notices" not in {check.name for check in of_jobs(facts, NOW)}
    settings.OPPORTUNITY_FEED_URL = "https://example.test/{date}.zip"
    told = {check.name: check for check in of_jobs(facts, NOW + timedelta(days=days))}
    assert told["notices"].ok is ok


def test_without_a_choice_the_listings_of_the_catalog_and_two_agencies_are_kept(db) -> None:
    with acting_as(DatabaseRole.PUBLIC):
        chosen = default_choice(DAY)
    assert {"16.590", "16.588", "93.671", "14.267"} <= chosen.listings
    assert chosen.agencies == {"USDOJ-OJP-OVW", "USDOJ-OJP-OVC"}


def test_the_demonstration_reads_invented_notices_that_stand_in_every_way(db) -> None:
    for _twice in range(2):
        invent_opportunities({}, DAY, lambda _done, _all: None)
    with acting_as(DatabaseRole.PUBLIC):
        notices = list(Opportunity.objects.all())
        changed = OpportunityVersion.objects.count()
        known_at = last_read()
    standing = {notice.standing_at(NOW) for notice in notices}
    assert standing == {Standing.OPEN, Standing.FORECAST, Standing.CLOSED, Standing.WITHDRAWN}
    assert all(notice.title.endswith("(invented)") and not notice.source_url for notice in notices)
    assert changed == 2  # one extended, one withdrawn
    assert known_at <= NOW


# --- as people read it -----------------------------------------------------------------------------------------------
def page(client: Client, path: str) -> str:
    return text(client.get(path))


@pytest.fixture
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("_monday")
def test_the_list_shows_what_is_open_and_forecast_and_never_what_has_closed(
    read, visitor, django_assert_max_num_queries
) -> None:
    read(
        posted(), forecast(OpportunityID="5", OpportunityNumber="O-5", OpportunityTitle="Coming (invented)"),
        posted(OpportunityID="6", OpportunityNumber="O-6", CloseDate="11222026", OpportunityTitle="Over (invented)"),
    )  # fmt: skip
    page(visitor, "/opportunities/")
    with django_assert_max_num_queries(5) as asked:  # four of them bind and let go
        told = page(visitor, "/opportunities/")

    assert sum("FROM " in query["sql"] for query in asked.captured_queries) == 1
    assert "<title>Notices</title>" in told
    assert "1 notice is open. Forecast: 1." in told
    assert "Improving the response (invented)" in told
    assert "Feb. 15, 2027 (estimated)" in told
    assert "Over (invented)" not in told
    assert "As read from Grants.gov on Nov. 23, 2026." in told
    assert "Over (invented)" in page(visitor, "/opportunities/?status=closed")
    assert "Improving" not in page(visitor, "/opportunities/?program=lav")
    assert "Improving" not in page(visitor, "/opportunities/?agency=OJP")
    assert "Improving" in page(visitor, "/opportunities/?agency=OVW&program=icjr&status=open")
    assert visitor.get("/opportunities/?program=nothing&status=what").status_code == 200
    assert "362701" in visitor.get("/opportunities/?format=csv").content.decode()


@pytest.mark.usefixtures("_monday")
def test_a_notice_says_first_how_it_stands_and_by_whose_clock(
    read, visitor, client_of, django_assert_max_num_queries
) -> None:
    read(posted(EligibleApplicants=["12", "07"], AwardCeiling="800000", Description="<p>The &amp; words</p>"))
    guam = client_of(make.member("Gus Cruz", Role.SPECIALIST, office="gud"))
    page(visitor, "/opportunities/362701/")
    with django_assert_max_num_queries(5) as asked:  # four of them bind and let go
        told = page(visitor, "/opportunities/362701/")

    assert sum("FROM " in query["sql"] for query in asked.captured_queries) == 1
    assert '<h1 lang="en">Improving the response (invented)</h1>' in told
    assert "<strong>Open until Dec. 3, 2026, 11:59 p.m. Eastern time: 10 days left.</strong>" in told
    assert "Nonprofit organizations with 501(c)(3) status" in told
    assert "$800,000" in told
    assert "Smallest award" not in told
    assert "The &amp; words" in told
    assert "On your clock" not in told
    here = "On your clock (Guam and the Northern Mariana Islands) that is Dec. 4, 2026, 2:59 p.m."
    assert here in page(guam, "/opportunities/362701/")
    spanish = page(visitor, "/es/opportunities/362701/")
    assert "Abierta hasta el 3 de diciembre de 2026" in spanish
    assert visitor.get("/opportunities/404/").status_code == 404
    assert visitor.get(f"/opportunities/{10**30}/").status_code == 404


@pytest.mark.usefixtures("_monday")
def test_from_a_notice_one_goes_on_to_its_steps_and_asks_about_it(read, visitor, client_of, alma) -> None:
    """With the need of its program, if it has one; whoever answers questions does not ask them."""
    read(posted(), posted(OpportunityID="6", OpportunityNumber="O-6", CloseDate="11222026"))
    pia = client_of(manager_of(entered(alma), "Pia Lund"))
    need = programs(DAY)["icjr"].needs[0]

    told = page(visitor, "/opportunities/362701/")
    assert f'<a class="usa-button usa-button--outline" href="/ask/?need={need}">Ask about this notice</a>' in told
    assert f'<option value="{need}" selected' in page(visitor, f"/ask/?need={need}")
    assert '<a class="usa-button" href="/opportunities/362701/calendar/">What to do by when</a>' in told
    assert f'href="/own-questions/new/?need={need}"' in page(pia, "/opportunities/362701/")
    assert "Ask about this notice" not in page(client_of(alma), "/opportunities/362701/")
    assert "What to do by when" not in page(visitor, "/opportunities/6/")
    assert 'href="/es/ask/?need=' in page(visitor, "/es/opportunities/362701/")
    assert 'href="/ask/" data-key="4"' in told
    assert 'href="/ask/" data-key="4"' not in page(client_of(alma), "/")


@pytest.mark.usefixtures("_monday")
def test_each_reads_the_deadline_by_washingtons_clock_and_by_their_own(read, visitor, client_of) -> None:
    read(posted())
    harbor = entered(make.member("Hana Kalani", Role.SPECIALIST, office="hid"), state="HI")
    pia = client_of(manager_of(harbor, "Pia Lund"))
    here = "On your clock (Hawaii) that is Dec. 3, 2026, 6:59 p.m."

    assert here in page(pia, "/opportunities/362701/")
    told = page(visitor, "/opportunities/362701/?state=hi")
    assert (here in told, "/opportunities/362701/calendar/?state=HI" in told) == (True, True)
    assert here.partition(",")[0] in page(pia, "/opportunities/362701/calendar/")
    for state in ("NY", "XX", "<b>"):
        assert "On your clock" not in page(visitor, f"/opportunities/362701/?state={state}")
    assert "En su reloj (Hawái)" in page(visitor, "/es/opportunities/362701/?state=HI")
    assert "Last day (Eastern time)" in page(visitor, "/opportunities/")


@pytest.mark.usefixtures("_monday")
def test_what_is_posted_and_opens_later_is_not_counted_as_forecast(read, visitor) -> None:
    read(
        posted(), forecast(OpportunityID="5", OpportunityNumber="O-5"),
        posted(OpportunityID="6", OpportunityNumber="O-6", PostDate="11302026"),
    )  # fmt: skip

    assert "1 notice is open. Forecast: 1. Posted and not open yet: 1." in page(visitor, "/opportunities/")
    said = page(visitor, "/es/opportunities/")
    assert "Publicadas y aún no abiertas: 1." in said[said.index("<h1") :][:300]


def test_a_notice_is_not_open_on_the_page_a_minute_after_it_has_closed(read, visitor) -> None:
    read(posted())
    with time_machine.travel(datetime(2026, 12, 3, 23, 58, tzinfo=EASTERN), tick=False):
        assert "Open until today, Dec. 3, 2026, 11:59 p.m. Eastern time." in page(visitor, "/opportunities/362701/")
    with time_machine.travel(datetime(2026, 12, 3, 23, 59, 1, tzinfo=EASTERN), tick=False):
        assert "Closed since Dec. 3, 2026, 11:59 p.m. Eastern time." in page(visitor, "/opportunities/362701/")
        assert "0 notices are open" in page(visitor, "/opportunities/")


@pytest.mark.parametrize(("days", "stale"), [(2, False), (4, True)])
def test_every_page_says_when_what_it_tells_is_old(read, visitor, days, stale) -> None:
    read(posted(), at=NOW)
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        for path in ("/opportunities/", "/opportunities/362701/"):
            assert ("Old: last read from Grants.gov on Nov. 23, 2026." in page(visitor, path)) is stale


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GrantsDBExtract20250101v2.xml", "Old: last read from Grants.gov on Jan. 1, 2025."),
        ("GrantsDBExtract20261122v2.xml", "As read from Grants.gov on Nov. 22, 2026."),
        ("GrantsDBExtract20261124v2.xml", "As read from Grants.gov on Nov. 23, 2026."),
    ],
)
@pytest.mark.usefixtures("_monday")
def test_an_extract_of_long_ago_that_is_read_today_is_old(read, visitor, client_of, name, expected) -> None:
    read(posted(), name=name)
    alma = client_of(make.member("Alma Reyes", Role.SPECIALIST, office="txnd"))
    for client in (visitor, alma):
        for path in ("/opportunities/", "/opportunities/362701/"):
            assert expected in page(client, path), path
    with acting_as(DatabaseRole.PUBLIC):
        known_at: Any = last_read()
        notice: Any = Opportunity.objects.with_known().get()
    assert known_at == notice.known_at <= NOW


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"closes_on": date(2026, 11, 24)}, "1 day left"),
        ({}, "gives no closing date: ask the agency"),
        ({"opens_on": date(2026, 12, 1), "closes_on": date(2026, 12, 9)}, "opens on Dec. 1, 2026 and closes on Dec. 9"),
        ({"opens_on": date(2026, 12, 1)}, "Not open yet: it opens on Dec. 1, 2026."),
        ({"is_forecast": True}, "gives no estimated days"),
        ({"is_forecast": True, "estimated_post_on": DAY}, "Forecast: estimated to be posted on Nov. 23, 2026."),
        ({"is_forecast": True, "estimated_close_on": DAY}, "Forecast: estimated to close on"),
        ({"is_forecast": True, "estimated_close_on": date(2026, 9, 9)}, "Its estimated days have passed"),
        ({"archive_on": date(2026, 9, 9)}, "Closed: archived at Grants.gov on Sept. 9, 2026."),
        ({"withdrawn_on": date(2026, 9, 9)}, "Gone from Grants.gov since Sept. 9, 2026: nobody can apply to it."),
    ],
)
def test_every_standing_has_its_sentence(facts, expected) -> None:
    assert expected in words.sentence(Opportunity(**facts), NOW)


# --- for programs ----------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("_monday")
def test_the_api_answers_what_the_pages_show(read, visitor) -> None:
    read(posted(), forecast(OpportunityID="5", OpportunityNumber="O-5"))
    read(posted(AwardCeiling="1000"), forecast(OpportunityID="5", OpportunityNumber="O-5"))

    def keys(query: str) -> list[int]:
        return [row["id"] for row in visitor.get(f"/api/v1/opportunities/{query}").json()["results"]]

    assert keys("") == [362701, 5]
    assert keys("?status=open") == [362701]
    assert keys("?status=forecast&program=icjr&agency=OVW") == [5]
    assert keys("?closes_before=2026-12-31") == [362701]
    assert keys("?closes_from=2026-12-31&listing=16.590") == [5]
    assert keys("?applicant=99") == []
    assert visitor.get("/api/v1/opportunities/?program=nothing").status_code == 400
    one = visitor.get("/api/v1/opportunities/362701/").json()
    assert (one["status"], one["closes_at"][:16], one["floor"]) == ("OPEN", "2026-12-03T23:59", None)
    assert one["versions"][0]["changes"] == [{"field": "ceiling", "old": None, "new": 1000}]
    assert one["known_at"].startswith("2026-11-23")

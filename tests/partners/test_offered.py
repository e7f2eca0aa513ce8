"""Pages offer what can be done, say what is so, and name the clock."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from partners.models import NextStep, OfficeWord, Partnership, Profile, Report
from partners.report_pdf import pdf_of
from partners.report_words import DEMONSTRATION, Document, Section
from portal.calendar import CENTER
from portal.errors import Refused
from portal.models import Organization, Person
from tests import make
from tests.make import DAY, NOW
from tests.partners import log, pdf
from tests.partners.directory import entered
from tests.partners.log import at_office
from tests.reading import text

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=183)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def opened(client: Any, address: str, data: dict[str, Any] | None = None) -> str:
    return text(client.get(address, data or {}))


# --- sharing ---------------------------------------------------------------------------------------------------------
def test_the_page_of_sharing_knows_for_whom_somebody_signs_in(alma, pia, shelter, client_of) -> None:
    other = entered(alma, "Oak House (invented)")
    shared = log.entry(alma, organizations=[shelter, other])

    page = opened(client_of(alma), f"/outreach/{shared.key}/share/")

    assert page.count("Nobody there signs in yet") == 1
    assert f"/organizations/{other.pk}/manager/" in page


# --- new and lapsed --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("age", "is_lapsed"), [(timedelta(0), False), (HALF_A_YEAR - timedelta(days=1), False),
                                                (HALF_A_YEAR, True)])  # fmt: skip
def test_what_nobody_has_confirmed_is_new_for_half_a_year(alma, client_of, age, is_lapsed) -> None:
    harbor = entered(alma, on=DAY - age)
    client = client_of(alma)
    with at_office(alma):
        assert (Profile.objects.get(organization=harbor).unverified_since(DAY) is not None) == is_lapsed

    page, week = opened(client, f"/organizations/{harbor.pk}/"), opened(client, "/")
    assert ("New, not confirmed yet." in page) != is_lapsed
    assert ("Unverified since" in page) == is_lapsed
    assert ("Confirm with them" in page) == is_lapsed
    assert ("not confirmed for half a year" in week) == is_lapsed
    assert (harbor.name in opened(client, "/organizations/", {"unverified": "on"})) == is_lapsed
    assert ("1 entry is unverified" in opened(client, "/organizations/")) == is_lapsed


# --- who writes about whom -------------------------------------------------------------------------------------------
def test_only_a_partner_is_written_about(alma, otis, client_of) -> None:
    harbor, client = entered(otis), client_of(alma)
    page = opened(client, f"/organizations/{harbor.pk}/")
    for act in ("Edit the entry", "Record that you asked them", "Mailboxes and numbers", "It is a double"):
        assert act not in page
    assert "Make it a partner before you write about it." in page
    assert "Make it a partner before you write about it." in opened(client, f"/organizations/{harbor.pk}/edit/")

    with at_office(alma) as member:
        word = OfficeWord(make.office(member.office.court_id), harbor)
        for verb in (
            lambda: word.edit(by=alma, on=DAY, name=harbor.name, kind="SHELTER", city="Dallas"),
            lambda: word.verify(by=alma, on=DAY, asked_on=DAY),
            lambda: word.reach(by=alma, on=DAY, post="MAIN", email="a@example.test", phone=""),
        ):
            with pytest.raises(Refused, match="does not work with"):
                verb()
        Partnership.objects.begin(office=word.office, organizations=[harbor], by=alma, on=DAY)
        word.edit(by=alma, on=DAY, name=harbor.name, kind="SHELTER", city="Dallas")

    assert "Edit the entry" in opened(client, f"/organizations/{harbor.pk}/")


# --- giving ----------------------------------------------------------------------------------------------------------
def test_a_step_is_given_to_somebody_who_was_chosen_or_to_the_queue(alma, vic, client_of) -> None:
    step, client = log.step(alma, None, "Send the draft"), client_of(alma)
    address = f"/steps/{step.pk}/give/"
    asked = client.get(address).context["form"]["to"]
    assert [str(label) for _value, label in asked.field.choices] == ["choose", vic.name, "nobody: the office’s queue"]
    assert asked.value() is None
    assert vic.name in opened(client, address)
    assert client.post(address, {"to": ""}).status_code == 422

    client.post(address, {"to": "queue"})
    with at_office(alma):
        found = NextStep.objects.get(pk=step.pk)
    assert (found.owner_id, found.owner_name, found.owner_email) == (None, "", "")
    assert "nobody: the office’s queue" not in opened(client, address), "it is there already"


# --- doubles ---------------------------------------------------------------------------------------------------------
def test_a_merge_that_was_wrong_is_undone_where_one_is_led(alma, otis, client_of) -> None:
    double, target = entered(alma, "Quail Run House"), entered(otis, "Harbor Light")
    client, apart = client_of(alma), f"/organizations/{double.pk}/take-apart/"
    assert "No name in the directory" not in opened(client, f"/organizations/{double.pk}/merge/")
    assert "No name in the directory" in opened(client, f"/organizations/{double.pk}/merge/", {"q": "zzzz"})

    done = client.post(f"/organizations/{double.pk}/merge/?into={target.pk}", follow=True).content.decode()

    assert "take the two apart below" in done
    assert apart in done
    assert apart not in opened(client_of(otis), f"/organizations/{target.pk}/"), "who may not is not offered it"


# --- reports ---------------------------------------------------------------------------------------------------------
def begun(by: Person) -> Report:
    with at_office(by) as member:
        assert member.office
        return Report.objects.begin(office=member.office, quarter=DAY.replace(month=7, day=1), by=by, at=NOW)


def test_a_report_tells_its_times_by_the_clock_of_its_office(alma, otis, erin, client_of) -> None:
    at = datetime(2026, 11, 23, 0, 30, tzinfo=CENTER)
    with time_machine.travel(at, tick=False), at_office(alma) as member:
        assert member.office
        made = Report.objects.begin(office=member.office, quarter=DAY.replace(month=7, day=1), by=alma, at=at)
        made.submit(seen=at, by=alma, at=at, on=DAY)

    for reader in (alma, erin):
        page = opened(client_of(reader), f"/reports/{made.pk}/")
        assert "November 22, 2026, 11:30 PM CST" in page
        assert "Submitted on Nov. 22, 2026" in page


def test_the_list_of_reports_says_who_writes_a_draft(alma, lena, client_of) -> None:
    begun(alma)

    assert alma.name in opened(client_of(lena), "/reports/")


def test_the_line_of_the_demonstration_stands_once_on_each_page() -> None:
    long = [Section(f"Part {n}", 1, ["It went well."] * 8) for n in range(8)]
    made = pdf.read(pdf_of(Document("Outreach", "2026-Q3", "Office", "Draft.", long, "Source.", DEMONSTRATION)))

    assert len(made.pages) > 1
    assert [page.count("not a government site") for page in made.pages] == [1] * len(made.pages)


# --- the list of the log ---------------------------------------------------------------------------------------------
def test_the_heading_of_the_log_follows_the_filter_and_the_line_leads_to_the_entry(
    alma: Person, shelter: Organization, client_of: Any
) -> None:
    talks = [log.entry(alma, organizations=[shelter], line=f"Talk {n}", did="CALL") for n in range(2)]
    log.entry(alma, organizations=[shelter], line="Met", did="MEETING")
    client = client_of(alma)

    assert "3 entries stand in your office’s log." in opened(client, "/outreach/")
    page = opened(client, "/outreach/", {"did": "CALL"})
    assert "2 entries match." in page
    assert "stand in your office’s log" not in page
    assert f'<a href="/outreach/{talks[0].key}/">Talk 0</a>' in page

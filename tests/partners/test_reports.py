"""Quarterly reports: counted as an instant knew the log, written by people, submitted once, and read by EOUSA."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError
from django.urls import reverse

from partners import quarters
from partners.duties import Duty
from partners.models import Figure, Outreach, Profile, Report
from partners.taxonomy import Did, Population, Profession, Topic
from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.errors import Refused
from portal.models import AccessEvent, Organization, Person
from portal.tenancy import Binding, acting_as, bound
from tests import make
from tests.partners import log
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
QUARTER = date(2026, 7, 1)
IN_IT = date(2026, 8, 12)
THEN = datetime(2026, 11, 23, 9, 0, tzinfo=CENTER)
SECRET = "Zanzibar told us about the shelter door"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(THEN, tick=True):
        yield


def entry(by: Person, *organizations: Organization, **facts: Any) -> Outreach:
    facts = {"held_on": IN_IT, "line": SECRET, "narrative": SECRET} | facts
    return log.entry(by, organizations=list(organizations), **facts)


def begun(by: Person, quarter: date = QUARTER, at: datetime | None = None) -> Report:
    with at_office(by) as member:
        assert member.office
        return Report.objects.begin(office=member.office, quarter=quarter, by=by, at=at or datetime.now(CENTER))


def submitted(by: Person) -> Report:
    report = begun(by)
    with at_office(by):
        report.submit(seen=report.changed_at, by=by, at=datetime.now(CENTER), on=make.DAY)
    return report


def profile(organization: Organization, **facts: Any) -> Profile:
    with bound(Binding(DatabaseRole.PARTNER, organization_id=organization.pk)):
        return Profile.objects.create(organization=organization, **{"kind": "SHELTER"} | facts)


# --- quarters ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 10, 1), date(2028, 2, 29)])
def test_every_day_lies_in_its_quarter(day):
    first = quarters.quarter_of(day)
    assert first <= day <= quarters.last_day(first)
    assert quarters.before(quarters.after(first)) == first
    assert quarters.read(quarters.code(first), on=day) == first


def test_a_quarter_has_a_name_and_a_code():
    assert quarters.label(QUARTER) == "July to September 2026"
    assert quarters.code(QUARTER) == "2026-Q3"
    assert quarters.lately(make.DAY, number=3) == [date(2026, 10, 1), date(2026, 7, 1), date(2026, 4, 1)]


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-Q5", "2026-Q0", "1993-Q4", "2027-Q1", "x-Q1", "٢٠٢٦-Q1", "2026-Q33"]
)
def test_what_is_no_quarter_yet_is_refused(text):
    with pytest.raises(Refused):
        quarters.read(text, on=make.DAY)


# --- figures -----------------------------------------------------------------------------------------------------
def test_a_report_counts_its_quarter_by_duty_kind_people_and_place(alma, shelter):
    police, texas = make.organization("Dallas Police (invented)"), make.organization("A coalition (invented)")
    profile(shelter, counties=["48113", "48139", "36061"])  # Dallas and Ellis in N.D. Tex., New York County not
    profile(texas, kind="COALITION", statewide=["TX"])
    trained = {Profession.LAW_ENFORCEMENT.value: 12, Profession.COURTS.value: 3}
    entry(
        alma, shelter, police, duty=Duty.ERPO, did=Did.TRAINING, trained=trained, minutes=90, topics=[Topic.ERPO.value]
    )
    entry(alma, texas, duty=Duty.ACCESS, did=Did.EDUCATION, educated=40, audience="COMMUNITY",
          populations=[Population.RURAL.value, Population.DEAF.value])  # fmt: skip
    entry(alma, shelter, duty=Duty.ACCESS, held_on=date(2026, 9, 30))
    entry(alma, shelter, duty=Duty.ACCESS, held_on=date(2026, 10, 1))
    entry(alma, shelter, duty=Duty.ACCESS, held_on=date(2026, 6, 30))

    found = begun(alma).figures

    assert (found["entries"], found["minutes"], found["trained"], found["educated"]) == (3, 90, 15, 40)
    assert found["trained_by"] == {"LAW_ENFORCEMENT": 12, "COURTS": 3}
    assert found["kinds"] == {"TRAINING": 1, "EDUCATION": 1, "MEETING": 1}
    assert {duty: facts["entries"] for duty, facts in found["duties"].items()} == {
        "1": 0,
        "2": 1,
        "3": 0,
        "4": 2,
        "5": 0,
    }
    assert found["duties"]["2"]["organizations"] == 2
    assert found["partners"] == {"DOMESTIC_VIOLENCE": 1, "ADVOCACY": 1, "": 1}
    assert (found["counties"], found["statewide"], found["of_counties"]) == (["48113", "48139"], 1, 100)
    assert found["populations"] == {"RURAL": 1, "DEAF": 1}
    assert found["topics"] == {"ERPO": 1}


def test_what_became_of_promises_is_counted(alma, shelter):
    with time_machine.travel(datetime(2026, 8, 1, 9, tzinfo=CENTER)):
        of = entry(alma, shelter, held_on=date(2026, 7, 30), on=date(2026, 8, 1))
        facts = {"on": date(2026, 8, 1), "due_on": date(2026, 8, 20)}
        steps = {name: log.step(alma, of, name, **facts) for name in ("kept", "late", "dropped", "open", "after")}
        gone = entry(alma, shelter, held_on=date(2026, 7, 31), on=date(2026, 8, 1))
        log.step(alma, gone, "gone", **facts)
    with at_office(alma):
        steps["kept"].keep(by=alma, on=date(2026, 8, 20))
        steps["late"].keep(by=alma, on=date(2026, 8, 21))
        steps["dropped"].drop(reason="The sheriff left", by=alma, on=date(2026, 8, 22))
        steps["after"].keep(by=alma, on=date(2026, 10, 1))
        gone.remove(by=alma, on=date(2026, 8, 23))

    assert begun(alma).figures["steps"] == {"made": 5, "kept": 1, "late": 1, "dropped": 1, "open": 2}


def test_a_double_counts_as_the_organization_that_it_is(alma, shelter):
    double = make.organization("Save Harbor (invented)")
    entry(alma, shelter)
    entry(alma, double)
    with acting_as(DatabaseRole.EOUSA):
        Organization.objects.filter(pk=double.pk).update(merged_into=shelter)

    assert begun(alma).figures["organizations"] == 1


def test_a_confidential_organization_is_counted_and_not_named(alma, shelter):
    with at_office(alma) as member:
        hidden = Organization.objects.create(name="Quiet House", office=member.office, is_confidential=True)
    entry(alma, shelter, hidden)

    report = begun(alma)
    assert report.figures["organizations"] == 2
    assert report.organizations == ["Safe Harbor (invented)"]


def test_figures_are_locked_to_their_instant_until_somebody_counts_again(alma, shelter):
    entry(alma, shelter)
    report = begun(alma)
    later = entry(alma, shelter, did=Did.CALL)

    with at_office(alma):
        assert Report.objects.get().figures["entries"] == 1
        report.count_again(by=alma, at=datetime.now(CENTER))
        assert Report.objects.get().figures["entries"] == 2
        later.remove(by=alma, on=make.DAY)
        assert Report.objects.get().figures["entries"] == 2


def test_a_report_counts_what_was_on_record_then(alma, shelter):
    first = entry(alma, shelter)
    before = datetime.now(CENTER)
    with at_office(alma):
        first.remove(by=alma, on=make.DAY)

    assert begun(alma, at=before).figures["entries"] == 1


def test_a_joint_event_counts_once_in_the_nation(alma, otis, shelter, erin, client_of):
    trained = {Profession.COURTS.value: 30}
    entry(alma, shelter, did=Did.TRAINING, trained=trained, joint_with=make.office("nysd"))
    entry(otis, shelter, did=Did.TRAINING, joint_with=make.office("txnd"), is_host=False)

    told = client_of(erin).get("/api/v1/outreach-figures/?quarter=2026-Q3").json()

    assert (told["total"]["events"], told["total"]["contacts"], told["total"]["trained"]) == (1, 2, 30)
    assert {row["court_id"]: (row["contacts"], row["trained"]) for row in told["offices"]} == {
        "txnd": (1, 30),
        "nysd": (1, 0),
    }
    page = client_of(erin).get("/figures/?quarter=2026-Q3").content.decode()
    assert "2 of 94 offices logged 1 contact in July to September 2026." in page


# --- words and states --------------------------------------------------------------------------------------------
def test_the_first_text_says_what_was_counted_and_copies_no_note(alma, shelter):
    entry(alma, shelter, did=Did.TRAINING, duty=Duty.ERPO, trained={Profession.COURTS.value: 3})

    report = begun(alma)

    assert report.texts["duty-2"] == (
        "1 contact was logged under this duty: training of professionals (1). 1 organization took part. "
        "3 professionals were trained: court personnel (3)."
    )
    assert report.texts["duty-1"] == "No contact was logged under this duty."
    assert report.texts["introduction"].startswith(
        "From July 1 to September 30, 2026, the office logged 1 contact with 1 org"
    )
    assert SECRET not in str(report.texts) + str(report.figures)


def test_an_office_writes_one_report_on_a_quarter_at_a_time(alma):
    begun(alma)
    with pytest.raises(Refused, match="being written already"):
        begun(alma)


def test_a_text_that_somebody_else_changed_is_not_overwritten(alma):
    report = begun(alma)
    with at_office(alma):
        report.write(texts={"introduction": "Mine"}, seen=report.edited_at, by=alma, at=datetime.now(CENTER))
        with pytest.raises(Refused, match="Somebody else has changed the text"):
            report.write(texts={"introduction": "Yours"}, seen=report.edited_at, by=alma, at=datetime.now(CENTER))
        assert Report.objects.get().texts == {"introduction": "Mine"}


def test_a_submitted_report_stands(alma):
    report = submitted(alma)
    at = datetime.now(CENTER)
    with at_office(alma):
        for change in (
            lambda: report.write(texts={}, seen=report.edited_at, by=alma, at=at),
            lambda: report.count_again(by=alma, at=at),
            lambda: report.submit(seen=at, by=alma, at=at, on=make.DAY),
        ):
            with pytest.raises(Refused, match="has been submitted and stands"):
                change()


def test_a_quarter_that_is_not_over_is_not_submitted(alma):
    report = begun(alma, quarter=date(2026, 10, 1))
    with at_office(alma), pytest.raises(Refused, match=r"can be submitted from Jan\. 1, 2027 on"):
        report.submit(seen=report.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)


def test_figures_from_before_the_end_of_the_quarter_are_counted_again_first(alma):
    report = begun(alma, at=datetime(2026, 9, 30, 20, tzinfo=CENTER))
    with at_office(alma):
        with pytest.raises(Refused, match="Count again"):
            report.submit(seen=report.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)
        report.count_again(by=alma, at=datetime.now(CENTER))
        fresh = Report.objects.get()
        fresh.submit(seen=fresh.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)
        assert Report.objects.get().is_submitted


def test_what_changed_since_somebody_looked_is_not_submitted_unseen(alma, vic):
    report = begun(alma)
    seen = report.changed_at
    with at_office(vic):
        report.write(texts={"next": "More"}, seen=report.edited_at, by=vic, at=datetime.now(CENTER))
    with at_office(alma), pytest.raises(Refused, match="has changed since you opened this page"):
        report.submit(seen=seen, by=alma, at=datetime.now(CENTER), on=make.DAY)


def test_a_correction_begins_with_the_text_that_stands_and_takes_its_place(alma, erin):
    first = submitted(alma)
    second = begun(alma)
    assert (second.replaces_id, second.texts) == (first.pk, first.texts)
    with acting_as(DatabaseRole.EOUSA):
        assert [one.pk for one in Report.objects.for_everybody().submitted()] == [first.pk]
    with at_office(alma):
        second.submit(seen=second.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)
    with acting_as(DatabaseRole.EOUSA):
        assert [one.pk for one in Report.objects.for_everybody().submitted()] == [second.pk]


def test_a_correction_counts_anew_what_the_portal_wrote_and_warns_of_what_people_wrote(alma, shelter, client_of):
    entry(alma, shelter)
    first = begun(alma)
    with at_office(alma):
        own = {"introduction": f"{first.texts['introduction']} So be it.", "duty-5": "We met 1 clerk."}
        first.write(texts=first.texts | own, seen=first.edited_at, by=alma, at=datetime.now(CENTER))
        first.refresh_from_db()
        first.submit(seen=first.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)
    entry(alma, shelter)

    second = begun(alma)
    assert "logged 2 contacts" in second.texts["introduction"]
    assert second.texts["introduction"].endswith(" So be it.")
    assert second.texts["duty-5"] == own["duty-5"]
    warning, client = "Some words are older than these figures", client_of(alma)
    for page in ("", "edit/", "submit/"):
        assert warning in client.get(f"/reports/{second.pk}/{page}").content.decode(), page
    with at_office(alma):
        second.write(texts=second.texts, seen=second.edited_at, by=alma, at=datetime.now(CENTER))
    assert warning not in client.get(f"/reports/{second.pk}/submit/").content.decode()


# --- who reads what ----------------------------------------------------------------------------------------------
def test_eousa_reads_submitted_reports_only_and_no_name_of_an_organization(alma, erin, rhea, shelter, client_of):
    entry(alma, shelter)
    draft = begun(alma)
    address = reverse("report-detail", args=[draft.pk])
    for person in (erin, rhea):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).get(reverse("report-pdf", args=[draft.pk])).status_code == 404
    with at_office(alma):
        draft.submit(seen=draft.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)

    for person in (erin, rhea):
        page = client_of(person).get(address).content.decode()
        assert "Submitted on Nov. 23, 2026 by Alma Reyes" in page
        assert "Safe Harbor" not in page
        assert SECRET not in page
        assert "Kind not entered" in page
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(person_role(person)):
            list(Report.objects.values_list("organizations", flat=True))
    assert "Safe Harbor" in client_of(alma).get(address).content.decode()


def person_role(person: Person) -> DatabaseRole:
    return DatabaseRole.EOUSA if person.name == "Erin Cole" else DatabaseRole.EOUSA_READER


def test_another_office_reads_nothing_of_it(alma, otis, client_of):
    report = submitted(alma)
    for route in ("report-detail", "report-edit", "report-count", "report-submit", "report-pdf"):
        assert client_of(otis).get(reverse(route, args=[report.pk])).status_code == 404


def test_eousa_sees_who_has_submitted_and_who_has_not(alma, erin, client_of):
    submitted(alma)
    page = client_of(erin).get("/reports/").content.decode()
    assert "1 of 94 offices has submitted a report on July to September 2026." in page
    assert page.count("not submitted") == 93

    rows = client_of(erin).get("/reports/?quarter=2026-Q3&format=csv").content.decode().splitlines()
    assert len(rows) == 95
    assert sum("2026-11-23,Alma Reyes" in row for row in rows) == 1


# --- pages -------------------------------------------------------------------------------------------------------
def test_a_specialist_writes_and_submits_a_report(alma, lena, shelter, client_of):
    entry(alma, shelter)
    client = client_of(alma)
    assert "has not submitted its report on July to September 2026" in client.get("/reports/").content.decode()

    answer = client.post("/reports/new/", {"quarter": "2026-Q3"}, follow=True)
    page = answer.content.decode()
    assert "Lines of your entries" in page
    assert SECRET in page
    edit = answer.redirect_chain[-1][0]
    form = answer.context["form"]
    texts = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    answer = client.post(edit, texts | {"duty-5": "We met the court’s clerks."}, follow=True)
    assert "We met the court’s clerks." in answer.content.decode()
    assert SECRET not in answer.content.decode()

    submit = edit.replace("edit", "submit")
    answer = client.get(submit)
    assert "EOUSA reads the text" in answer.content.decode()
    seen = {"seen": answer.context["form"].initial["seen"]}
    answer = client_of(lena).post(submit, seen, follow=True)
    assert "Submitted on Nov. 23, 2026 by Lena Hart" in answer.content.decode()
    assert "report on July to September 2026 is submitted." in client.get("/reports/").content.decode()
    assert "stands" in client.post(submit, seen).content.decode()


def test_what_names_somebody_is_refused_and_what_was_typed_stays(alma, client_of):
    report = begun(alma)
    address = reverse("report-edit", args=[report.pk])
    typed = {"seen": report.edited_at.isoformat(), "introduction": "Her number is 123-45-6789."}

    answer = client_of(alma).post(address, typed)

    assert answer.status_code == 422
    assert "Her number is" in answer.content.decode()
    with at_office(alma):
        assert "123" not in str(Report.objects.get().texts)


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-13-01", "2026-11-23T09:00:00"])
def test_a_page_that_lost_its_text_says_so(alma, client_of, seen):
    report = begun(alma)
    answer = client_of(alma).post(reverse("report-edit", args=[report.pk]), {"seen": seen, "introduction": "x"})
    assert answer.status_code == 422


def test_staff_write_and_do_not_submit(vic, alma, client_of):
    report = begun(alma)
    assert client_of(vic).get(reverse("report-edit", args=[report.pk])).status_code == 200
    assert client_of(vic).get(reverse("report-submit", args=[report.pk])).status_code == 403
    assert (
        reverse("report-submit", args=[report.pk])
        not in client_of(vic).get(reverse("report-detail", args=[report.pk])).content.decode()
    )


def test_an_officer_reads_and_writes_nothing(olga, alma, client_of):
    report = begun(alma)
    page = client_of(olga).get(reverse("report-detail", args=[report.pk])).content.decode()
    assert "Edit the text" not in page
    assert client_of(olga).get("/reports/new/").status_code == 403


# --- figures on a page and for programs --------------------------------------------------------------------------
def test_page_download_and_program_tell_the_same(alma, otis, erin, shelter, client_of):
    trained = {Profession.LAW_ENFORCEMENT.value: 12}
    entry(alma, shelter, did=Did.TRAINING, duty=Duty.ERPO, trained=trained, minutes=90)
    entry(otis, shelter, did=Did.EDUCATION, duty=Duty.ACCESS, educated=1234, audience="STUDENTS")
    client = client_of(erin)

    told = client.get("/api/v1/outreach-figures/?quarter=2026-Q3").json()
    page = client.get("/figures/?quarter=2026-Q3").content.decode()
    rows = client.get("/figures/?quarter=2026-Q3&format=csv").content.decode().splitlines()

    assert told["trained_by"] == {"LAW_ENFORCEMENT": 12}
    assert [(row["duty"], row["events"], row["trained"]) for row in told["duties"]] == [
        (1, 0, 0), (2, 1, 12), (3, 0, 0), (4, 1, 0), (5, 0, 0),
    ]  # fmt: skip
    assert "2 of 94 offices logged 2 contacts" in page
    assert "Professionals trained: 12. Other people educated: 1,234." in page
    assert len(rows) == 95
    assert next(row for row in rows if row.startswith("N.D. Tex.")).split(",")[1:12] == (
        ["txnd", "1", "90", "12", "0", "0", "0", "1", "0", "0", "0"]
    )
    assert rows[0].startswith("office,court_id,contacts,minutes,trained,educated,guests,")
    assert {row["guests"] for row in told["duties"]} == {0}
    assert "Time</th>" in page
    assert page.count(">1 h 30 min<") == 4  # of the duty, of all duties, of the kind, of the office
    assert "as recorded by Nov. 23, 2026, 9 a.m. EST" in page
    for text in (page, str(told), *rows):
        assert SECRET not in text
        assert "Safe Harbor" not in text
        assert "Alma" not in text


def test_an_office_sees_its_own_figures_only(alma, otis, shelter, client_of):
    entry(alma, shelter)
    entry(otis, shelter)
    told = client_of(alma).get("/api/v1/outreach-figures/?quarter=2026-Q3").json()
    assert [row["court_id"] for row in told["offices"]] == ["txnd"]
    assert told["total"]["contacts"] == 1
    page = client_of(alma).get("/figures/?quarter=2026-Q3").content.decode()
    assert "Your office logged 1 contact in July to September 2026." in page
    assert "S.D.N.Y." not in page


def test_a_quarter_without_entries_is_told(alma, erin, client_of):
    assert "Your office has logged no contact in" in client_of(alma).get("/figures/").content.decode()
    assert "None of the 94 offices has logged a contact" in client_of(erin).get("/figures/").content.decode()


@pytest.mark.parametrize("address", ["/figures/?quarter=2031-Q1", "/figures/?quarter=x", "/reports/?quarter=2026-Q9"])
def test_an_address_that_means_no_quarter_is_told(erin, client_of, address):
    answer = client_of(erin).get(address)
    assert answer.status_code == 400
    assert "Part of the address could not be read" in answer.content.decode()


def test_a_program_is_told_too(erin, client_of):
    answer = client_of(erin).get("/api/v1/outreach-figures/?quarter=2031-Q1")
    assert answer.status_code == 400
    assert "quarter" in answer.json()["errors"]


def test_figures_cost_the_same_whatever_the_number_of_entries(
    alma, erin, shelter, client_of, django_assert_max_num_queries
):
    client = client_of(erin)
    client.get("/figures/?quarter=2026-Q3")
    for _ in range(5):
        entry(alma, shelter)
    with django_assert_max_num_queries(8) as asked:
        client.get("/figures/?quarter=2026-Q3")
    assert sum("partners_figure" in query["sql"] for query in asked) == 2


def test_figures_are_rows_that_the_log_writes(alma, shelter):
    row = entry(alma, shelter, minutes=30)
    with at_office(alma):
        assert dict(Figure.objects.values_list("measure", "number")) == {"ENTRIES": 1, "MINUTES": 30}
        row.amend(organizations=[shelter], by=alma, on=make.DAY, held_on=row.held_on + timedelta(days=1), minutes=45)
        assert dict(Figure.objects.values_list("measure", "number")) == {"ENTRIES": 1, "MINUTES": 45}


def test_a_report_that_leaves_as_pdf_is_kept_in_the_trail(alma, client_of):
    report = begun(alma)
    answer = client_of(alma).get(reverse("report-pdf", args=[report.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="report-txnd-2026-Q3.pdf"'
    with acting_as(DatabaseRole.EOUSA):
        assert AccessEvent.objects.filter(kind="EXPORT", detail__report=report.pk).count() == 1

"""Case counts of an office: entered cell by cell, corrected by supersession, never without what stands beside them."""

import csv
import re
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError
from django.urls import reverse

from partners import case_import
from partners.beside import LABELS, beside, beside_as_known
from partners.case_import import Fate
from partners.cases import CAPITAL_NOTE, CAUTION, CELLS, SOURCE, Cell
from partners.models import CaseCount, Report
from partners.taxonomy import Did
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER
from portal.errors import Refused
from portal.models import AuditEvent
from portal.tenancy import acting_as
from tests import make
from tests.partners import log
from tests.partners.cases import ALL, QUARTER, enter, in_time, standing
from tests.partners.log import at_office
from tests.portal.test_api import caller, is_problem, token_of

pytestmark = pytest.mark.django_db
REFERRED, CHARGED = "922G8.REFERRED", "922G8.CHARGED"
EVIDENCE = "922G8.DECLINED.EVIDENCE"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=CENTER), tick=True):
        yield


def row(code, number, quarter="2026-Q3"):
    cell = [*code.split("."), ""][:3]
    return ",".join([quarter, *cell, str(number)])


def file_of(*rows):
    return "\n".join([",".join(case_import.HEADS), *rows]).encode()


# --- entering ----------------------------------------------------------------------------------------------------
def test_only_what_changes_is_written_and_what_it_replaces_is_kept(alma):
    enter(alma, {REFERRED: 7, CHARGED: 2})
    made = enter(alma, {REFERRED: 7, CHARGED: 3, EVIDENCE: 0})

    assert {each.cell.code for each in made} == {CHARGED, EVIDENCE}
    assert standing(alma) == {REFERRED: 7, CHARGED: 3, EVIDENCE: 0}
    with at_office(alma):
        kept = CaseCount.objects.get(superseded_at__isnull=False)
        assert (kept.number, CaseCount.objects.get(replaces=kept).number) == (2, 3)


def test_a_number_is_taken_back_by_somebody_and_on_record(alma):
    enter(alma, {REFERRED: 7})
    (gone,) = enter(alma, {REFERRED: None})

    assert standing(alma) == {}
    assert (gone.recorded_by, gone.number) == (alma, None)
    assert enter(alma, {REFERRED: None}) == []


@pytest.mark.parametrize(
    ("cells", "quarter"),
    [
        ({Cell("922G8", "REFERRED"): -1}, QUARTER),
        ({Cell("922G8", "REFERRED"): 100_000}, QUARTER),
        ({Cell("922G8", "DECLINED"): 1}, QUARTER),
        ({Cell("922G8", "DECLINED", "WEATHER"): 1}, QUARTER),
        ({Cell("922G8", "REFERRED", "EVIDENCE"): 1}, QUARTER),
        ({Cell("1", "REFERRED"): 1}, QUARTER),
        ({Cell("922G8", "SEEN"): 1}, QUARTER),
        ({Cell("922G8", "REFERRED"): 1}, date(2027, 1, 1)),
        ({Cell("922G8", "REFERRED"): 1}, date(2026, 8, 1)),
        ({Cell("922G8", "REFERRED"): 1}, date(1990, 1, 1)),
    ],
)
def test_what_counts_nothing_is_refused(alma, cells, quarter):
    with at_office(alma), pytest.raises(Refused):
        CaseCount.objects.enter(office=make.office(), quarter=quarter, cells=cells, by=alma, on=make.DAY)
    assert standing(alma) == {}


def test_more_charged_than_ever_referred_is_asked_and_not_refused(alma):
    enter(alma, {REFERRED: 2}, quarter=date(2026, 4, 1))
    enter(alma, {REFERRED: 1, CHARGED: 3})
    with pytest.raises(Refused, match="ever referred"):
        enter(alma, {CHARGED: 4})
    enter(alma, {CHARGED: 4}, is_sure=True)

    assert standing(alma)[CHARGED] == 4


def test_nobody_is_asked_where_nothing_is_known_to_be_referred_or_nothing_of_it_changes(alma):
    enter(alma, {CHARGED: 4})
    enter(alma, {REFERRED: 1}, is_sure=True)
    enter(alma, {"2261.REFERRED": 1})

    assert len(standing(alma)) == 3


def test_what_somebody_else_entered_meanwhile_is_not_written_over(alma, lena):
    enter(alma, {"2261.REFERRED": 2})
    with at_office(alma):
        opened = [row.pk for row in CaseCount.objects.grid(make.office(), QUARTER).values()]
    enter(lena, {REFERRED: 7, "2261.REFERRED": 3})
    with pytest.raises(Refused, match=r"Meanwhile .*referred: 7 by Lena Hart"):
        enter(alma, {REFERRED: 9}, seen=opened)
    enter(alma, {CHARGED: 1, "2261.REFERRED": 2, REFERRED: None}, seen=opened)

    assert standing(alma) == {REFERRED: 7, CHARGED: 1, "2261.REFERRED": 3}
    enter(alma, {CHARGED: 2})
    with pytest.raises(Refused, match="charged: 2 by you, in another window"):
        enter(alma, {CHARGED: 3}, seen=opened)


def test_two_who_enter_the_same_quarter_are_shown_both_numbers_and_may_go_on(alma, lena, client_of):
    client, address = client_of(alma), reverse("case-count-edit", args=["2026-Q3"])
    seen = client.get(address).context["form"]["seen"].value()
    enter(lena, {REFERRED: 7, EVIDENCE: 5})

    told = client.post(address, {"seen": seen, REFERRED: "9", CHARGED: "2", EVIDENCE: ""})
    assert told.status_code == 422
    form = told.context["form"]
    assert [form[code].value() for code in (REFERRED, CHARGED, EVIDENCE)] == ["9", "2", "5"]
    page = told.content.decode()
    for said in ("now 7 by Lena Hart", "Save mine in their place", "Leave what stands"):
        assert said in page, said
    assert standing(alma) == {REFERRED: 7, EVIDENCE: 5}

    typed = {"seen": form["seen"].value(), REFERRED: "9", CHARGED: "2", EVIDENCE: "5"}
    assert client.post(address, typed).status_code == 302
    assert standing(alma) == {REFERRED: 9, CHARGED: 2, EVIDENCE: 5}


# --- the wall ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["EOUSA", "EOUSA_READER", "OARM", "PARTNER", "PUBLIC", "OPERATOR", "INTAKE"])
def test_nobody_outside_the_office_reads_a_row(alma, role):
    enter(alma, {REFERRED: 7})
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(DatabaseRole[role]):
        list(CaseCount.objects.values_list("pk"))


def test_another_office_reads_none_and_the_trail_no_number(alma, otis, erin):
    enter(alma, {REFERRED: 4711})
    enter(alma, {REFERRED: 4712})
    assert standing(otis) == {}
    with acting_as(DatabaseRole.EOUSA):
        events = list(AuditEvent.objects.filter(table_name="partners_casecount"))
    assert len(events) == 3
    assert not any("471" in f"{event.old} {event.new}" for event in events)


# --- pages -------------------------------------------------------------------------------------------------------
def test_the_page_shows_the_office_against_its_own_past_with_what_stands_beside(alma, shelter, client_of):
    log.entry(alma, organizations=[shelter], held_on=date(2026, 8, 12), did=Did.TRAINING, trained={"COURTS": 31})
    enter(alma, {REFERRED: 41, EVIDENCE: 12}, quarter=date(2026, 4, 1))
    enter(alma, {REFERRED: 43})

    page = client_of(alma).get(reverse("case-count-list")).content.decode()

    assert "Your office has entered 1 of the 48 numbers of July to September 2026." in page
    for said in (">41<", ">43<", str(SOURCE), ">31<", "the evidence does not reach", *map(str, LABELS.values())):
        assert said in page
    assert str(CAUTION) in page.replace("&#x27;", "'")
    assert str(CAPITAL_NOTE) not in page
    assert page.count('class="past"') == 24


def test_the_file_of_own_numbers_says_how_to_read_them_and_can_be_imported_again(alma, client_of):
    enter(alma, {REFERRED: 41, EVIDENCE: 12})
    text = client_of(alma).get(reverse("case-count-list"), {"format": "csv"}).content.decode()
    first = next(csv.DictReader(StringIO(text)))

    assert (first["quarter"], first["number"], first["unit"], first["source"]) == (
        "2026-Q3", "41", "matters", str(SOURCE),
    )  # fmt: skip
    assert first["caution"] == str(CAUTION)
    assert set(LABELS) <= set(first)
    with at_office(alma):
        assert {each.fate for each in case_import.judge(text.encode(), on=make.DAY)} == {Fate.SAME}


def test_the_district_of_columbia_has_its_note_on_page_file_and_api(client_of):
    dora = make.member("Dora Lane", Role.SPECIALIST, office="dcd")
    enter(dora, {REFERRED: 3})
    client = client_of(dora)
    for address in (reverse("case-count-list"), reverse("case-count-list") + "?format=csv", "/api/v1/case-counts/",
                    reverse("case-count-edit", args=["2026-Q3"]), reverse("case-count-history")):  # fmt: skip
        assert "Superior Court of the District of Columbia" in client.get(address).content.decode(), address


def test_a_quarter_is_entered_by_a_form_that_asks_back(alma, client_of):
    client, address = client_of(alma), reverse("case-count-edit", args=["2026-Q3"])
    seen = client.get(address).context["form"]["seen"].value()

    asked = client.post(address, {"seen": seen, REFERRED: "1", CHARGED: "3"})
    assert asked.status_code == 422
    assert "id_is_sure" in asked.content.decode()
    assert standing(alma) == {}
    wrong = client.post(address, {"seen": seen, REFERRED: "-1"})
    assert wrong.status_code == 422
    done = client.post(address, {"seen": seen, REFERRED: "1", CHARGED: "3", "is_sure": "on"}, follow=True)
    assert "2 numbers are written." in done.content.decode()
    assert standing(alma) == {REFERRED: 1, CHARGED: 3}
    assert client.post(address, {"seen": "x", REFERRED: "5"}).status_code == 422
    far = client.post(address, {"seen": seen, REFERRED: "100000", CHARGED: "some"}).content.decode()
    assert "99999 is the most that can be entered here" in far
    assert "Enter a whole number in digits" in far
    assert "Ensure" not in far
    assert client.get(reverse("case-count-edit", args=["2031-Q3"])).status_code == 400


def test_a_quarter_that_still_runs_is_counted_so_far_and_never_complete(alma, client_of):
    enter(alma, ALL, quarter=date(2026, 10, 1), is_sure=True)
    client = client_of(alma)
    page = client.get(reverse("case-count-list"), {"quarter": "2026-Q4"}).content.decode()
    assert "48 of the 48 numbers of October to December 2026 as they are so far" in page
    assert "the quarter runs until Dec. 31, 2026" in page
    assert "are complete" not in page
    asked = client.get(reverse("case-count-edit", args=["2026-Q4"])).content.decode()
    assert "How many matters in October to December 2026 so far?" in asked
    assert "so far" not in client.get(reverse("case-count-edit", args=["2026-Q3"])).content.decode()


def test_corrections_are_told_to_the_office_alone(alma, vic, erin, client_of):
    enter(alma, {REFERRED: 4711})
    enter(alma, {REFERRED: 4712})
    enter(alma, {REFERRED: None})
    page = client_of(vic).get(reverse("case-count-history")).content.decode()
    for said in ("4711", "4712", "taken back", "Alma Reyes", "protection order: referred", " CST"):
        assert said in page, said
    assert client_of(erin).get(reverse("case-count-history")).status_code == 403
    assert client_of(vic).get(reverse("case-count-edit", args=["2026-Q3"])).status_code == 403


# --- a file ------------------------------------------------------------------------------------------------------
def test_each_row_of_a_file_has_a_fate_and_nothing_is_written_before_it_is_seen(alma, client_of):
    enter(alma, {REFERRED: 7, CHARGED: 1})
    data = file_of(
        row(REFERRED, 8), row(CHARGED, 1), row(EVIDENCE, 2), row(EVIDENCE, 2), row("922G8.DECLINED", 1),
        row("2261.REFERRED.OTHER", 1), row("2261.REFERRED", "some"), row("9.REFERRED", 1), row("2261.SEEN", 1),
        row("2261.REFERRED", 3, "2031-Q1"), row("2261.CHARGED", ""), "2026-q3,922(g)(9),Referred,,5",
    )  # fmt: skip
    client, address = client_of(alma), reverse("case-count-import")

    looked = client.post(address, {"counts": SimpleUploadedFile("c.csv", data)})
    fates = [each.fate for each in looked.context["judged"]]
    assert fates == [Fate.CHANGED, Fate.SAME, Fate.NEW, *[Fate.REFUSED] * 7, Fate.EMPTY, Fate.NEW]
    assert standing(alma) == {REFERRED: 7, CHARGED: 1}

    assert looked.context["sentence"] == (
        "12 rows: 2 numbers are new, 1 number will be corrected, 1 number stands already, 1 row says no number, "
        "7 rows are refused."
    )
    text = looked.context["form"]["text"].value()
    done = client.post(address, {"text": text}, follow=True)
    assert "3 numbers are written." in done.content.decode()
    assert standing(alma) == {REFERRED: 8, CHARGED: 1, EVIDENCE: 2, "922G9.REFERRED": 5}


def test_a_file_of_past_quarters_leads_to_the_newest_of_them(alma, client_of):
    text = file_of(row(REFERRED, 8, "2025-Q1"), row(REFERRED, 7, "2024-Q4")).decode()
    done = client_of(alma).post(reverse("case-count-import"), {"text": text}, follow=True)

    assert done.redirect_chain[-1][0].endswith("?quarter=2025-Q1")
    assert "October to December 2024; January to March 2025" in done.content.decode()


@pytest.mark.parametrize("line", [
    "SSN 123-45-6789,x", "SSN 123-45-6789,x,,,", "2026-Q3,2261,REFERRED,,123-45-6789", "2026-Q3,A-number 123456789,,,3",
    "SSN,123456789,,,2", "2026-Q3,2261,DECLINED,DOB 3/4/1989,1",
])  # fmt: skip
def test_a_row_that_may_identify_somebody_is_refused_and_shown_nowhere(alma, client_of, line):
    client, address = client_of(alma), reverse("case-count-import")

    looked = client.post(address, {"counts": SimpleUploadedFile("c.csv", file_of(line, row(REFERRED, 8)))})
    again = client.post(address, {"text": looked.context["form"]["text"].value() + "2031-Q1,x,,,\r\n", "is_sure": ""})
    for answer in (looked, again):
        assert not re.search("123-?45-?6789|1989", answer.content.decode())
    first, second = looked.context["judged"]
    assert (first.fate, second.fate) == (Fate.REFUSED, Fate.NEW)
    assert "may identify somebody" in first.words


@pytest.mark.parametrize("line", ["2026-Q9,922G8,REFERRED,,", "2026-Q3,9,REFERRED,,", "soon,x", "2026-Q3,922G8,SEEN,,"])
def test_a_row_of_no_quarter_or_statute_is_refused_also_without_a_number(alma, line):
    with at_office(alma):
        assert [each.fate for each in case_import.judge(file_of(line), on=make.DAY)] == [Fate.REFUSED]


def test_a_file_that_charges_more_than_was_referred_is_asked_about_and_written_whole_or_not(alma, client_of):
    client, address = client_of(alma), reverse("case-count-import")
    text = file_of(row(REFERRED, 1, "2026-Q2"), row(CHARGED, 9)).decode()

    assert client.post(address, {"text": text}).status_code == 422
    assert standing(alma, date(2026, 4, 1)) == {}
    assert client.post(address, {"text": text, "is_sure": "on"}).status_code == 302
    assert standing(alma) == {CHARGED: 9}


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2", b"quarter,statute,measure,number", b"\xff\xfe", b"%PDF",
                                  b"quarter,statute,measure,number\n" + b"\n" * 9 + b"x,y\n" * 1001])  # fmt: skip
def test_a_file_that_is_none_is_refused_in_a_sentence(alma, client_of, data):
    client = client_of(alma)
    answer = client.post(reverse("case-count-import"), {"counts": SimpleUploadedFile("c.csv", data)})
    assert answer.status_code == 422
    again = client.post(reverse("case-count-import"), {"text": data.decode(errors="replace")})
    assert again.status_code in {400, 422}


def test_the_template_has_a_row_for_each_number_and_reads_as_nothing(alma, client_of):
    data = client_of(alma).get(reverse("case-count-template")).content
    with at_office(alma):
        judged = case_import.judge(data, on=make.DAY)
    assert len(judged) == len(CELLS)
    assert {each.fate for each in judged} == {Fate.EMPTY}
    filled = data.replace(b",,\r\n", b",,4\r\n")
    with at_office(alma):
        assert {each.fate for each in case_import.judge(filled, on=make.DAY)} == {Fate.EMPTY, Fate.NEW}


# --- programs ----------------------------------------------------------------------------------------------------
def test_a_program_enters_and_reads_with_unit_source_and_caution(alma):
    _token, key = token_of(alma, "CASE_COUNT_VIEW", "CASE_COUNT_EDIT")
    cells = {REFERRED: 7, EVIDENCE: 2}
    client, address = caller(key), "/api/v1/case-counts/enter/"

    answer = client.post(address, {"quarter": "2026-Q3", "cells": cells}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert standing(alma) == {REFERRED: 7, EVIDENCE: 2}
    said = client.get("/api/v1/case-counts/?quarter=2026-Q3").json()
    assert said == answer.json()
    assert [cell["number"] for cell in said["cells"]] == [7, 2]
    assert (said["unit"], said["source"], said["caution"], said["office"]) == (
        "matters", str(SOURCE), str(CAUTION), "txnd",
    )  # fmt: skip
    assert set(said["beside"]) == set(LABELS)
    for bad in ({"922G8.DECLINED": 1}, {REFERRED: -1}, {REFERRED: True}, {REFERRED: "7"}, {}, [7]):
        body = {"quarter": "2026-Q3", "cells": bad}
        is_problem(client.post(address, body, content_type="application/json"), 400)
    body = {"quarter": "2026-Q3", "cells": {CHARGED: 8}}
    is_problem(client.post(address, body, content_type="application/json"), 409)
    assert client.post(address, body | {"is_sure": True}, content_type="application/json").status_code == 200


# --- what stands beside, and the report --------------------------------------------------------------------------
def test_what_stands_beside_is_the_same_from_figures_and_from_rows(alma, shelter):
    log.entry(alma, organizations=[shelter], held_on=date(2026, 8, 12), did=Did.TRAINING, trained={"COURTS": 31})
    log.entry(alma, organizations=[shelter], held_on=date(2026, 7, 1), did=Did.EDUCATION, educated=5)
    log.entry(alma, organizations=[shelter], held_on=date(2026, 6, 30))
    with at_office(alma):
        from_figures = beside([date(2026, 4, 1), QUARTER])
        assert from_figures[QUARTER] == beside_as_known(make.office(), QUARTER, datetime.now(CENTER))
    assert (from_figures[QUARTER].contacts, from_figures[QUARTER].trained, from_figures[QUARTER].educated) == (2, 31, 5)
    assert from_figures[date(2026, 4, 1)].contacts == 1


def test_the_office_reads_its_numbers_in_its_copy_of_the_report_and_eousa_does_not(alma, erin, client_of):
    enter(alma, {REFERRED: 4711}, at=in_time())
    with at_office(alma):
        report = Report.objects.begin(office=make.office(), quarter=QUARTER, by=alma, at=datetime.now(CENTER))
        report.submit(seen=report.changed_at, by=alma, at=datetime.now(CENTER), on=make.DAY)
    with time_machine.travel(datetime.now(CENTER) + timedelta(days=1)):
        enter(alma, {REFERRED: 4712})
        own = client_of(alma).get(reverse("report-detail", args=[report.pk])).content.decode()
        theirs = client_of(erin).get(reverse("report-detail", args=[report.pk])).content.decode()
        assert client_of(alma).get(reverse("report-pdf", args=[report.pk])).content.startswith(b"%PDF")
    assert "4,711" in own
    assert str(CAUTION) in own
    assert "471" not in theirs
    assert "Case counts" not in theirs
    with acting_as(DatabaseRole.EOUSA):
        assert "471" not in str(Report.objects.for_everybody().get(pk=report.pk).figures)


def test_both_panels_say_what_stands(alma, erin, client_of):
    enter(alma, ALL, at=in_time())
    own = client_of(alma).get(reverse("office-staffing", args=["txnd"])).content.decode()
    assert "The case counts of July to September 2026 are complete." in own
    theirs = client_of(erin).get(reverse("office-staffing", args=["txnd"])).content.decode()
    assert "case counts of July" not in theirs
    board = client_of(erin).get("/").content.decode()
    assert "No national total of July to September 2026 can be shown." in board

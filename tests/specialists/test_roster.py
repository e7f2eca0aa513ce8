"""A roster file: what is said of each row, and what applying it writes."""

import csv
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Person
from portal.tenancy import acting_as
from specialists.coverage import Authority, Kind
from specialists.models import Appointment, RosterUpload, StaffContact
from specialists.models.appointment import AppointmentQuerySet
from specialists.roster.judging import Fate, Verdict, judge
from specialists.roster.reading import MOST_BYTES, MOST_ROWS, read
from specialists.roster.record import Contact, Holder, Office, Record, Service
from tests import make

HEADER = "office,person,email,authority,kind,starts_on,ends_on"
OFFICES = (
    Office(1, "txnd", "N.D. Tex.", "Northern District of Texas", "usao-ndtx"),
    Office(2, "nysd", "S.D.N.Y.", "Southern District of New York", "usao-sdny"),
    Office(3, "gud", "D. Guam", "District of Guam", "usao-gu"),
    Office(4, "nmid", "D. N. Mar. I.", "District of the Northern Mariana Islands", "usao-gu"),
)
ALMA = Service(
    1, "alma@ndtx.example", "Alma Reyes", Authority.AUSA_542, Kind.FULL_TIME, date(2024, 3, 4), ends_on=None, id=7
)
RECORD = Record(
    OFFICES,
    services=(ALMA,),
    contacts=(Contact(1, "US_ATTORNEY", "Lena Hart", "lena@ndtx.example", id=9),),
    people={
        "alma@ndtx.example": Holder("Alma Reyes"),
        "pia@harbor.example": Holder("Pia Lund", "Safe Harbor"),
    },
)


def verdicts(*rows: str, header: str = HEADER, record: Record = RECORD) -> list[Verdict]:
    return judge(read("\n".join([header, *rows]).encode()), record, on=make.DAY)


def words(*rows: str, **facts: Any) -> list[str]:
    return [f"{verdict.fate}: {verdict.words}" for verdict in verdicts(*rows, **facts)]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(data)
    return str(refused.value)


# --- the whole file ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty. Choose the roster again."),
        (b" \n\n", "The file is empty. Choose the roster again."),
        (b"PK\x03\x04junk", "an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF-1.7", "a PDF document"),
        (HEADER.encode("utf-16"), "UTF-16"),
        (HEADER.encode("utf-16-le"), "UTF-16"),
        (HEADER.encode() + b"\n\0", "bytes that are not text"),
        (f"{HEADER}\ntxnd,José".encode("latin-1"), "Row 2 holds a character that is not UTF-8"),
        (b"x" * (MOST_BYTES + 1), "larger than 2 MB"),
        ((HEADER + "\n" + "a\n" * (MOST_ROWS + 1)).encode(), "more than 5000 rows"),
        (HEADER.replace(",", ";").encode(), "separated by semicolons"),
        (HEADER.replace(",", "\t").encode(), "separated by tabs"),
        (b"txnd,Alma Reyes,alma@ndtx.example", "The first row is not a header: it reads"),
        (f"Roster of 2026\n{HEADER}\n".encode(), "The header stands in row 2. Delete the rows above it"),
        (b"office,person,email,kind\n", "The header lacks: authority, starts_on."),
        (f"{HEADER},office\n".encode(), "The column “office” appears twice."),
        (f"{HEADER},post\n".encode(), "The file mixes two rosters"),
        (f"{HEADER}\n,,,,,,\n".encode(), "a header and no rows"),
        (f'{HEADER}\n"{"x" * 140_000}'.encode(), "Row 2 cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_a_roster_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_columns_stand_in_any_order_under_plain_names_and_a_byte_order_mark_does_no_harm() -> None:
    data = "\ufeffKind;E-mail;Start date;Specialist;Phone;District;Authority".replace(";", ",")
    sheet = read(f"{data}\r\nfull time,new@x.example,2026-01-05,New Person,555,N.D. Tex.,AUSA\r\n".encode())

    assert sheet.unread == ["Phone"]
    assert judge(sheet, Record(OFFICES), on=make.DAY)[0].fate is Fate.NEW


# --- single rows -------------------------------------------------------------------------------------------------
GOOD = {
    "office": "nysd",
    "person": "Otis Green",
    "email": "otis@sdny.example",
    "authority": "AUSA",
    "kind": "full time",
    "starts_on": "2026-01-05",
    "ends_on": "",
}


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("office", "usao-gu", "stands for gud (D. Guam) and nmid (D. N. Mar. I.). Write one of these."),
        ("office", "txdn", "Perhaps N.D. Tex. (txnd) is meant."),
        ("office", "Mars", "There is no office “Mars”. Write its court id or abbreviation"),
        ("office", "", "The column office is empty. Fill it in."),
        ("person", "12345", "“12345” is not a name."),
        ("person", '=HYPERLINK("x")', "The column person begins with “=”, as a formula does."),
        ("ends_on", "-", "The column ends_on begins with “-”"),
        ("email", "otis at sdny", "“otis at sdny” is not an e-mail address."),
        ("email", "a@x.example; b@x.example", "is not an e-mail address"),
        ("email", "alma@ndtx.example", "on record as Alma Reyes, the row says Otis Green"),
        ("email", "pia@harbor.example", "belongs to Pia Lund of Safe Harbor, not to a US Attorney's Office"),
        ("email", "example@example.invalid", "This is the example row of the template. Delete it."),
        ("email", "x" * 250 + "@x.example", "longer than 254 characters"),
        ("authority", "AUSA 543", "The authority “AUSA 543” is not known."),
        ("kind", "half time", "The kind “half time” is not known."),
        ("starts_on", "2026-02-30", "starts_on “2026-02-30” is no day of the calendar."),
        ("starts_on", "13/04/2026", "has no month 13. If the day stands first, write 2026-04-13."),
        ("starts_on", "1/5/26", "has a year of two digits"),
        ("starts_on", "46027", "is a spreadsheet's day number"),
        ("starts_on", "last spring", "is not a date"),
        (
            "starts_on",
            "1776-07-04",
            "year 1776; nothing on record is older than 1994. Check the year.",
        ),
        ("starts_on", "2999-01-05", "starts_on 2999-01-05 is more than a year ahead. Check the year."),
        ("ends_on", "2999-01-05", "ends_on is in the year 2999. Check it; where no end is known leave the cell empty."),
        ("starts_on", "2028-01-05", "is more than a year ahead"),
        ("ends_on", "9999-12-31", "where no end is known leave the cell empty"),
        ("ends_on", "2025-01-05", "It ends (2025-01-05) before it starts (2026-01-05)."),
    ],
)
def test_a_wrong_cell_is_refused_with_what_to_do(column: str, text: str, said: str) -> None:
    row = GOOD | {column: text}
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in row.values())

    (verdict,) = verdicts(quoted)

    assert verdict.fate is Fate.REFUSED
    assert said in verdict.words


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    (said,) = words("Mars,Otis Green,otis,AUSA,full time,soon,")

    assert "no office" in said
    assert "not an e-mail address" in said
    assert "not a date" in said


def test_a_row_of_another_width_or_with_a_line_break_is_refused() -> None:
    said = words(
        "nysd,Green, Otis,otis@sdny.example,AUSA,full time,2026-01-05,",
        'nysd,"Otis\nGreen",otis@sdny.example,AUSA,full time,2026-01-05,',
    )

    assert "put a cell that holds a comma into quotation marks" in said[0]
    assert "A cell holds a line break" in said[1]


@pytest.mark.parametrize("office", ["txnd", "TXND", "N.D. Tex.", "nd tex", "usao-ndtx", "northern district of texas"])
def test_an_office_is_known_by_every_name(office: str) -> None:
    assert verdicts(f"{office},Alma Reyes,ALMA@NDTX.example,AUSA,full time,3/4/2024,")[0].fate is Fate.SAME


@pytest.mark.parametrize("name", ["Reyes, Alma", "ALMA REYES", "Alma J. Reyes", "Álma Reyes"])
def test_a_name_spelled_otherwise_is_the_same_person(name: str) -> None:
    assert verdicts(f'txnd,"{name}",alma@ndtx.example,AUSA,full time,2024-03-04,')[0].fate is Fate.SAME


def test_a_date_that_the_file_leaves_open_is_refused() -> None:
    said = words(
        "nysd,Otis Green,otis@sdny.example,AUSA,collateral,13/04/2026,",
        "nysd,Ann Green,ann@sdny.example,AUSA,collateral,3/4/2026,",
        "nysd,Bea Green,bea@sdny.example,AUSA,collateral,4/4/2026,",
    )

    assert said[1].endswith("can be 2026-03-04 or 2026-04-03, as row 2 writes the day first. Write which.")
    assert said[2].startswith("NEW")


# --- against the record ------------------------------------------------------------------------------------------
def test_a_change_is_told_from_what_to_what() -> None:
    (said,) = words("txnd,Alma Reyes,alma@ndtx.example,SAUSA,collateral,2024-03-04,2026-12-31")

    assert said == (
        "CHANGED: Alma Reyes: authority: AUSA (28 USC 542) → special AUSA (28 USC 543); "
        "kind: full time → collateral duty; end: no end → Dec. 31, 2026."
    )


def test_a_file_without_the_column_ends_on_leaves_ends_alone() -> None:
    ended = Record(OFFICES, services=(replace(ALMA, ends_on=date(2027, 1, 1)),))
    header = HEADER.removesuffix(",ends_on")

    assert words("txnd,Alma Reyes,alma@ndtx.example,AUSA,full time,2024-03-04", header=header, record=ended) == [
        "SAME: On record already."
    ]
    assert (
        "end: Jan. 1, 2027 → no end"
        in words("txnd,Alma Reyes,alma@ndtx.example,AUSA,full time,2024-03-04,", record=ended)[0]
    )


def test_a_second_full_time_specialist_is_refused_until_the_first_has_an_end() -> None:
    otis = "txnd,Otis Green,otis@ndtx.example,AUSA,full time,2026-01-05,"
    ended = Record(OFFICES, services=(replace(ALMA, ends_on=date(2026, 2, 1)),))
    end = "txnd,Alma Reyes,alma@ndtx.example,AUSA,full time,2024-03-04,2026-01-05"

    assert words(otis)[0] == (
        "REFUSED: Alma Reyes serves here (full time) since March 4, 2024; an office has one full-time specialist at a "
        "time. End that service in a row of its own."
    )
    assert words(otis, record=ended)[0].endswith("one full-time specialist at a time. Correct the dates.")
    assert [verdict.fate for verdict in verdicts(otis, end)] == [Fate.NEW, Fate.CHANGED]
    assert [verdict.turn for verdict in verdicts(otis, end)] == [1, 0], "the end is written first"
    assert verdicts(otis.replace("full time", "collateral"))[0].fate is Fate.NEW


def test_one_person_does_not_serve_twice_at_once() -> None:
    (said,) = words("txnd,Alma Reyes,alma@ndtx.example,AUSA,collateral,2026-01-05,")

    assert said == (
        "REFUSED: Alma Reyes serves here (full time) since March 4, 2024 already. To change it, write its start "
        "2024-03-04; to follow it, end it in a row of its own."
    )


def test_both_of_two_rows_that_collide_are_refused_and_each_names_the_other() -> None:
    said = words(
        "nysd,Otis Green,otis@sdny.example,AUSA,full time,2026-01-05,",
        "nysd,Ann Green,ann@sdny.example,AUSA,ft,2026-02-01,2026-03-01",
        "nysd,Bea Green,bea@sdny.example,AUSA,ft,2025-02-01,2026-01-05",
    )

    assert said[0].startswith("REFUSED: Row 3 has another full-time specialist here at the same time.")
    assert said[1].startswith("REFUSED: Row 2 has another full-time specialist here at the same time.")
    assert said[2].startswith("NEW: Bea Green, full time, from Feb. 1, 2025 (until Jan. 5, 2026).")


def test_a_repeated_row_counts_once_and_a_contradicting_one_not_at_all() -> None:
    otis = "nysd,Otis Green,otis@sdny.example,AUSA,full time,2026-01-05,"

    assert words(otis, otis)[1] == "REFUSED: It repeats row 2. Delete one of the two."
    assert verdicts(otis, otis)[0].fate is Fate.NEW
    said = words(otis, otis.replace("full time", "acting"))
    assert said[0] == "REFUSED: Row 3 says something else of the same service. Keep one of the two."
    assert said[1] == "REFUSED: Row 2 says something else of the same service. Keep one of the two."


def test_one_address_with_two_names_is_refused_twice() -> None:
    said = words(
        "nysd,Otis Green,o@sdny.example,AUSA,full time,2026-01-05,",
        "gud,Olga Grey,o@sdny.example,AUSA,full time,2026-01-05,",
    )

    assert said[0] == "REFUSED: Row 3 gives the same e-mail address another name. Correct one of the two."
    assert said[1] == "REFUSED: Row 2 gives the same e-mail address another name. Correct one of the two."


def test_only_a_shared_specialist_names_another_office() -> None:
    header = f"{HEADER},shared_with"
    said = words(
        "gud,Kai Cruz,kai@gu.example,AUSA,shared,2026-01-05,,nmid",
        "nysd,Otis Green,otis@sdny.example,AUSA,full time,2026-01-05,,txnd",
        "nmid,Ana Cruz,ana@gu.example,AUSA,shared,2026-01-05,,nmid",
        header=header,
    )

    assert said[0].startswith("NEW: Kai Cruz, shared with D. N. Mar. I., from Jan. 5, 2026")
    assert "Only a shared specialist is shared with an office." in said[1]
    assert "An office cannot share a specialist with itself." in said[2]
    for columns, row in ((header, ",,"), (HEADER, ",")):
        nobody = words(f"gud,Kai Cruz,kai@gu.example,AUSA,shared,2026-01-05{row}", header=columns)
        assert nobody == ["REFUSED: A shared specialist needs the other office. Name it in the column shared_with."]
    shared = Service(3, "kai@gu.example", "Kai Cruz", Authority.AUSA_542, Kind.SHARED, date(2026, 1, 5), None, 4, id=1)
    assert words("gud,Kai Cruz,kai@gu.example,AUSA,shared,2026-01-05,", record=Record(OFFICES, services=(shared,))) == [
        "SAME: On record already."
    ], "a file without the column leaves it alone"
    alone = words(
        "gud,Kai Cruz,kai@gu.example,AUSA,full time,2026-01-05,,",
        header=header,
        record=Record(OFFICES, services=(shared,)),
    )
    assert "shared with: D. N. Mar. I. → none" in alone[0]


def test_contacts_are_new_changed_the_same_or_refused() -> None:
    assert words(
        "txnd,US Attorney,Lena Hart,LENA@ndtx.example",
        "txnd,staffing mailbox,,staffing@ndtx.example",
        "nysd,First Assistant,,fausa@sdny.example",
        "nysd,Chief,Ann Green,ann@sdny.example",
        "gud,AO,Ann Green,ann@gu.example",
        "gud,AO,Bea Green,bea@gu.example",
        header="office,post,name,email",
    ) == [
        "SAME: On record already.",
        "NEW: staffing@ndtx.example is entered.",
        "REFUSED: The column person is empty. Fill it in.",
        (
            "REFUSED: The post “Chief” is not known. Write “US Attorney”, “First Assistant”, “administrative officer” "
            "or “staffing mailbox”."
        ),
        "REFUSED: Row 7 names somebody else for the same post. Keep one of the two.",
        "REFUSED: Row 6 names somebody else for the same post. Keep one of the two.",
    ]
    assert words("txnd,US Attorney,Leo Hart,leo@ndtx.example", header="office,post,name,email") == [
        "CHANGED: Leo Hart: name: Lena Hart → Leo Hart; e-mail: lena@ndtx.example → leo@ndtx.example."
    ]


# --- a whole roster with mistakes --------------------------------------------------------------------------------
SAID = {
    13: "“no.address.at.cod” is not an e-mail address. Write one address like name@office.example.",
    15: "starts_on “2024-02-31” is no day of the calendar. Correct it.",
    17: "starts_on “4/5/2024” can be 2024-04-05 or 2024-05-04, as row 19 writes the day first. Write which.",
    19: "starts_on “31/12/2023” has no month 31. If the day stands first, write 2023-12-31.",
    23: "The office “usao-gu” stands for gud (D. Guam) and nmid (D. N. Mar. I.). Write one of these.",
    25: "starts_on “45292” is a spreadsheet's day number. Format the column as a date and save again.",
    33: "It ends (2024-06-01) before it starts (2025-06-01). Correct one of the dates.",
    41: "The column person begins with “=”, as a formula does. Type the value itself, or nothing.",
    44: "The authority “28 USC 543 AUSA” is not known. Write “AUSA” (28 USC 542), “SAUSA” (28 USC 543) or “925D”.",
    49: "The kind “half time” is not known. Write “full time”, “collateral”, “acting” or “shared”.",
    51: "It repeats row 50. Delete one of the two.",
    52: "Row 53 has another full-time specialist here at the same time. Correct one of the two.",
    53: "Row 52 has another full-time specialist here at the same time. Correct one of the two.",
    64: "Row 69 gives the same e-mail address another name. Correct one of the two.",
    69: "Row 64 gives the same e-mail address another name. Correct one of the two.",
    74: "The row has 8 cells, the header 7: put a cell that holds a comma into quotation marks.",
    76: "The column email is empty. Fill it in.",
    82: (
        "There is no office “S.D. Texs”. Perhaps S.D. Tex. (txsd) is meant. Write its court id or abbreviation, "
        "like txnd or N.D. Tex."
    ),
    84: "starts_on “3/4/26” has a year of two digits. Write it as 2026-03-04.",
}
"""What is said to the rows of the roster with mistakes, by row."""


def test_ninety_four_rows_with_mistakes_each_hear_what_is_wrong(erin: Person) -> None:
    with (Path(__file__).parent / "roster_with_mistakes.csv").open("rb") as file:
        rows = file.read().decode().splitlines()
    upload = uploaded(*rows[1:], by=erin, header=rows[0])

    assert len(upload.rows) == 94
    assert {row["number"]: row["words"] for row in upload.rows if row["fate"] == Fate.REFUSED} == SAID
    assert applied(upload, erin)
    assert len(standing()) == 94 - len(SAID)


# --- at random ---------------------------------------------------------------------------------------------------
CELLS = st.sampled_from(
    [
        "txnd",
        "nysd",
        "usao-gu",
        "Alma Reyes",
        "alma@ndtx.example",
        "b@x.example",
        "AUSA",
        "full time",
        "shared",
        "acting",
        "2024-03-04",
        "3/4/2024",
        "13/04/2024",
        "2026-01-01",
        "",
        "=1+1",
        "US Attorney",
        "AO",
        "-",
        "99999",
        "½",
        "²²-¹-1",
    ]
)
WORDS = st.one_of(CELLS, st.text(max_size=12))
HEADERS = st.sampled_from([HEADER, f"{HEADER},shared_with", "office,post,person,email", "email,office,POST"])


@settings(max_examples=400, deadline=None)
@given(HEADERS, st.lists(st.lists(WORDS, min_size=1, max_size=9), max_size=12))
def test_whatever_stands_in_the_cells_each_row_has_one_fate(header: str, rows: list[list[str]]) -> None:
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    try:
        sheet = read(f"{header}\n{buffer.getvalue()}".encode())
    except (Refused, UnicodeEncodeError):
        return

    found = judge(sheet, RECORD, on=make.DAY)

    assert [verdict.line for verdict in found] == list(sheet.lines)
    assert all(verdict.words for verdict in found)
    assert all((verdict.fact is None) == (verdict.fate is Fate.REFUSED) for verdict in found)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.builds(lambda junk: HEADER.encode() + b"\n" + junk, st.binary(max_size=400)))
)
def test_whatever_the_bytes_are_the_file_is_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        assert judge(read(data), RECORD, on=make.DAY)


PERIODS = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(
    lambda pair: (date(2026, 1, 1) + timedelta(pair[0]), date(2026, 1, 1) + timedelta(pair[0] + pair[1]))
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), PERIODS), max_size=8))
def test_what_is_not_refused_never_makes_two_full_time_specialists(rows: list[tuple[int, tuple[date, date]]]) -> None:
    lines = [f"nysd,Person {'abcde'[who]}x,p{who}@x.example,AUSA,ft,{start},{end}" for who, (start, end) in rows]
    if not lines:
        return

    kept = [verdict.fact for verdict in verdicts(*lines) if isinstance(verdict.fact, Service)]

    assert not any(one.meets(other) for one, other in combinations(kept, 2))


# --- the record --------------------------------------------------------------------------------------------------
def uploaded(*rows: str, by: Person, header: str = HEADER) -> RosterUpload:
    roster = ContentFile("\n".join([header, *rows]).encode(), "roster.csv")
    with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
        return RosterUpload.objects.receive(roster=roster, by=by, on=make.DAY)


def applied(upload: RosterUpload, by: Person) -> bool:
    with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
        return upload.apply(by=by, on=make.DAY)


def standing() -> list[Appointment]:
    with acting_as(DatabaseRole.EOUSA):
        return list(Appointment.objects.standing().select_related("person").order_by("pk"))


def test_checking_writes_no_appointment_and_no_person(erin: Person) -> None:
    upload = uploaded("nysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,", by=erin)

    assert upload.counts == {Fate.NEW: 1, Fate.CHANGED: 0, Fate.SAME: 0, Fate.REFUSED: 0}
    assert not standing()
    assert not Person.objects.filter(email="nora@sdny.example").exists()


def test_applying_writes_the_good_rows_and_a_new_person_without_account(erin: Person) -> None:
    upload = uploaded(
        "nysd,Nora Vale,Nora@SDNY.example,AUSA,full time,2026-01-05,", "Mars,Max Moon,m@x.example,AUSA,ft,1,", by=erin
    )

    assert applied(upload, erin)

    (row,) = standing()
    assert (row.person.name, row.person.email, row.kind) == ("Nora Vale", "nora@sdny.example", Kind.FULL_TIME)
    assert row.recorded_by_id == erin.pk
    assert not hasattr(row.person, "user")
    assert upload.is_applied


def test_applying_twice_changes_nothing(erin: Person) -> None:
    row = "nysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,"
    upload = uploaded(row, by=erin)
    applied(upload, erin)

    with pytest.raises(Refused, match="applied already"):
        applied(upload, erin)
    again = uploaded(row, by=erin)

    assert again.counts[Fate.SAME] == 1
    assert applied(again, erin)
    assert len(standing()) == 1


def test_a_changed_end_supersedes_and_the_old_row_stays(erin: Person) -> None:
    old = make.appointment("txnd", starts_on=date(2024, 3, 4))
    person = old.person

    applied(uploaded(f"txnd,{person.name},{person.email},AUSA,full time,2024-03-04,2026-06-30", by=erin), erin)

    (row,) = standing()
    assert (row.replaces_id, row.ends_on) == (old.pk, date(2026, 6, 30))
    with acting_as(DatabaseRole.EOUSA):
        assert Appointment.objects.get(pk=old.pk).ends_on is None


def test_a_person_on_record_is_met_whatever_the_case_of_the_address(erin: Person) -> None:
    known = make.person("Nora Vale", email="Nora.Vale@SDNY.example")

    applied(uploaded("nysd,Nora Vale,nora.vale@sdny.EXAMPLE,AUSA,ft,2026-01-05,", by=erin), erin)

    assert standing()[0].person_id == known.pk


def test_a_record_that_changed_since_the_check_is_shown_anew_and_nothing_written(erin: Person) -> None:
    upload = uploaded(
        "nysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,",
        "gud,Kai Cruz,kai@gu.example,AUSA,full time,2026-01-05,",
        by=erin,
    )
    other = make.appointment("nysd", starts_on=date(2026, 2, 1))

    assert not applied(upload, erin)

    assert [row.pk for row in standing()] == [other.pk]
    assert not upload.is_applied
    assert upload.counts[Fate.REFUSED] == 1
    assert applied(upload, erin), "the second look is at what was shown"
    assert len(standing()) == 2


def test_a_row_that_fails_while_writing_takes_all_back(erin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = uploaded(
        "nysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,",
        "gud,Kai Cruz,kai@gu.example,AUSA,full time,2026-01-05,",
        by=erin,
    )
    appoint = AppointmentQuerySet.appoint

    def second_fails(self: Any, **facts: Any) -> Any:
        if facts["office"].court_id == "gud":
            raise Refused("Somebody was faster.")
        return appoint(self, **facts)

    monkeypatch.setattr(AppointmentQuerySet, "appoint", second_fails)
    with pytest.raises(Refused, match="faster"):
        applied(upload, erin)

    assert not standing()
    assert not Person.objects.filter(email="nora@sdny.example").exists()
    with acting_as(DatabaseRole.EOUSA):
        assert not RosterUpload.objects.get(pk=upload.pk).is_applied


def test_contacts_enter_the_record_and_a_changed_one_takes_the_place(erin: Person) -> None:
    old = make.staff_contact("txnd", name="Lena Hart", email="lena@ndtx.example")
    rows = ("txnd,US Attorney,Leo Hart,leo@ndtx.example", "txnd,mailbox,,staffing@ndtx.example")

    assert applied(uploaded(*rows, by=erin, header="office,post,person,email"), erin)

    with acting_as(DatabaseRole.EOUSA):
        found = {contact.post: contact for contact in StaffContact.objects.standing()}
    assert found["US_ATTORNEY"].email == "leo@ndtx.example"
    assert found["US_ATTORNEY"].replaces_id == old.pk
    assert found["STAFFING_MAILBOX"].name == ""


# --- the pages ---------------------------------------------------------------------------------------------------
def sent(client: Any, *rows: str) -> Any:
    return client.post("/roster/", {"roster": ContentFile("\n".join([HEADER, *rows]).encode(), "roster.csv")})


def test_upload_look_apply_download(erin: Person, client_of: Any) -> None:
    browser = client_of(erin)
    answer = sent(
        browser, "nysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,", "Mars,=1+1,m@x.example,A,ft,1,"
    )
    page = browser.get(answer.url)

    assert "2 rows: 1 new, 1 refused." in page.content.decode()
    assert "Nothing is written yet." in page.content.decode()
    assert "Mars" not in browser.get(f"{answer.url}?fate=NEW").content.decode()
    assert "1 new row enters the record." in browser.get(f"{answer.url}apply/").content.decode()
    assert not standing()

    done = browser.post(f"{answer.url}apply/", follow=True).content.decode()
    assert "1 row was written." in done
    assert len(standing()) == 1

    refused = browser.get(f"{answer.url}refused/").content.decode().splitlines()
    assert refused[0].startswith("office,person,email,authority,kind,starts_on,ends_on,row,reason")
    assert refused[1].startswith("Mars,'=1+1,m@x.example,")
    assert "There is no office “Mars”" in refused[1]

    again = browser.post(f"{answer.url}apply/")
    assert again.status_code == 422
    assert "applied already" in again.content.decode()
    assert "roster.csv" in browser.get("/roster/").content.decode()


def test_what_is_not_a_roster_is_said_on_the_form(erin: Person, client_of: Any) -> None:
    browser = client_of(erin)

    for data in (b"PK\x03\x04", b"", b"\xff\xfe"):
        answer = browser.post("/roster/", {"roster": ContentFile(data, "roster.xlsx")})
        assert answer.status_code == 422
        assert "Not done yet" in answer.content.decode()
    assert not browser.get("/roster/?format=csv").content.decode().splitlines()[1:]


def test_a_template_is_read_and_its_example_refused(erin: Person, client_of: Any) -> None:
    for table in ("SPECIALISTS", "CONTACTS"):
        data = client_of(erin).get(f"/roster/template/{table}/").content
        (verdict,) = judge(read(data), RECORD, on=make.DAY)
        assert verdict.words == "This is the example row of the template. Delete it."
    assert client_of(erin).get("/roster/template/OTHER/").status_code == 404


def test_the_roster_is_for_eousa_desk_officers_only(cast: dict[str, Person], client_of: Any) -> None:
    upload = uploaded("nysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,", by=cast["erin"])
    for name, person in cast.items():
        for path in ("", "template/CONTACTS/", f"{upload.pk}/", f"{upload.pk}/apply/", f"{upload.pk}/refused/"):
            status = client_of(person).get(f"/roster/{path}").status_code
            assert status == (200 if name == "erin" else 403), (name, path)
        assert client_of(person).post(f"/roster/{upload.pk}/apply/").status_code == (302 if name == "erin" else 403)


# --- the command -------------------------------------------------------------------------------------------------
def command(*arguments: object) -> str:
    out = StringIO()
    call_command("import_roster", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(f"{HEADER},phone\nnysd,Nora Vale,nora@sdny.example,AUSA,full time,2026-01-05,,555\n")
    return path


def test_the_command_says_what_it_would_do_and_does_it_when_told(erin: Person, file: Path) -> None:
    said = command(file)
    assert "row    2  new      Nora Vale, full time, from Jan. 5, 2026 (no end). A person not yet on record." in said
    assert "Columns that are not read: phone." in said
    assert not standing()

    assert "Written: 1 rows, in the name of Erin Cole." in command(file, "--apply", "--as", erin.email.upper())
    assert len(standing()) == 1
    assert "Nothing to write." in command(file, "--apply")


def test_the_command_needs_a_desk_officer_and_a_roster(erin: Person, rhea: Person, file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Only an EOUSA desk officer"):
        command(file, "--as", rhea.email)
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        command(tmp_path / "nothing.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(CommandError, match=r"The file is empty\. Choose the roster again\. Nothing is written\."):
        command(tmp_path / "empty.csv")
    make.member("Eva Long", Role.EOUSA)
    with pytest.raises(CommandError, match="There are several EOUSA desk officers"):
        command(file)

"""A roster file: what is said of each row, and what applying it writes."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Person
from portal.tenancy import acting_as
from specialists.coverage import Authority, Kind
from specialists.models import Appointment, RosterUpload, StaffContact
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
        ("starts_on", "1926-01-05", "is in the year 1926"),
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

    assert "can be 2026-03-04 or 2026-04-03" in said[1]
    assert said[2].startswith("NEW")


# --- against the record ------------------------------------------------------------------------------------------
def test_a_change_is_told_from_what_to_what() -> None:
    assert words("txnd,Alma Reyes,alma@ndtx.example,SAUSA,collateral,2024-03-04,2026-12-31") == [
        "CHANGED: Alma Reyes: authority: AUSA (28 USC 542) → special AUSA (28 USC 543); "
        "kind: full time → collateral duty; end: no end → Dec. 31, 2026."
    ]


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
    end = "txnd,Alma Reyes,alma@ndtx.example,AUSA,full time,2024-03-04,2026-01-05"

    assert words(otis) == [
        "REFUSED: Alma Reyes serves here (full time) since March 4, 2024; an office has one full-time specialist at a "
        "time. End that one in a row of its own."
    ]
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

    assert said[0].startswith("NEW")
    assert "Only a shared specialist is shared with an office." in said[1]
    assert "An office cannot share a specialist with itself." in said[2]
    shared = Service(3, "kai@gu.example", "Kai Cruz", Authority.AUSA_542, Kind.SHARED, date(2026, 1, 5), None, 4, id=1)
    assert words("gud,Kai Cruz,kai@gu.example,AUSA,shared,2026-01-05,", record=Record(OFFICES, services=(shared,))) == [
        "SAME: On record already."
    ], "a file without the column leaves it alone"
    assert (
        "shared with: D. N. Mar. I. → none"
        in words(
            "gud,Kai Cruz,kai@gu.example,AUSA,shared,2026-01-05,,",
            header=header,
            record=Record(OFFICES, services=(shared,)),
        )[0]
    )


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
        "REFUSED: The post “Chief” is not known. Write “US Attorney”, “First Assistant”, “administrative officer” "
        "or “staffing mailbox”.",
        "REFUSED: Row 7 names somebody else for the same post. Keep one of the two.",
        "REFUSED: Row 6 names somebody else for the same post. Keep one of the two.",
    ]
    assert words("txnd,US Attorney,Leo Hart,leo@ndtx.example", header="office,post,name,email") == [
        "CHANGED: Leo Hart: name: Lena Hart → Leo Hart; e-mail: lena@ndtx.example → leo@ndtx.example."
    ]


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
    ]
    + [
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
    try:
        judge(read(data), RECORD, on=make.DAY)
    except Refused as refusal:
        assert str(refusal).endswith((".", "?"))


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

"""The report on paper: tagged, with a title and a language, and whatever somebody writes comes out as text."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from partners.models import Report
from partners.report_pdf import UNSHOWN, pdf_of, plain, shown
from partners.report_words import DEMONSTRATION, Document, Section, Table, document
from portal.models import Person
from tests import make
from tests.partners import pdf

HOSTILE = (
    '#eval("1+1") `#import "@preview/x:1"` #include "a" $x^2$ *b* _i_ <label> @ref \\ // /* #sys.inputs [ ] { } ~ --- .'
)
TABLE = Table("Figures by duty", ("Duty", "Contacts"), (("1 Firearms", "1,204"), ("All duties", "1,204")))
REPORT = Document(
    title="Domestic violence outreach, July to September 2026",
    code="2026-Q3",
    office="United States Attorney’s Office for the Northern District of Texas",
    state="Submitted on Nov. 23, 2026 by Alma Reyes.",
    sections=[Section("The quarter", 1, ["It went well."], TABLE), Section("Deep", 2, ["Below."])],
    source="Source: the office’s own log in this portal, as recorded by November 23, 2026, 9:00 a.m. Not LIONS.",
    notice=DEMONSTRATION,
)


def squeezed(text: str) -> str:
    """Without what setting adds: spaces, ends of lines, places where a word may break."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not char.isspace() and char != "\u200b")


def said(*paragraphs: str) -> str:
    """Everything on the pages of a report with these words in it."""
    made = pdf_of(replace(REPORT, sections=[Section("The quarter", 1, list(paragraphs))]))
    return squeezed(pdf.read(made).body)


def test_it_is_tagged_and_says_what_it_is_and_in_which_language():
    found = pdf.read(pdf_of(REPORT))

    assert b"/MarkInfo<</Marked true" in found.catalog
    assert b"/StructTreeRoot" in found.catalog
    assert b"/Lang(en-US)" in found.catalog
    assert b"/DisplayDocTitle true" in found.catalog
    assert "Domestic violence outreach, July to September 2026, United States" in found.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.metadata


def test_headings_and_header_cells_are_what_they_look_like():
    roles = pdf.read(pdf_of(REPORT)).roles

    assert [role for role in roles if role.startswith("H") and role[1:].isdigit()].count("H1") == 1
    assert {"H1", "H2", "H3", "P", "Table", "THead", "TBody", "TR", "TH", "TD", "Caption"} <= set(roles)
    assert (roles.count("TH"), roles.count("TD")) == (2, 4)


@pytest.mark.parametrize("lines", [27, 28])
def test_what_leads_to_a_table_stands_on_its_page(lines):
    """Each is the last that fits on a page: the head of a part, a word before a table, the caption of one."""
    table = Table("Barriers by kind", ("Kind", "Open"), [("Transport", "1"), ("Language", "2")])
    head = Section("Figures", 1, ["Rows stand by number."])
    for table_too in ([replace(head, table=table)], [head, Section(table.caption, 2, (), table)]):
        filled = [Section("The quarter", 1, ["A line."] * lines), *table_too]
        pages = [squeezed(page) for page in pdf.read(pdf_of(replace(REPORT, sections=filled))).pages]
        [place] = [place for place, page in enumerate(pages) if "Figures" in page]
        assert "Barriersbykind" in pages[place]
        assert "Transport" in pages[place]


def test_every_page_says_where_it_comes_from_and_that_it_is_a_demonstration():
    pages = pdf.read(pdf_of(replace(REPORT, sections=[Section("Long", 1, ["words " * 1200] * 3)]))).pages

    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert squeezed(REPORT.source) in squeezed(page)
        assert squeezed(DEMONSTRATION) in squeezed(page)
        assert f"{number}/{len(pages)}" in squeezed(page)


def test_the_official_site_says_nothing_of_a_demonstration(settings):
    text = "".join(pdf.read(pdf_of(replace(REPORT, notice=""))).pages)
    assert "emonstration" not in text


@pytest.mark.parametrize(
    "text", [HOSTILE, "#" * 50, '"); #panic("x', "\\u{1F600}", "= Heading\n- list", "%PDF-1.7 endobj"]
)
def test_what_somebody_writes_is_text_and_no_program(text):
    assert squeezed(text) in said(text)


def test_a_text_of_8_000_characters_comes_out_whole():
    told = " ".join(f"word{number}" for number in range(1000))[:8000]
    endless = "x" * 8000

    found = said(told, endless)
    assert squeezed(told) in found
    assert squeezed(endless) in found


def test_signs_that_turn_the_direction_of_text_are_told_by_number():
    found = said("\u202eevil\u202c and \u2066more\u2069")
    assert "[U+202E]evil[U+202C]and[U+2066]more[U+2069]" in found


@pytest.mark.parametrize(
    "text", ["😀 漢字 مرحبا עברית", "\x00\x07\x1b", "a\ufeffb\uffff", "\U000e0041", "e\u0301\u20dd\u0489", "\ud7b0"]
)
def test_what_no_font_shows_breaks_nothing(text):
    assert said(f"before {text} after").count("before") == 1


def test_names_of_the_country_come_out_as_they_are_written():
    for name in ("Diné", "Kānaka ʻŌiwi", "Peña", "Zoë", "Łukasz", "Ñandú", "naïve – “quoted”", "34 USC § 12291(b)(2)"):
        assert squeezed(name) in said(name)


def test_the_fonts_show_every_sign_that_is_let_through():
    every = [chr(code) for code in range(0x20, 0x2600) if not UNSHOWN.match(chr(code))]
    assert len(every) > 1500
    lines = ["".join(every[place : place + 50]) for place in range(0, len(every), 50)]

    assert "[U+" not in said(*(f"a{' a'.join(line)}" for line in lines if "[" not in line))


def test_signs_that_do_not_go_together_are_told_by_number_too():
    assert plain("é\u0489x") == "[U+00E9][U+0489]x"
    assert shown("e\u0301") == "é"


def test_a_page_and_its_paper_are_the_same_document(db):
    alma = make.person("Alma Reyes")
    report = Report(
        office=make.office(), quarter_on=date(2026, 7, 1), figures={}, texts={"duty-5": "One.\n\nTwo."},
        figures_at=datetime(2026, 11, 23, 14, tzinfo=UTC), submitted_by=alma, written_by=alma,
        submitted_at=datetime(2026, 11, 23, 15, tzinfo=UTC),
    )  # fmt: skip
    told = document(report, None)

    assert isinstance(alma, Person)
    assert told.state == "Submitted on Nov. 23, 2026 by Alma Reyes."
    assert next(s for s in told.sections if s.heading.startswith("5.")).paragraphs == ["One.", "Two."]
    found = squeezed(pdf.read(pdf_of(told)).body)
    for section in told.sections:
        assert squeezed(section.heading) in found
        for words in section.paragraphs:
            assert squeezed(words) in found

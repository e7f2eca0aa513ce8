"""The reading of an extract: what it gives, in how little memory, and what it refuses."""

import tracemalloc
from contextlib import suppress
from datetime import date
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.demo.extract import HEAD, TAIL, extract, record
from grants.feed import reading
from grants.feed.choosing import choice
from grants.feed.cleaning import BadRecord, cleaned
from grants.feed.reading import BadExtract, records
from grants.feed.records import ELEMENTS, NoticeFacts, Read
from grants.fetching import Missing, brought, opener, published, shown
from tests.grants.extract import write
from tests.make import DAY

NOTICE = {
    "OpportunityID": "362635", "OpportunityTitle": "Justice for Families (invented)", "OpportunityNumber": "O-1",
    "CFDANumbers": ["16.021", "16.590"], "EligibleApplicants": ["07", "12", "12"], "AgencyCode": "USDOJ-OJP-OVW",
    "PostDate": "11012026", "CloseDate": "12032026", "AwardCeiling": "800000", "CostSharingOrMatchingRequirement": "No",
    "Description": "<p>One &amp; all.</p><p>Two&nbsp;<b>bold</b><br/>three</p>",
}  # fmt: skip


def raw(**changes: str | list[str]) -> dict[str, list[str]]:
    """A record's texts as the reader gives them."""
    fields = NOTICE | changes
    return {name: [said] if isinstance(said, str) else list(said) for name, said in fields.items()}


def facts(**changes: str | list[str]) -> NoticeFacts:
    return cleaned(raw(**changes), is_forecast=False, today=DAY)


def file(folder: Path, text: str | bytes, name: str = "extract.xml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# --- what it gives ---------------------------------------------------------------------------------------------------
def test_a_record_comes_out_as_it_was_written(tmp_path):
    path = file(tmp_path, "".join(extract([record(NOTICE), record(NOTICE, is_forecast=True)])))
    found = [cleaned(one.texts, is_forecast=one.is_forecast, today=DAY) for one in records(path)]

    assert [one.is_forecast for one in found] == [False, True]
    notice = found[0]
    assert (notice.id, notice.number, notice.closes_on) == (362635, "O-1", date(2026, 12, 3))
    assert notice.listings == ("16.021", "16.590")
    assert notice.applicants == ("07", "12")
    assert (notice.ceiling, notice.floor, notice.cost_sharing) == (800_000, None, False)
    assert notice.description == "One & all.\n\nTwo bold\nthree"  # it was escaped twice


def test_every_element_of_the_schema_has_a_field():
    fields = {element.field for element in ELEMENTS.values()} - {""}
    assert fields <= set(NoticeFacts.__dataclass_fields__)
    assert set(NoticeFacts.__dataclass_fields__) - fields == {"id", "is_forecast", "reading_notes"}
    assert {element.read for element in ELEMENTS.values()} <= set(Read)


def test_a_zip_file_gives_the_same_records_in_flat_memory(tmp_path):
    plain, packed = tmp_path / "a.xml", tmp_path / "a.zip"
    assert write(plain, count=1_500) == write(packed, count=1_500)
    tracemalloc.start()
    same = all(one.texts == other.texts for one, other in zip(records(plain), records(packed), strict=True))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert same
    assert plain.stat().st_size > 5_000_000
    assert peak < 2_500_000


def test_only_what_is_asked_for_is_chosen():
    ours = choice(["16.590"], ["USDOJ-OJP-OVC"])
    assert ours.takes({"CFDANumbers": ["10.310", " 16.590 "]})
    assert ours.takes({"CFDANumbers": ["10.310"], "AgencyCode": ["USDOJ-OJP-OVC"]})
    assert not ours.takes({"CFDANumbers": ["16.59"], "AgencyCode": ["USDOJ-OJP-OVW"]})
    assert not ours.takes({})
    assert choice(["*"], []).takes({})


@pytest.mark.parametrize(
    ("said", "expected"),
    [("", None), ("  ", None), ("0", 0), ("650000", 650_000), ("650,000.00", 650_000), ("$1,000", 1_000),
     ("none", None), ("-5", None), ("1e9", None), ("9" * 18, None), ("٣", None), ("12,34", None)],
)  # fmt: skip
def test_an_absent_sum_is_empty_and_an_absurd_one_too(said, expected):
    notice = facts(AwardFloor=said)
    assert notice.floor == expected
    assert ("AwardFloor" in notice.reading_notes) == (expected is None and bool(said.strip()))


@pytest.mark.parametrize("said", ["13012026", "02302026", "2026-12-03", "12032206", "1203", "１２０３２０２６", "soon"])
def test_a_deadline_that_cannot_be_read_refuses_the_record_and_is_never_taken_for_none(said):
    for name in ("CloseDate", "ArchiveDate", "PostDate"):
        with pytest.raises(BadRecord):
            facts(**{name: said})
    assert facts(CloseDate=" ").closes_on is None
    assert "LastUpdatedDate is no day" in facts(LastUpdatedDate=said).reading_notes


def test_a_change_in_the_future_is_not_believed():
    for said, expected in (("11232026", DAY), ("11242026", None), ("12312099", None)):
        notice = facts(LastUpdatedDate=said)
        assert notice.updated_on == expected
        assert (notice.reading_notes == "LastUpdatedDate is in the future") is (expected is None)


@pytest.mark.parametrize(
    "changes",
    [{"OpportunityID": ""}, {"OpportunityID": "12a"}, {"OpportunityID": ["1", "2"]}, {"OpportunityID": "9" * 30},
     {"OpportunityTitle": "\u200b "}, {"OpportunityNumber": ""}],
)  # fmt: skip
def test_a_record_without_number_or_title_is_refused(changes):
    with pytest.raises(BadRecord):
        facts(**changes)


def test_texts_lose_markup_and_what_nobody_sees():
    notice = facts(
        OpportunityTitle="Safe\u202e \u0000streets\n\tnow",
        Description="words<script>alert(1)</script>a < b &amp;lt;i&amp;gt; é",
        AdditionalInformationURL="javascript:alert(1)",
    )  # fmt: skip
    assert notice.title == "Safe streets now"
    assert notice.description.split() == ["words", "alert(1)", "a", "<", "b", "<i>", "é"]
    assert notice.link == ""
    assert "AdditionalInformationURL is no address" in notice.reading_notes


def test_a_field_of_a_megabyte_is_cut_with_a_note(tmp_path):
    long = "word " * 200_000
    path = file(tmp_path, "".join(extract([record(NOTICE | {"Description": long, "OpportunityTitle": long})])))
    (one,) = records(path)
    notice = cleaned(one.texts, is_forecast=False, today=DAY)

    assert len(notice.description) <= 20_000
    assert len(notice.title) <= 255
    assert notice.title.endswith("…")
    assert {"OpportunityTitle was cut", "Description was cut"} <= set(notice.reading_notes.split("; "))


@given(st.dictionaries(st.sampled_from(sorted(ELEMENTS)), st.lists(st.text(max_size=40), max_size=3), max_size=8))
def test_whatever_a_record_says_it_is_cleaned_or_refused(texts):
    try:
        notice = cleaned(raw() | texts, is_forecast=True, today=DAY)
    except BadRecord:
        return
    assert notice.title.isprintable()
    assert len(notice.reading_notes) <= 400
    assert all(len(getattr(notice, e.field)) <= e.most for e in ELEMENTS.values() if e.read is Read.LINE and e.field)


# --- what it refuses -------------------------------------------------------------------------------------------------
GOOD = "".join(extract([record(NOTICE)]))
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Grants [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + HEAD.partition("\n")[2]
    + "<OpportunitySynopsisDetail_1_0><OpportunityTitle>&b;</OpportunityTitle></OpportunitySynopsisDetail_1_0>" + TAIL
)  # fmt: skip
OUTSIDE = '<!DOCTYPE Grants SYSTEM "file:///etc/passwd">'
SYNOPSIS = "OpportunitySynopsisDetail_1_0"
HOSTILE = {
    "nothing": "",
    "a page": "<html><body>not found</body></html>",
    "another namespace": GOOD.replace("OpportunityDetail-V1.0", "OpportunityDetail-V9"),
    "another root": GOOD.replace("<Grants ", "<Grunts ").replace("</Grants>", "</Grunts>"),
    "cut in a record": GOOD[: len(GOOD) // 2],
    "cut before its end": GOOD.removesuffix(TAIL),
    "two roots": GOOD + GOOD,
    "an entity bomb": BOMB,
    "a document type from elsewhere": GOOD.replace("<Grants ", OUTSIDE + "<Grants "),
    "a control character": GOOD.replace("Justice", "Just\x01ice"),
    "an unknown entity": GOOD.replace("Justice", "&nbsp;"),
    "a wrong tag": GOOD.replace("</OpportunityTitle>", "</OpportunityTitel>"),
    "deep nesting": HEAD + "<a>" * 5_000 + "</a>" * 5_000 + TAIL,
    "a comment of megabytes": HEAD + "<!--" + "x" * 3_000_000 + "-->" + TAIL,
    "an attribute of megabytes": HEAD + '<a b="' + "x" * 3_000_000 + '"/>' + TAIL,
    "a record of endless fields": HEAD + f"<{SYNOPSIS}>" + "<x>1</x>" * 3_000 + f"</{SYNOPSIS}>" + TAIL,
    "a record of endless text": HEAD + f"<{SYNOPSIS}>" + f"<x>{'y' * 190_000}</x>" * 12 + f"</{SYNOPSIS}>" + TAIL,
    "an unknown encoding": GOOD.replace("UTF-8", "x-what"),
    "half a letter": GOOD.encode().replace(b"Justice", b"Just\xffice"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, text):
    with pytest.raises(BadExtract) as told:
        list(records(file(tmp_path, text)))
    assert str(told.value).endswith(".")


def packed(folder: Path, *members: tuple[str, str], how: int = ZIP_DEFLATED) -> Path:
    path = folder / "extract.zip"
    with ZipFile(path, "w", how) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("members", "how"),
    [
        ([], ZIP_DEFLATED),
        ([("a.xml", GOOD), ("b.xml", GOOD)], ZIP_DEFLATED),
        ([("../a.xml", GOOD)], ZIP_DEFLATED),
        ([("a\\b.xml", GOOD)], ZIP_DEFLATED),
        ([("a.exe", GOOD)], ZIP_DEFLATED),
        ([("a.xml", GOOD)], ZIP_BZIP2),
        ([("a.xml", HEAD + " " * 50_000_000 + TAIL)], ZIP_DEFLATED),
        ([("a.xml", BOMB)], ZIP_DEFLATED),
    ],
)
def test_a_bad_archive_is_refused(tmp_path, members, how):
    with pytest.raises(BadExtract):
        list(records(packed(tmp_path, *members, how=how)))


def test_an_archive_that_lies_about_its_size_or_is_cut_is_refused(tmp_path):
    path = packed(tmp_path, ("a.xml", GOOD * 50))
    whole = path.read_bytes()
    lies = whole.replace(len(GOOD * 50).to_bytes(4, "little"), (len(GOOD) + 1).to_bytes(4, "little"))
    wrong = bytearray(whole)
    wrong[120] ^= 255
    for broken in (lies, whole[: len(whole) // 2], whole[:-30], bytes(wrong), b"PK\x03\x04"):
        assert broken != whole
        with pytest.raises(BadExtract):
            list(records(file(tmp_path, broken, "broken.zip")))


def test_a_file_that_grows_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 100_000)
    with pytest.raises(BadExtract, match="far larger"):
        list(records(file(tmp_path, HEAD + record(NOTICE) * 1_000 + TAIL)))


@given(st.integers(0, len(GOOD) - 2), st.binary(min_size=1, max_size=3))
def test_a_spoiled_file_gives_records_or_a_refusal_and_never_a_fault(tmp_path_factory, place, noise):
    path = tmp_path_factory.mktemp("spoiled") / "extract.xml"
    data = GOOD.encode()
    path.write_bytes(data[:place] + noise + data[place + len(noise) :])
    with suppress(BadExtract):
        assert len(list(records(path))) <= 1


# --- from where ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["http://example.test/a.zip", "ftp://example.test/a.zip", "data:text/xml,a"])
def test_only_https_and_files_are_read(tmp_path, address):
    with pytest.raises(BadExtract, match="https"), brought(address, tmp_path):
        pass


def test_a_server_cannot_lead_to_anything_but_https():
    kinds = {type(handler).__name__ for handler in opener().handlers}
    assert kinds.isdisjoint({"HTTPHandler", "FTPHandler", "FileHandler", "DataHandler"})


def test_an_address_names_the_newest_extract_by_its_day(tmp_path, monkeypatch):
    asked = []

    def absent_today(address, _file):
        asked.append(address)
        if "20261123" in address:
            raise Missing("The server of the extract answers 404.")

    monkeypatch.setattr("grants.fetching.download", absent_today)
    with reading.ExitStack() as opened:
        _, found = published("https://x.test/GrantsDBExtract{date}v2.zip", date(2026, 11, 23), tmp_path, opened)

    assert found == "https://x.test/GrantsDBExtract20261122v2.zip"
    assert len(asked) == 2
    assert not list(tmp_path.iterdir())  # nothing stays behind


def test_a_day_in_the_address_of_a_file_is_looked_for_too_and_only_as_far_as_it_is_new(tmp_path):
    day, before = date(2026, 11, 23), date(2026, 11, 22)
    (there := tmp_path / "GrantsDBExtract20261122v2.xml").write_text(GOOD)
    address = (tmp_path / "GrantsDBExtract{date}v2.xml").as_uri().replace("%7B", "{").replace("%7D", "}")
    for asked in (address, str(tmp_path / "GrantsDBExtract{date}v2.xml")):
        with reading.ExitStack() as opened:
            assert published(asked, day, tmp_path, opened)[0] == there
            with pytest.raises(Missing):
                published(asked, day, tmp_path, opened, newer_than=before)
            with pytest.raises(Missing):
                published(asked, date(2026, 11, 30), tmp_path, opened)


def test_an_address_is_written_down_without_secrets():
    assert shown("https://me:secret@x.test/a/b.zip?key=secret") == "https://x.test/a/b.zip"
    assert shown("/srv/secret/place/a.zip") == "a.zip"

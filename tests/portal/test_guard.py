"""The identity guard: what it finds, what it lets pass, how a form and a program are told, and what is kept."""

import ast
import csv
import importlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework import serializers
from rest_framework.fields import CharField

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.forms.lines import REFERENCE, LineField, LinkField, MailField
from portal.forms.prose import ProseField
from portal.gazetteer import TOWNS
from portal.guard import FINDERS, HARD, Kind, Level, findings, worst
from portal.guard_words import sentence
from portal.models import AccessEvent, AuditEvent, KeptText
from portal.pages import taken
from portal.prose import Prose
from portal.serializers import Question
from portal.serializers_prose import NameSerializerField, ProseSerializerField, ReasonField
from portal.tenancy import Binding, acting_as, bound
from portal.views.api import Act
from specialists.models import Answer, Move, RosterUpload
from specialists.roster.reading import read
from specialists.serializers.directives import AcknowledgmentBody
from specialists.stages import Stage
from tests import make
from tests.portal.test_api import caller, is_problem, token_of
from tests.test_architecture import APPS, FILES, ROOT, TREES, name

HERE = Path(__file__).parent
DETECTIVE = "Met Det. Ray Holt, 1400 Botham Jean Blvd, 214-555-0142; he will send the referral sheet."


# --- the corpora ---------------------------------------------------------------------------------------------------
KNOWN = ("known", "seen")
"""Written while the patterns were made, and written blind but read since, to mend them."""
FRESH = "fresh"
"""Written blind, and read by nobody: only its figures are ever shown."""


def rows(*parts: str) -> list[tuple[str, str]]:
    return [row for part in parts for row in rows_of(part)]


def rows_of(half: str) -> list[tuple[str, str]]:
    with (HERE / f"guard_{half}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["kind"].upper()) for row in csv.DictReader(file)]


def figures(corpus: list[tuple[str, str]]) -> dict[str, Counter[str]]:
    """By kind ("" is an ordinary note): how many there are, how many were refused, how many warned."""
    found: dict[str, Counter[str]] = {}
    for text, kind in corpus:
        level = worst(findings(text))
        outcome = {Level.HARD: "refused", Level.SOFT: "warned", None: "passed"}[level]
        found.setdefault(kind, Counter()).update(["all", outcome])
    return found


def goals_missed(found: dict[str, Counter[str]]) -> list[str]:
    hard = sum((count for kind, count in found.items() if kind), Counter())
    notes = found[""]
    missed = {
        f"{hard['refused']} of {hard['all']} hard cases refused": hard["refused"] < 0.99 * hard["all"],
        f"{notes['refused']} of {notes['all']} notes refused": notes["refused"] > 0.02 * notes["all"],
        f"{notes['warned']} of {notes['all']} notes warned": notes["warned"] > 0.15 * notes["all"],
    }
    return [said for said, is_missed in missed.items() if is_missed]


def test_the_corpora_are_as_large_as_the_goals_ask() -> None:
    for half in (*KNOWN, FRESH):
        kinds = Counter(kind for _text, kind in rows(half))
        assert kinds[""] == 200
        assert sum(kinds.values()) == 400
        assert {kind.lower() for kind in kinds if kind} == set(HARD)
        assert kinds["CLIENT_ID"] >= 60


def test_the_goals_are_met_on_what_is_known_and_on_the_fresh_half_alone(capsys) -> None:
    """Of the half that was written without seeing the patterns only figures are ever shown."""
    fresh = figures(rows(FRESH))
    with capsys.disabled():
        for kind, count in sorted(fresh.items()):
            sys.stdout.write(f"\nguard, fresh half: {kind or 'notes'}: {dict(count)}")

    assert goals_missed(figures(rows("known", FRESH))) == []
    assert goals_missed(figures(rows(*KNOWN, FRESH))) == []
    assert goals_missed(fresh) == []


@pytest.mark.parametrize("kind", sorted(HARD))
def test_without_the_patterns_of_a_kind_the_goals_are_missed(kind, monkeypatch) -> None:
    monkeypatch.delitem(FINDERS, kind)

    assert goals_missed(figures(rows(*KNOWN, FRESH))) != []


NAMES = "names"
"""Sentences that name somebody and what was done to her or what she needs, and such that name nobody served."""


def names_missed(corpus: list[tuple[str, str]]) -> list[str]:
    """Of the names, 98 in 100 are found and none is refused outright; of the others, 1 in 100 is taken for one."""
    found = figures(corpus)
    told, free = found["NAME_AND_DETAIL"], found[""]
    missed = {
        f"{told['warned']} of {told['all']} names found": told["warned"] < 0.98 * told["all"],
        f"{told['refused']} of {told['all']} names refused": told["refused"] > 0,
        f"{free['passed']} of {free['all']} other sentences passed": free["passed"] < 0.99 * free["all"],
    }
    return [said for said, is_missed in missed.items() if is_missed]


def test_a_name_with_what_a_survivor_needs_is_found_and_an_office_or_a_town_is_not() -> None:
    corpus = rows(NAMES)

    assert Counter(kind for _text, kind in corpus)["NAME_AND_DETAIL"] >= 60
    assert Counter(kind for _text, kind in corpus)[""] >= 100
    assert names_missed(corpus) == []


@pytest.mark.parametrize("finder", ["named_clients", "named_subjects", "belongs_elsewhere", "comes_from_work"])
def test_without_a_part_of_the_rule_about_names_its_goal_is_missed(finder, monkeypatch) -> None:
    nothing: object = () if finder.startswith("named") else False
    monkeypatch.setattr(f"portal.guard_names.{finder}", lambda *_facts: nothing)

    assert names_missed(rows(NAMES)) != []


def test_hardly_a_town_that_needs_a_shelter_is_taken_for_a_person() -> None:
    with TOWNS.open(encoding="utf-8", newline="") as file:
        towns = sorted({label for _spelled, _county, label in csv.reader(file)})[::9]
    taken = [town for town in towns if findings(f"{town} needs a shelter")]

    assert len(towns) > 2_500
    assert len(taken) < 0.004 * len(towns)


# --- what is found -------------------------------------------------------------------------------------------------
def kinds(text: str) -> set[Kind]:
    return {one.kind for one in findings(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SSN: １２３-４５-６７８９", Kind.SSN),
        ("1\u200b2\u200b3-45-6789", Kind.SSN),
        ("SSN 123\u00a045\u00a06789", Kind.SSN),
        ("123\u201345\u20136789", Kind.SSN),
        ("12\x003-45-67\x0089", Kind.SSN),
        ("1 2 3 - 4 5 - 6 7 8 9", Kind.SSN),
        ("last four of her SSN: 6789", Kind.SSN),
        ("A# 012 345 678", Kind.A_NUMBER),
        ("A n° 012 345 678", Kind.A_NUMBER),
        ("DOB 3/4/1990", Kind.BIRTH_DATE),
        ("born on March 4, 1990", Kind.BIRTH_DATE),
        ("fecha de nacimiento: 4 de marzo de 1990", Kind.BIRTH_DATE),
        ("hash of client id 5f4dcc3b5aa765d61d8327deb882cf99", Kind.CLIENT_ID),
        ("guest ID FJC-17-30488", Kind.CLIENT_ID),
        ("svvr id 5 5 0 2 1", Kind.CLIENT_ID),
        ("cleint no. 4410", Kind.CLIENT_ID),
        ("brithday 7/4/85", Kind.BIRTH_DATE),
        ("DOB is the 4th day of July, eighty five", Kind.BIRTH_DATE),
        ("nee le 4 juillet 1985", Kind.BIRTH_DATE),
        ("client UUID 550e8400-e29b-41d4-a716-446655440000", Kind.CLIENT_ID),
        ("c l i e n t   i d: 4521", Kind.CLIENT_ID),
        ("Maria Lopez, 34, a survivor", Kind.NAME_AND_DETAIL),
        ("the victim, Maria Lopez, came", Kind.NAME_AND_DETAIL),
        ("Cause No. 3:22-cr-00123-N", Kind.DOCKET_NUMBER),
        ("she stays at 412 oak street", Kind.STREET_ADDRESS),
    ],
)  # fmt: skip
def test_what_identifies_is_found_however_it_is_written(text, kind) -> None:
    assert kind in kinds(text)


def test_a_detective_with_telephone_and_address_only_warns() -> None:
    assert kinds(DETECTIVE) == {Kind.PHONE, Kind.STREET_ADDRESS}
    assert worst(findings(DETECTIVE)) is Level.SOFT


@pytest.mark.parametrize(
    "text",
    [
        "United States v. Rahimi, 602 U.S. 680 (2024)",
        "United States v. Rahimi, No. 22-915, 602 U.S. 680, 684-86 (2024)",
        "18 U.S.C. 922(g)(8), 18 USC § 2261A and 34 USC 12291(b)(2)",
        "89 Fed. Reg. 12345; 28 CFR 90.2; Pub. L. 117-103",
        "15JOVW-23-GG-00001-ICJR, 2020-WE-AX-0012, O-OVW-2026-172608, ALN 16.590",
        "Call the hotline: 1-800-799-7233",
        "Office closed on Washington’s Birthday, February 15, 2027",
        "Their UEI: KX4PMZ7T9Q51; meeting ID: 234 567 891 0; vendor ID 22910",
        "Met the victim advocates in Boise ID 83702, and in Nampa, ID 83651-1234",
        "We never write down an SSN, a date of birth or a client ID.",
        "The date of birth line left the form on 10/1/2026.",
        "25 victims were served; participants: 45; 2026 Family Court day",
    ],
)  # fmt: skip
def test_citations_grants_and_counts_pass(text) -> None:
    assert findings(text) == []


def test_the_place_of_a_finding_is_that_in_the_text_as_typed() -> None:
    text = "é\u200b  \u200b SSN: 1\u200b23-45-6789, then more"
    found = findings(text)[0]

    assert text[found.start : found.end] == "SSN: 1\u200b23-45-6789"


ORDINARY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=60, deadline=None)
@given(ORDINARY)
def test_whatever_is_typed_is_searched_without_a_fault(text) -> None:
    for one in findings(text):
        assert 0 <= one.start < one.end <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([text for text, kind in rows("known") if not kind]), st.sampled_from([" ", "\n", ". ", "; "]))
def test_a_labeled_number_is_found_whatever_stands_around_it(note, gap) -> None:
    assert Kind.SSN in kinds(f"{note}{gap}SSN: 212-45-6789{gap}{note}")


NASTY = (
    "1 ", "1-", "a", "client id ", "client 1 ", "ssn is the ", "dob of the ", "12 a b c ", "x v. y, 1 U.S. ", "1\u200b",
    "client hash of the id for ", "Aa ", "born on the ", "A-number of her ", "é ", "my client ana ",
    "is looking for a a ", "Jane Doe needs shelter ", "'s ex ", "Ana ",
)  # fmt: skip


@pytest.mark.parametrize("piece", NASTY)
def test_time_grows_with_the_text_and_no_faster(piece) -> None:
    """Ten times the text takes about ten times as long: nothing is tried again and again."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        began = process_time()
        findings(text)
        return process_time() - began

    short = min(seconds(5_000) for _ in range(3))
    assert seconds(50_000) < 40 * short + 0.05


def test_a_megabyte_of_nasty_text_takes_less_than_a_second() -> None:
    """On a machine that meets each of its letters once in 0.085 s; as much longer where that takes longer just now."""
    text = "".join(piece * (1_000_000 // len(NASTY) // len(piece)) for piece in NASTY)

    def seconds(look: Callable[[str], object]) -> float:
        began = process_time()
        look(text)
        return process_time() - began

    assert min(seconds(findings) / max(1, seconds(each_letter) / 0.085) for _ in range(5)) < 1


def each_letter(text: str) -> int:
    return sum(1 for _match in re.finditer(r"\w", text))


# --- the field -----------------------------------------------------------------------------------------------------
class NoteForm(forms.Form):
    note = ProseField(rows=4, max_length=200, label="Note", required=False, help_text="Say it.")


def test_a_hard_finding_is_refused_and_the_text_stays() -> None:
    form = NoteForm({"note": "SSN 212-45-6789", "note_kept_because": "It has to."})

    assert not form.is_valid()
    assert "a Social Security number" in str(form.errors["note"])
    assert "SSN 212-45-6789" in str(form["note"])
    assert "cleaned_data" not in vars(form) or "note" not in form.cleaned_data


def test_a_soft_finding_asks_once_and_is_kept_with_a_reason() -> None:
    refused = NoteForm({"note": DETECTIVE})
    assert not refused.is_valid()
    assert "say why it has to stand here" in str(refused.errors["note"])
    assert 'name="note_kept_because"' in str(refused["note"])
    assert 'for="id_note_kept_because">Why does this have to stand here?' in str(refused["note"])

    kept = NoteForm({"note": DETECTIVE, "note_kept_because": "The sheet is sent there."})
    assert kept.is_valid()
    assert kept.cleaned_data["note"] == DETECTIVE
    assert kept.cleaned_data["note"].kept_because == "The sheet is sent there."
    assert kept.cleaned_data["note"].kinds == (Kind.PHONE, Kind.STREET_ADDRESS)


def test_a_reason_names_nobody_either() -> None:
    for reason in ("His cell is 214-555-0142.", "x" * 301, "SSN 212-45-6789"):
        form = NoteForm({"note": DETECTIVE, "note_kept_because": reason})
        assert not form.is_valid()
        assert "reason" in str(form.errors["note"])


def test_an_ordinary_text_shows_one_control_and_stays_what_it_was() -> None:
    form = NoteForm({"note": "  Met 14 officers. "})

    assert form.is_valid()
    assert form.cleaned_data["note"] == "Met 14 officers."
    assert not isinstance(form.cleaned_data["note"], Prose)
    assert "kept_because" not in str(form["note"]).partition("<template>")[0]
    assert "Say it." in str(form)
    assert NoteForm({}).is_valid()
    assert not NoteForm({"note": "x" * 201}).is_valid()


class MendedForm(NoteForm):
    mends = True


def test_what_stands_already_needs_no_reason_again_but_what_none_helps_is_refused() -> None:
    same = MendedForm({"note": f"{DETECTIVE}\r\nAsk first."}, initial={"note": f"{DETECTIVE}\nAsk first."})
    assert same.is_valid()
    assert not isinstance(same.cleaned_data["note"], Prose)
    assert "<template>" in str(same["note"])
    assert not MendedForm({"note": f"{DETECTIVE}!"}, initial={"note": DETECTIVE}).is_valid()
    assert not MendedForm({"note": "SSN 212-45-6789"}, initial={"note": "SSN 212-45-6789"}).is_valid()
    assert not NoteForm({"note": DETECTIVE}, initial={"note": DETECTIVE}).is_valid(), "an address may fill it in"


def test_the_words_follow_the_role() -> None:
    found = findings("SSN 212-45-6789")

    assert "policy of this portal" in sentence(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.guard_words.current", lambda: Binding(DatabaseRole.PARTNER, organization_id=1))
        assert "34 USC 12291(b)(2) forbids grantees and subgrantees" in sentence(found)
        patch.setattr("portal.guard_words.current", lambda: Binding(DatabaseRole.HEADS, office_id=1))
        assert "12291" not in sentence(found)


# --- contacts and addresses ----------------------------------------------------------------------------------------
class CardForm(forms.Form):
    name = LineField(max_length=120, required=False)
    number = LineField(max_length=40, required=False, read_as=REFERENCE)
    mailbox = MailField(required=False)
    link = LinkField(required=False)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Duty agent SSN 123-45-6789"),
        ("name", "123-45-6789"),
        ("name", "Ray Holt, A# 012 345 678"),
        ("name", "Ann Lee, DOB 3/4/1990"),
        ("name", "client ID 4521"),
        ("number", "123-45-6789"),
        ("mailbox", "ssn.123-45-6789@example.test"),
        ("link", "https://example.test/123-45-6789"),
        ("link", "https://example.test/123%2D45%2D6789.pdf"),
        ("link", "https://example.test/file?client_id=4521"),
        ("link", "example.test/dob-3-4-1990.pdf"),
    ],
)
def test_no_contact_and_no_address_identifies_somebody(field, text) -> None:
    form = CardForm({field: text})

    assert not form.is_valid()
    assert "This holds what looks like" in str(form.errors[field])


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Det. Ray Holt, 1400 Botham Jean Blvd, 214-555-0100 ext. 12"),
        ("name", "SSA Ray Holt, ATF, (806) 555-0142; after hours 888-283-2662"),
        ("name", "Victim services line, 806-775-2800"),
        ("number", "812345600"),
        ("mailbox", "victims2024@example.test"),
        ("link", "https://www.justice.gov/ovw/page/file/1048026/dl?inline"),
        ("link", "https://example.test/j/123456789"),
        ("link", "https://example.test/client-form-2024.pdf"),
        ("link", "https://example.test/:b:/s/VictimWitness/EXyzAbC123dEfGh456?e=AbCdE1"),
    ],
)
def test_a_contact_has_a_name_and_a_number_and_a_document_an_address(field, text) -> None:
    form = CardForm({field: text})

    assert form.is_valid(), form.errors
    assert form.cleaned_data[field] == text


def test_the_name_of_a_contact_from_a_program_is_searched_too() -> None:
    refused = AcknowledgmentBody(data={"name": "Ann Lee, SSN 123-45-6789"})

    assert not refused.is_valid()
    assert "a Social Security number" in str(refused.errors["name"])
    assert AcknowledgmentBody(data={"name": "Ann Lee"}).is_valid()


# --- what is kept --------------------------------------------------------------------------------------------------
ANSWER = {"says": "ACTING", "note": DETECTIVE}


@pytest.mark.django_db
def test_a_text_kept_on_a_page_leaves_who_where_and_why_and_never_the_text(client_of, lena) -> None:
    client = client_of(lena)
    address = "/offices/txnd/answers/new/"
    refused = client.post(address, ANSWER)
    assert refused.status_code == 422
    assert 'name="note_kept_because"' in refused.content.decode()
    client.post(address, ANSWER | {"note_kept_because": "The sheet is sent there."})

    with acting_as(DatabaseRole.EOUSA):
        assert Answer.objects.get().note == DETECTIVE
        kept = KeptText.objects.get()
        trail = AuditEvent.objects.filter(table_name="portal_kepttext").get()
    assert (kept.person, kept.office, kept.form, kept.field) == (lena, make.office(), "AnswerForm", "note")
    assert (kept.kinds, kept.reason) == (["phone", "street_address"], "The sheet is sent there.")
    assert "Holt" not in json.dumps(trail.new) + str(kept.__dict__)


@pytest.mark.django_db
def test_a_hard_text_is_stored_nowhere(client_of, lena) -> None:
    refused = client_of(lena).post("/offices/txnd/answers/new/", {"says": "ACTING", "note": "client ID 4521"})

    assert refused.status_code == 422
    assert "client ID 4521" in refused.content.decode()
    with acting_as(DatabaseRole.EOUSA):
        assert not Answer.objects.exists()
        assert not KeptText.objects.exists()
        assert not AuditEvent.objects.filter(new__icontains="4521").exists()
        assert not AccessEvent.objects.filter(detail__icontains="4521").exists()


@pytest.mark.django_db
def test_the_note_about_a_kept_text_falls_with_the_act(lena) -> None:
    def verb(**_facts: object) -> None:
        raise Refused("No.")

    form = NoteForm({"note": DETECTIVE, "note_kept_because": "The sheet is sent there."})
    with bound(Binding(DatabaseRole.HEADS, office_id=make.office().pk, person_id=lena.pk)):
        assert not taken(form, verb)
        assert not KeptText.objects.exists()
        assert taken(NoteForm({"note": DETECTIVE, "note_kept_because": "Needed."}), lambda **_facts: None)
        assert KeptText.objects.count() == 1


@pytest.mark.django_db
def test_a_program_gives_the_reason_in_its_body(olga) -> None:
    vacancy = make.vacancy(stage=Stage.BUDGET_IDENTIFIED)
    program = caller(token_of(olga, "VACANCY_MOVE")[1])

    def move(**body: str):
        body = {"step": "ANNOUNCE", "made_on": "2026-11-20"} | body
        return program.post(f"/api/v1/vacancies/{vacancy.pk}/moves/", json.dumps(body), content_type="application/json")

    assert is_problem(move(note="client ID 4521", note_kept_because="It has to."), 400)
    warned = move(note=DETECTIVE)
    assert is_problem(warned, 400)
    assert "say why it has to stand here" in warned.json()["errors"]["note"][0]
    assert move(note=DETECTIVE, note_kept_because="The sheet is sent there.").status_code == 201
    with acting_as(DatabaseRole.EOUSA):
        assert Move.objects.latest("pk").note.text == DETECTIVE
        assert KeptText.objects.get().form == "MoveBody"


@pytest.mark.django_db
def test_a_refused_act_of_a_program_keeps_no_reason(olga) -> None:
    vacancy = make.vacancy(stage=Stage.BUDGET_IDENTIFIED)
    body = {"step": "SCREEN", "note": DETECTIVE, "note_kept_because": "The sheet is sent there."}
    program = caller(token_of(olga, "VACANCY_MOVE")[1])
    refused = program.post(f"/api/v1/vacancies/{vacancy.pk}/moves/", json.dumps(body), content_type="application/json")

    assert is_problem(refused, 409)
    with acting_as(DatabaseRole.EOUSA):
        assert not KeptText.objects.exists()


# --- while one types -----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_whoever_is_signed_in_is_told_while_typing_and_nothing_is_written(client_of, cast, visitor) -> None:
    for person in cast.values():
        client = client_of(person)
        assert client.post("/guard/", {"text": "SSN 212-45-6789"}).json()["level"] == "hard"
    told = client_of(cast["pia"]).post("/guard/", {"text": DETECTIVE}).json()
    assert told["level"] == "soft"
    assert "34 USC 12291(b)(2)" in told["sentence"]
    assert client_of(cast["alma"]).post("/guard/", {"text": "Met 14 officers."}).json() == {"level": "", "sentence": ""}
    assert client_of(cast["alma"]).get("/guard/").status_code == 405
    assert visitor.post("/guard/", {"text": "SSN 212-45-6789"}).status_code == 302
    with acting_as(DatabaseRole.EOUSA):
        assert not KeptText.objects.exists()


def test_the_script_is_small_and_fails_in_silence() -> None:
    script = (ROOT / "static" / "js" / "guard.js").read_text()

    assert len(script.encode()) < 2048
    assert ".catch(() => null)" in script


# --- rosters -------------------------------------------------------------------------------------------------------
HEADER = "office,person,email,authority,kind,starts_on,notes,dob"


def test_a_row_of_a_roster_that_identifies_somebody_is_refused_and_its_cell_kept_nowhere() -> None:
    told = "txnd,Ann Lee,ann@example.test,542,full time,2026-01-02,client ID 4521,3/4/1990"
    quiet = "txnd,Ann Lee,ann@example.test,542,full time,2026-01-02,serves well,"
    first, second = read(f"{HEADER}\n{told}\n{quiet}".encode()).lines

    assert "a client’s identifier" in first.trouble
    assert (first.cells["notes"], first.cells["dob"], first.cells["person"]) == ("", "", "Ann Lee")
    assert (second.trouble, second.cells["notes"]) == ("", "serves well")


def test_a_mailbox_in_a_roster_identifies_nobody_either() -> None:
    row = "txnd,Ann Lee,ssn.123-45-6789@example.test,542,full time,2026-01-02,,"
    (line,) = read(f"{HEADER}\n{row}".encode()).lines

    assert "a Social Security number" in line.trouble
    assert (line.cells["email"], line.cells["person"]) == ("", "Ann Lee")


@pytest.mark.django_db
def test_the_page_of_a_roster_refuses_that_row_alone(client_of, erin) -> None:
    rows = [HEADER, "txnd,Ann Lee,ann@example.test,542,full time,2026-01-02,HMIS ID 4521,"]
    file = SimpleUploadedFile("roster.csv", "\n".join(rows).encode())
    page = client_of(erin).post("/roster/", {"roster": file}, follow=True).content.decode()

    assert "a client’s identifier" in page
    with acting_as(DatabaseRole.EOUSA):
        assert "4521" not in json.dumps(RosterUpload.objects.get().rows)


# --- everywhere ----------------------------------------------------------------------------------------------------
QUERY = "what a list is narrowed by; it is stored nowhere"
TYPED_DAY = "a day, read by its own rules"
EXEMPT = {
    "portal.forms.members.MemberFilters.name": QUERY,
    "grants.forms.fit.FitForm.county": "the code of a county, five digits; nothing is kept",
    "grants.forms.fit.FitForm.program": "the key of a program; nothing is kept",
    "portal.forms.members.AcceptanceForm.password": "a password; only its hash is kept",
    "portal.forms.members.AcceptanceForm.again": "a password; only its hash is kept",
    "specialists.forms.directives.DirectiveForm.version": "a mark of what was shown",
    "specialists.forms.directives.IssueForm.version": "a mark of what was shown",
    "specialists.forms.staffing.ClockForm.on": TYPED_DAY,
    "specialists.forms.staffing.ClockForm.known": TYPED_DAY,
    "specialists.forms.staffing.CompareForm.self.fields[name]": TYPED_DAY,
    "partners.forms.directory.DirectoryFilters.name": QUERY,
    "partners.forms.directory.DirectoryFilters.place": QUERY,
    "partners.forms.library.DraftEditForm.seen": "a mark of what was shown",
    "partners.forms.outreach.OutreachForm.again": "a mark of what was shown",
    "partners.forms.library.DraftForm.states": "postal letters of states, read as such",
    "partners.forms.library.LibraryFilters.words": QUERY,
    "partners.forms.case_counts.CountsTextForm.text": "rows of numbers, judged one by one and kept nowhere",
    "grants.forms.administrators.AdministratorTextForm.text": "rows of agencies, judged one by one and kept nowhere",
    "grants.forms.ask.AskForm.website": "a field that people do not see; whatever stands in it is kept nowhere",
    "partners.forms.outreach_filters.OutreachFilters.words": QUERY,
    "partners.forms.reports.SeenForm.seen": "a mark of what was shown",
    "partners.forms.uploads.NamesForm.self.fields['because']": "a reason, which is searched itself and names nobody",
    "partners.serializers.OrganizationQuestion.search": QUERY,
    "partners.serializers.OutreachQuestion.words": QUERY,
    "partners.serializers_library.LibraryQuestion.words": QUERY,
    "portal.serializers.EndlessQuestion.cursor": "a mark of a place in a list",
    "portal.serializers.FindQuestion.zip": QUERY,
    "portal.serializers.FindQuestion.q": QUERY,
    "portal.serializers.FindQuestion.county": QUERY,
    "portal.serializers.OfficeQuestion.search": QUERY,
    "specialists.serializers.vacancies.MoveBody.reason": "a code of the step",
}
"""Fields for text that are not under the guard, each with its reason. Everything else is a `ProseField`, or one of
`portal.forms.lines`, which takes the name of a contact, its number and its address, and never a survivor's."""


def test_every_field_for_text_in_a_form_is_under_the_guard_or_exempt_for_a_reason() -> None:
    bare = set(written_fields("forms"))

    assert bare - set(EXEMPT) == set(), "make it a ProseField or a LineField, or say in EXEMPT why it is none"
    assert {field for field in EXEMPT if ".serializers" not in field} - bare == set(), "no longer there"


def written_fields(package: str) -> list[str]:
    """Every plain `forms.CharField(…)` in the code, by module, class and what it is assigned to."""
    found = []
    for path in FILES:
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.ClassDef):
                found += [f"{module_of(path)}.{node.name}.{target}" for target in plain_fields(node, package)]
    return found


def plain_fields(tree: ast.AST, package: str) -> list[str]:
    calls = {f"{package}.{kind}" for kind in ("CharField", "SlugField", "RegexField", "JSONField", "MultiValueField")}
    return [
        ast.unparse(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in calls
    ]


def module_of(path: Path) -> str:
    return name(path).removesuffix(".py").replace("/", ".")


def test_no_field_for_text_is_made_but_by_assignment() -> None:
    """So that the walk above sees each: no `CharField` under another name, none in a call, no Textarea elsewhere.

    Mailboxes and addresses are those of `portal.forms.lines`, without an exception.
    """
    wrong = []
    for path in FILES:
        made = [ast.unparse(n.func) for n in ast.walk(TREES[path]) if isinstance(n, ast.Call)].count("forms.CharField")
        seen = sum(len(plain_fields(n, "forms")) for n in ast.walk(TREES[path]) if isinstance(n, ast.ClassDef))
        text = path.read_text()
        is_ours = name(path) == "portal/forms/prose.py"
        bare = [kind for kind in ("forms.URLField(", "forms.EmailField(", "forms import CharField") if kind in text]
        if made > seen or ("forms.Textarea" in text and not is_ours) or bare:
            wrong.append(name(path))
    assert wrong == []


def test_every_form_class_holds_the_fields_that_the_walk_saw() -> None:
    """A form may inherit a field; none may get one from elsewhere."""
    for path in FILES:
        if "forms" in path.parts:
            importlib.import_module(module_of(path))
    for form in every_subclass(forms.Form):
        if form.__module__.split(".")[0] not in APPS:
            continue
        for field, made in form.base_fields.items():
            if type(made) is forms.CharField:
                assert any(f"{c.__module__}.{c.__qualname__}.{field}" in EXEMPT for c in form.__mro__), (form, field)
            if isinstance(made, LineField):
                assert (made.max_length or 999) <= 200, f"{form}.{field}: so much is prose"


def every_subclass(kind: type) -> set[type]:
    return {kind, *(deeper for each in kind.__subclasses__() for deeper in every_subclass(each))}


def test_every_text_in_a_body_or_an_address_of_the_api_is_under_the_guard_or_exempt() -> None:
    importlib.import_module("portal.urls")
    bare, seen = set(), set()
    for question in every_subclass(Question):
        for field, made in question().fields.items():
            if isinstance(made, CharField) and not isinstance(
                made, ProseSerializerField | NameSerializerField | ReasonField | serializers.RegexField
            ):
                homes = {f"{c.__module__}.{c.__qualname__}.{field}" for c in question.__mro__} & set(EXEMPT)
                seen |= homes
                if not homes:
                    bare.add(f"{question.__module__}.{question.__qualname__}.{field}")
    assert bare == set(), "make it a ProseSerializerField, or say in EXEMPT why it is none"
    assert {field for field in EXEMPT if ".serializers" in field} - seen == set(), "no longer there"
    assert all(issubclass(act.body, Question) for act in every_subclass(Act))

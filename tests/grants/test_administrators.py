"""Agencies of the states: only what a person has verified is read as a fact; the rest is said to be unknown."""

import re
from datetime import timedelta
from typing import Any

import psycopg2.errors
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.urls import reverse

from grants import administrator_file as file
from grants import central
from grants.administrator_file import Fate
from grants.administrator_panels import states_with_somebody
from grants.administrators import Stands, counted, posts, stands
from grants.mailboxes import is_like_a_name
from grants.models import Backup, StateAdministrator
from grants.models.federal_contact import whom_to_ask
from grants.taxonomy import Agency
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Person
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
AGENCY = "Texas Agency for Victims (invented)"
FACTS = {
    "agency": AGENCY, "website": "https://agency.example.test", "phone": "512-555-0100",
    "email": "grants@example.test", "note": "Each January", "source": "Its own site",
}  # fmt: skip
HEADER = ",".join(file.HEADS)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def said(by: Person, *, state: str = "TX", program: str = "stop", **facts: Any) -> StateAdministrator:
    """As somebody says it: verified today unless told otherwise."""
    with at_office(by) as member:
        defaults: dict[str, Any] = {"verified_on": DAY, "by": by, "on": DAY, "office": member.office}
        return StateAdministrator.objects.say(state=state, program=program, **defaults | FACTS | facts)


def test_only_what_is_verified_is_read_outside_and_nobody_reads_there_who_said_it(alma, erin):
    said(alma, verified_on=None)
    said(erin, program="sasp")
    for role in (DatabaseRole.PUBLIC, DatabaseRole.PARTNER, DatabaseRole.INTAKE, DatabaseRole.OARM):
        with acting_as(role):
            contacts, known = whom_to_ask("TX")
            assert set(contacts) == set(Agency)
            assert {key: (row.agency, row.verified_on) for key, row in known.items()} == {
                "sasp": (FACTS["agency"], DAY)
            }
            with pytest.raises(ProgrammingError) as fault, transaction.atomic():
                list(StateAdministrator.objects.values("recorded_by"))
            assert isinstance(fault.value.__cause__, psycopg2.errors.InsufficientPrivilege)


def test_an_office_says_it_of_its_own_state_alone_and_the_wall_holds_without_the_rule(alma, otis):
    with pytest.raises(Refused, match="another state"):
        said(otis)
    made = said(alma)
    with at_office(otis), pytest.raises(ProgrammingError):
        StateAdministrator.objects.create(state="TX", program="jag", agency="Wrong", source="x", recorded_by=otis)
    with at_office(otis):
        assert StateAdministrator.objects.filter(pk=made.pk).update(superseded_at=NOW) == 0


def test_what_stood_before_stays_as_history_and_the_same_again_writes_nothing(alma, erin):
    first = said(alma)
    assert said(erin).pk == first.pk
    assert said(erin, verified_on=None).pk == first.pk
    second = said(erin, phone="512-555-0111", verified_on=None)
    with at_office(erin):
        assert list(StateAdministrator.objects.standing().filter(state="TX", program="stop")) == [second]
        assert second.replaces_id == first.pk
        assert "stop" not in whom_to_ask("TX")[1]


def test_nobody_verifies_whom_nobody_can_reach_or_on_a_day_to_come(alma):
    nowhere = dict.fromkeys(("website", "phone", "email"), "")
    with pytest.raises(Refused, match="one of them at least"):
        said(alma, **nowhere)
    with pytest.raises(Refused, match="in the future"):
        said(alma, verified_on=DAY + timedelta(days=1))
    assert said(alma, **nowhere, verified_on=None).verified_on is None


def test_after_a_year_somebody_looks_again(alma):
    row = said(alma)
    assert stands(row, DAY + timedelta(days=365)) == Stands.VERIFIED
    assert stands(row, DAY + timedelta(days=366)) == Stands.OLD
    with at_office(alma):
        found = posts(DAY, ["TX"])
        assert counted(found) == "1 of 7 state agencies is verified; 6 are to verify."
        assert len(posts(DAY)) == 56 * 7


# --- a file ----------------------------------------------------------------------------------------------------------
def row(**facts: str) -> str:
    cells = {"state": "OK", "program": "stop", "verified_on": DAY.isoformat()} | FACTS | facts
    return ",".join(cells[name] for name in file.HEADS)


def fates(by: Person, *rows: str) -> list[tuple[Fate, str]]:
    with at_office(by):
        return [(each.fate, each.words) for each in file.judge("\n".join([HEADER, *rows]).encode(), on=DAY)]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"state": "ZZ"}, "Write two, for example TX"),
        ({"state": "UM"}, "Write two, for example TX"),
        ({"program": "icjr"}, "Known: stop, sasp, voca_assist, jag, fvpsa_state, fvpsa_sarc, rpe"),
        ({"agency": ""}, "The column agency is empty"),
        ({"phone": "12"}, "no telephone number of ten digits"),
        ({"email": "nobody"}, "no e-mail address"),
        ({"website": "not a site"}, "no address of a site"),
        ({"verified_on": "yesterday"}, "Write it as 2026-02-21"),
        ({"verified_on": "2026-11-24"}, "in the future"),
        ({"agency": "x" * 161}, "longer than 160"),
        ({"note": "SSN 078-05-1120"}, "may identify somebody"),
        ({"website": "", "phone": "", "email": ""}, "one of them at least"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(erin, facts, why):
    [(fate, words)] = fates(erin, row(**facts))
    assert fate is Fate.REFUSED
    assert why in words


def test_a_row_tells_all_that_is_wrong_with_it_and_what_it_would_take_away(erin):
    [(_fate, words)] = fates(
        erin, row(phone="12", email="nobody", website="javascript:alert(1)", source="", state="ZZ")
    )
    for wrong in ("ten digits", "no e-mail address", "no address of a site", "column source is empty", "two, for exa"):
        assert wrong in words
    assert "The column agency holds a formula" in fates(erin, row(agency="=cmd()"))[0][1]
    said(erin, state="OK")
    assert fates(erin, row(website="", email="", source="Called"))[0][1].endswith("takes away: website, mailbox")


def test_what_is_no_file_of_agencies_says_what_it_is(erin):
    with at_office(erin):
        for data, name, why in (
            (b"\x80\x81\xfe", "a.csv", "not UTF-8 text. Is it the right file"),
            (b"state,program", "a.xlsx", "workbook cannot be read"),
        ):
            with pytest.raises(Refused, match=why):
                file.judge(data, on=DAY, name=name)
        assert file.counted(file.judge(f"{HEADER}\n{row()}".encode(), on=DAY)) == "1 row: 1 is new."


@pytest.mark.parametrize(
    ("email", "is_name"),
    [("jane.doe@a.test", True), ("j.m_doe@a.test", True), ("jane-m-doe2@a.test", True), ("vawa@a.test", False),
     ("victim.services@a.test", False), ("", False)],
)  # fmt: skip
def test_a_mailbox_with_a_persons_name_is_asked_about(email, is_name):
    assert is_like_a_name(email) is is_name


def test_a_file_is_taken_once_and_never_replaces_what_is_surer(erin):
    text = "\n".join([HEADER, row(), row(program="sasp", verified_on=""), row(program="sasp"), row(state="ok")])
    with at_office(erin):
        judged = file.judge(text.encode(), on=DAY)
        assert [each.fate for each in judged] == [Fate.NEW, Fate.NEW, Fate.REFUSED, Fate.REFUSED]
        assert file.counted(judged) == "4 rows: 2 are new, 2 are refused."
        assert file.write(text=file.as_text(judged), by=erin, on=DAY) == 2
        assert file.write(text=text, by=erin, on=DAY) == 0
        assert StateAdministrator.objects.filter(state="OK").count() == 2

    assert fates(erin, row(verified_on=""))[0][0] is Fate.SAME
    assert fates(erin, row(phone="512-555-0111", verified_on=""))[0][0] is Fate.KEPT
    assert fates(erin, row(verified_on="2026-11-20"))[0][0] is Fate.KEPT
    assert fates(erin, row(program="sasp"))[0][0] is Fate.CHANGED
    with at_office(erin), pytest.raises(Refused, match="missing: agency, program, source"):
        file.judge(b"state\nTX\n", on=DAY)


# --- pages -----------------------------------------------------------------------------------------------------------
def test_the_office_verifies_and_everybody_reads_it_the_same_minute(client_of, visitor, alma, vic, otis):
    public = f"{reverse('program-detail', args=['stop'])}?state=TX"
    assert "nobody has verified yet" in visitor.get(public).text
    week = "7 agencies of Texas to verify: STOP, SASP, VOCA Assistance, JAG and 3 more"
    assert week in client_of(alma).get("/").text
    assert week not in client_of(vic).get("/").text  # it is a task of one person

    listed = client_of(vic).get(reverse("administrator-list")).text
    first = reverse("administrator-edit", args=["TX", "stop"])
    assert f'<a class="usa-button usa-button--big" href="{first}">Verify STOP in Texas</a>' in listed
    assert re.search(r'<strong>on record, not verified</strong><br><span class="quiet">Source: \w', listed)
    assert "At N.D. Tex. this is the task of Alma Reyes" in listed
    assert listed.count("<strong>unknown</strong>") == 4
    assert listed.count("<strong>on record, not verified</strong>") == 3
    path = reverse("administrator-edit", args=["TX", "stop"])
    assert client_of(otis).get(path).status_code == 404
    assert client_of(alma).get(reverse("administrator-edit", args=["TX", "icjr"])).status_code == 404
    saved = client_of(alma).post(path, FACTS | {"phone": "(512) 555 0100", "is_verified": "on"}, follow=True).text
    assert "verified on Nov. 23, 2026" in saved
    assert "looks like" not in saved

    shown = visitor.get(public).text
    assert AGENCY in shown
    assert "Alma Reyes" not in shown
    assert "Each January" in shown
    asked = {"violence": "DOMESTIC", "kind": "SHELTER", "state": "TX"}
    assert "Each January" in visitor.get(reverse("fit"), asked).text


def test_eousa_sends_a_file_looks_at_it_and_writes_it(client_of, erin, alma):
    path, client = reverse("administrator-import"), client_of(erin)
    sent = SimpleUploadedFile("states.csv", "\n".join([HEADER, row(), row(state="ZZ")]).encode())
    looked = client.post(path, {"agencies": sent})
    assert "2 rows: 1 is new, 1 is refused." in looked.text
    written = client.post(path, {"text": looked.context["form"].initial["text"]}, follow=True).text
    assert "1 state agency is written." in written
    assert client_of(alma).get(path).status_code == 403
    assert "nothing to write" not in looked.text
    assert client.get(reverse("administrator-template")).text.splitlines()[0] == HEADER


def test_a_file_that_is_sent_again_after_back_says_that_nothing_changed(client_of, erin):
    path, client = reverse("administrator-import"), client_of(erin)
    data = "\n".join([HEADER, row(), row(program="sasp", verified_on="")])
    text = client.post(path, {"agencies": SimpleUploadedFile("a.csv", data.encode())}).context["form"].initial["text"]

    def sent() -> tuple[list[str], list[dict[str, Any]]]:
        page = client.post(path, {"text": text}, follow=True)
        with at_office(erin):
            return [str(one) for one in page.context["messages"]], list(
                StateAdministrator.objects.order_by("pk").values()
            )

    (first, written), (second, then) = sent(), sent()
    assert first == ["2 state agencies are written."]
    assert second == ["Nothing changed: what this file says stands already, or something surer does."]
    assert then == written
    again = client.post(path, {"agencies": SimpleUploadedFile("a.csv", data.encode())})
    assert "2 rows: 2 stand already." in again.text
    assert "There is nothing to write." in again.text
    assert 'type="submit">Write' not in again.text


def test_programs_read_what_is_known_and_that_the_rest_is_unknown(client_of, alma):
    said(alma)
    address = reverse("api-administrator-list")
    found = client_of(alma).get(address, {"state": "tx"}).json()["results"]
    assert [(one["program"], one["stands"], one["agency"]) for one in found][:2] == [
        ("stop", "VERIFIED", AGENCY), ("sasp", "UNKNOWN", ""),
    ]  # fmt: skip
    assert client_of(alma).get(address, {"program": "stop"}).json()["count"] == 56
    assert client_of(alma).get(address, {"program": "icjr"}).status_code == 400


def test_programs_read_them_in_the_order_that_they_ask_for(client_of, alma):
    said(alma, program="jag", agency="a small one")
    said(alma, program="rpe", verified_on=DAY - timedelta(days=366))
    told = client_of(alma).get
    worst = [stand.value for stand in Stands]
    by: dict[str, Any] = {
        "program": lambda one: one["program"], "agency": lambda one: one["agency"].casefold(),
        "stands": lambda one: worst.index(one["stands"]), "verified_on": lambda one: one["verified_on"] or "",
    }  # fmt: skip
    for name, value in by.items():
        for sign in ("", "-"):
            asked = {"state": "tx", "ordering": f"{sign}{name}"}
            found = [value(one) for one in told(reverse("api-administrator-list"), asked).json()["results"]]
            assert len(set(found)) > 1
            assert found == sorted(found, reverse=bool(sign)), asked

    assert told(reverse("api-administrator-list"), {"ordering": "-state"}).json()["results"][0]["state"] == "WY"
    assert told(reverse("api-administrator-list"), {"ordering": "phone"}).status_code == 400


def test_no_specialist_is_offered_as_the_one_who_stands_in(client_of, alma, lena):
    client, page = client_of(alma), reverse("backup-edit")
    offered = client.get(page).context["form"].fields["person"].queryset
    assert lena in offered
    assert alma not in offered
    assert client.post(page, {"person": alma.pk}).status_code == 422


def test_the_back_up_is_named_shown_and_missed_when_gone(client_of, lena, vic, erin):
    """While the post is empty. The same name again writes nothing."""
    page = reverse("backup-edit")
    week = "Nobody is named to answer questions about money."
    assert week in client_of(vic).get("/").text
    assert "it would go to Vic Moreno (victim-witness staff)" not in week
    assert "would go to you (victim-witness staff)" in client_of(vic).get(page).text
    named = client_of(vic).post(page, {"person": lena.pk}, follow=True).text
    assert "Lena Hart is the back-up" in named
    assert "would go to Lena Hart (US Attorney or First Assistant)" in named
    assert week not in client_of(vic).get("/").text
    office = client_of(erin).get(reverse("office-staffing", args=["txnd"])).text
    assert "Back-up: Lena Hart, named on Nov. 23, 2026." in office

    with at_office(erin):
        make.Membership.objects.filter(person=lena).update(ended_at=NOW, ended_by=erin)
    assert "Lena Hart was named to answer questions and cannot any more." in client_of(vic).get("/").text


def test_where_no_office_of_a_state_has_anybody_the_agencies_are_verified_by_eousa(lena, erin, client_of):
    """Leadership alone does not answer; named as back-up it does, and then the office verifies."""
    with at_office(erin):
        assert states_with_somebody() == set()
    central.forget()
    nobody = "state agencies to verify where no office has anybody with an account to do it"
    told = rf"\d+ {nobody}: Alabama, Alaska, [^<]* and 52 more"
    found = re.search(told, client_of(erin).get("/").text)
    listed = client_of(erin).get(reverse("administrator-list")).text
    assert found
    assert f"With EOUSA: {found[0]}." in listed
    assert re.search(r'<a class="usa-button usa-button--big" href="/state-agencies/AL/[^"]+">Verify', listed)

    with at_office(lena):
        Backup.objects.create(office=make.office("txnd"), person=lena, named_by=lena)
    make.member("Val Green", Role.STAFF, office="vtd")
    with at_office(erin):
        assert states_with_somebody() == {"TX", "VT"}
        make.Membership.objects.filter(person=lena).update(ended_at=NOW, ended_by=erin)
        assert states_with_somebody() == {"VT"}

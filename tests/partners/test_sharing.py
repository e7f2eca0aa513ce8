"""What leaves an office when it shares: next steps and the day of a contact, never a word of the rest."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from partners.models import NextStep, Outreach, Share
from partners.taxonomy import Did
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import AuditEvent, Organization, Person
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.races import DONE, at_once

pytestmark = pytest.mark.django_db
SECRET = "Zanzibarq"
SHARED_TEXT = "Send the list of trainers"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def other(db: None) -> Organization:
    return make.organization(f"{SECRET} Legal Aid")


@pytest.fixture
def entry(alma: Person, shelter: Organization, other: Organization) -> Outreach:
    """With the planted word in each text that is the office's own."""
    return log.entry(
        alma, organizations=[shelter, other], line=f"{SECRET} line", did=Did.TRAINING, trained={"LAW_ENFORCEMENT": 94},
        narrative=f"{SECRET} narrative", materials=f"{SECRET} materials", imported_as=f"{SECRET} key",
        topics=["STRANGULATION"], populations=["ALIENAGE"], minutes=94,
    )  # fmt: skip


@pytest.fixture
def steps(alma: Person, entry: Outreach, shelter: Organization, other: Organization) -> dict[str, NextStep]:
    promised = {
        "with": log.step(alma, entry, SHARED_TEXT, organization=shelter, side="THEIRS"),
        "ours": log.step(alma, entry, "Send them the protocol", organization=shelter),
        "dropped": log.step(alma, entry, f"{SECRET} dropped", organization=shelter),
        "other": log.step(alma, entry, f"{SECRET} of another", organization=other),
        "nobody": log.step(alma, entry, f"{SECRET} of our own"),
        "outside": log.step(alma, None, f"{SECRET} outside of the entry", organization=shelter),
    }
    with log.at_office(alma):
        promised["dropped"].drop(reason=f"{SECRET} reason", by=alma, on=DAY)
    return promised


def shared(entry: Outreach, *organizations: Organization, by: Person, back: bool = False) -> None:
    with log.at_office(by):
        verb = Share.objects.take_back if back else Share.objects.share
        verb(Outreach.objects.get(pk=entry.pk), organizations, by=by, at=NOW)


def everything_read_by(person: Person) -> Iterator[str]:
    """Each value of each column that the person's database role may read, of every table of the domain."""
    role = "portal_partner"
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        table = model._meta.db_table
        with log.at_office(person), connection.cursor() as cursor:
            columns = []
            for field in model._meta.local_concrete_fields:
                cursor.execute("SELECT has_column_privilege(%s, %s, %s, 'SELECT')", [role, table, field.column])
                columns += [f'"{field.column}"'] if cursor.fetchone()[0] else []
            if columns:
                cursor.execute(f'SELECT {", ".join(columns)} FROM "{table}"')
                yield from (f"{table}: {row}" for row in cursor.fetchall())


def partner_reads(person: Person) -> dict[str, Any]:
    with log.at_office(person):
        return {
            "shares": list(Share.objects.values("held_on", "did", "office_name", "contact_name", "contact_email")),
            "steps": set(NextStep.objects.values_list("text", flat=True)),
        }


# --- what leaves -------------------------------------------------------------------------------------------------
def test_nothing_is_read_before_it_is_shared(pia, entry, steps):
    assert partner_reads(pia) == {"shares": [], "steps": set()}


def test_the_day_the_kind_whom_to_ask_and_the_steps_are_read_and_no_other_word(pia, ada, alma, shelter, entry, steps):
    shared(entry, shelter, by=alma)

    for person in (pia, ada):
        assert partner_reads(person) == {
            "shares": [{
                "held_on": entry.held_on, "did": "TRAINING", "office_name": "N.D. Tex.",
                "contact_name": alma.name, "contact_email": alma.email,
            }],
            "steps": {SHARED_TEXT, "Send them the protocol"},
        }  # fmt: skip
        read = [one for one in everything_read_by(person) if not one.startswith("grants_program:")]
        assert any(SHARED_TEXT in one for one in read)
        assert [one for one in read if SECRET in one] == []
        assert [one for one in read if "STRANGULATION" in one or "ALIENAGE" in one] == []


def test_the_columns_of_the_notes_are_denied_even_of_a_shared_row(pia, alma, shelter, entry, steps):
    shared(entry, shelter, by=alma)
    for ask in (
        lambda: list(Outreach.objects.values_list("pk")),
        lambda: list(Share.objects.values_list("outreach_id")),
        lambda: list(NextStep.objects.values_list("outreach_id")),
        lambda: list(NextStep.objects.values_list("made_by_id")),
    ):
        with log.at_office(pia), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ask()


def test_the_pages_and_the_mail_of_a_partner_hold_no_planted_word(client_of, pia, alma, shelter, entry, steps):
    shared(entry, shelter, by=alma)
    client = client_of(pia)
    for address in ("/", "/account/"):
        page = client.get(address, follow=True).content.decode()
        assert SECRET not in page, address


def test_the_other_organization_is_told_nothing(alma, shelter, other, entry, steps):
    lou = make.member("Lou Other", Role.MANAGER, organization=other)
    shared(entry, shelter, by=alma)
    assert partner_reads(lou) == {"shares": [], "steps": set()}


# --- taking back, and again --------------------------------------------------------------------------------------
def test_what_is_taken_back_is_read_no_more_and_can_be_shared_again(pia, alma, shelter, entry, steps):
    shared(entry, shelter, by=alma)
    shared(entry, shelter, by=alma, back=True)
    assert partner_reads(pia) == {"shares": [], "steps": set()}

    shared(entry, shelter, by=alma)

    assert len(partner_reads(pia)["shares"]) == 1
    with log.at_office(alma):
        assert Share.objects.count() == 1


def test_one_step_alone_is_shown_and_hidden(pia, alma, steps):
    with log.at_office(alma):
        steps["with"].show(by=alma, on=DAY)
    assert partner_reads(pia) == {"shares": [], "steps": {SHARED_TEXT}}

    with log.at_office(alma):
        steps["with"].hide(by=alma, on=DAY)
    assert partner_reads(pia)["steps"] == set()


def test_each_sharing_and_each_taking_back_is_on_record_with_its_person(alma, vic, shelter, entry):
    shared(entry, shelter, by=alma)
    shared(entry, shelter, by=vic, back=True)

    with acting_as(DatabaseRole.EOUSA):
        rows = AuditEvent.objects.filter(table_name="partners_share").order_by("pk")
        told = [(row.person_id, row.operation, row.new["is_shared"]) for row in rows]
    assert told == [(alma.pk, "INSERT", True), (vic.pk, "UPDATE", False)]


def test_it_is_shared_with_those_who_took_part_only(alma, entry):
    with pytest.raises(Refused, match="those who took part"):
        shared(entry, make.organization("Stranger"), by=alma)


def test_an_edit_takes_the_sharing_along_and_tells_no_more(pia, alma, shelter, other, entry, steps):
    shared(entry, shelter, by=alma)
    with log.at_office(alma):
        again = Outreach.objects.get(pk=entry.pk)
        again.amend(
            organizations=[shelter, other], by=alma, on=DAY, held_on=DAY - timedelta(days=5), line=f"{SECRET} changed"
        )
    [share] = partner_reads(pia)["shares"]
    assert share["held_on"] == DAY - timedelta(days=5)
    assert [one for one in everything_read_by(pia) if SECRET in one] == []


def test_who_is_taken_out_of_an_entry_reads_no_more_of_it(pia, alma, shelter, other, entry, steps):
    shared(entry, shelter, other, by=alma)

    with log.at_office(alma):
        entry.amend(organizations=[other], by=alma, on=DAY)

        assert set(Share.objects.filter(is_shared=True).values_list("organization", flat=True)) == {other.pk}
        assert set(NextStep.objects.filter(is_shared=True).values_list("organization", flat=True)) == {other.pk}


def test_a_partnership_that_changes_hands_tells_whom_to_turn_to(pia, alma, vic, shelter, entry):
    shared(entry, shelter, by=alma)
    with log.at_office(alma):
        shelter.partnerships.get().give(to=vic, by=alma, on=DAY)
    assert partner_reads(pia)["shares"][0]["contact_email"] == vic.email

    with log.at_office(alma):
        shelter.partnerships.get().give(to=None, by=alma, on=DAY)
    assert partner_reads(pia)["shares"][0]["contact_email"] == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_share_at_once_share_once(alma, vic, shelter, other):
    entry = log.entry(alma, organizations=[shelter, other])

    came = at_once(*(partial(shared, entry, shelter, by=person) for person in (alma, vic)))

    assert came == [DONE, DONE]
    with log.at_office(alma):
        assert Share.objects.filter(is_shared=True).count() == 1


# --- the page ----------------------------------------------------------------------------------------------------
def test_the_page_says_of_each_what_it_will_see(client_of, alma, shelter, other, entry, steps):
    page = client_of(alma).get(f"/outreach/{entry.key}/share/").content.decode()

    assert "They will see:" in page
    assert "that it was a “training of professionals”" in page
    assert "and 2 next steps" in page
    assert "Never your notes." in page
    assert f"Share with {shelter.name}" in page
    assert f"{SECRET} narrative" not in page


def test_a_press_shares_and_another_takes_back(client_of, alma, pia, shelter, entry, steps):
    path, client = f"/outreach/{entry.key}/share/", client_of(alma)

    page = client.post(path, {"organization": shelter.pk, "does": "share"}, follow=True).content.decode()
    assert f"Shared with {shelter.name}. You can take it back at any time." in page
    assert len(partner_reads(pia)["shares"]) == 1

    client.post(path, {"organization": shelter.pk, "does": "take-back"})
    assert partner_reads(pia) == {"shares": [], "steps": set()}


def test_nobody_else_opens_it_and_no_stranger_is_named_in_it(client_of, alma, otis, olga, pia, entry):
    path = f"/outreach/{entry.key}/share/"
    assert client_of(otis).get(path).status_code == 404
    assert client_of(olga).get(path).status_code == 403
    assert client_of(pia).get(path).status_code == 403
    stranger = make.organization("Stranger")
    assert client_of(alma).post(path, {"organization": stranger.pk, "does": "share"}).status_code == 422

"""Whom the asker calls about a program: the agency of the state of the county, or the federal one, with what nobody has
verified said to be so."""

from typing import Any

import pytest
import time_machine

from grants.models import StateAdministrator
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asker_link import question_path
from grants.models.federal_contact import FederalContact
from portal.access import DatabaseRole
from portal.models import Person
from portal.tenancy import acting_as
from tests.grants.questions import question
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.reading import text

pytestmark = pytest.mark.django_db
AGENCY = "Texas Agency for Victims (invented)"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def verified(by: Person, program: str) -> None:
    with at_office(by) as member:
        StateAdministrator.objects.say(
            state="TX", program=program, agency=AGENCY, phone="512-555-0100", source="Its own site", verified_on=DAY,
            by=by, on=DAY, office=member.office,
        )  # fmt: skip


def pointed(by: Person, *programs: str) -> Any:
    made = question(by)
    with at_office(by):
        verbs.answer(made, text="Look at these", referrals=[Pointer(key) for key in programs], by=by, at=NOW)
    return made


def test_the_asker_reads_whom_to_call_about_each_program(alma, visitor):
    """In Tarrant County, Texas: one agency is verified, of another nobody knows, one program is federal."""
    verified(alma, "stop")
    page = text(visitor.get(question_path(pointed(alma, "stop", "sasp", "lav"))))
    stop, sasp, lav = page.split("<h3>")[1:4]

    assert f"<b>Texas: {AGENCY}</b>" in stop
    assert 'href="tel:+1-512-555-0100"' in stop
    assert "verified on Nov. 23, 2026" in stop
    assert AGENCY not in sasp + lav
    assert "Texas: not yet verified which agency it is." in sasp
    assert "Until then ask the Office on Violence Against Women" in sasp
    assert "Whom to call about it: Office on Violence Against Women" in lav
    assert "Telephone and mailbox are not yet verified" in lav
    for part, key in ((stop, "stop"), (sasp, "sasp"), (lav, "lav")):
        assert f'href="/programs/{key}/?state=TX"' in part


def test_a_number_of_the_federal_agency_stands_there_once_it_is_verified(alma, erin, visitor):
    with acting_as(DatabaseRole.EOUSA):
        contact = FederalContact.objects.of("OVW")
        assert contact
        contact.verify(
            unit_name="OVW", website="https://ovw.example.test", phone="202-555-0100", email="", source="Called",
            by=erin, on=DAY,
        )  # fmt: skip
    page = text(visitor.get(question_path(pointed(alma, "lav"))))

    assert 'href="tel:+1-202-555-0100"' in page
    assert "Telephone and mailbox are not yet verified" not in page


def test_whoever_answers_reads_the_agency_of_the_county_beside_the_program(alma, client_of):
    made, client = question(alma), client_of(alma)
    path = f"/questions/{made.pk}/answer/"
    assert "Texas: not yet verified which agency it is." in text(client.get(path))

    verified(alma, "stop")

    assert f"<b>Texas: {AGENCY}</b>" in text(client.get(path))
    told = pointed(alma, "stop")
    assert f"<b>Texas: {AGENCY}</b>" in text(client.get(f"/questions/{told.pk}/"))

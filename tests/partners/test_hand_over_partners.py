"""What people own in the work with partners: it passes on before a role ends, and EOUSA reads no word of it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from partners.models import NextStep, Partnership, Share
from portal import ownership
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import HandOver, Membership, Organization, Person
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.races import DONE, at_once

pytestmark = pytest.mark.django_db
TEXT = "Send the protocol draft"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def owning(alma: Person, shelter: Organization) -> Person:
    """Alma, with a partnership, two open steps and a closed one."""
    entry = log.entry(alma, organizations=[shelter])
    log.step(alma, entry, TEXT, organization=shelter, is_shared=True, due_on=DAY + timedelta(days=3))
    log.step(alma, None, "Call the clerk", due_on=DAY, on=DAY)
    done = log.step(alma, None, "Closed long ago")
    with log.at_office(alma):
        done.keep(by=alma, on=DAY)
        Share.objects.share(entry, [shelter], by=alma, at=NOW)
    return alma


def held_by(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def owners(reader: Person) -> set[tuple[str, Person | None]]:
    with log.at_office(reader):
        steps = NextStep.objects.open().select_related("owner")
        partnerships = Partnership.objects.standing().select_related("owner")
        return {(row.text, row.owner) for row in steps} | {("partnership", row.owner) for row in partnerships}


def give(by: Person, to: Person | None, of: Person) -> HandOver:
    role = Role(held_by(by).role)
    with log.at_office(by):
        return HandOver.objects.give(membership=held_by(of), to=to, by=by, acting=role, at=NOW)


def test_a_role_does_not_end_while_something_is_owned_in_it(owning, lena, opal, client_of):
    with log.at_office(lena), pytest.raises(Refused, match="2 next steps to keep and 1 partnership to keep"):
        held_by(owning).end(by=lena, acting=Role.LEADERSHIP, at=NOW)

    shown = client_of(opal).get(f"/people/{held_by(owning).pk}/disable/").content.decode()
    assert "2 next steps to keep" in shown
    assert TEXT not in shown


def test_everything_passes_to_a_colleague_and_the_organization_is_told_whom_to_ask(owning, vic, pia, lena, client_of):
    path = f"/people/{held_by(owning).pk}/hand-over/"
    briefing = client_of(lena).post(path, {"to": vic.pk}, follow=True).content.decode()

    assert owners(vic) == {(TEXT, vic), ("Call the clerk", vic), ("partnership", vic)}
    assert f"{TEXT}: due Thursday" in briefing
    assert "Safe Harbor (invented), a partner since" in briefing
    with log.at_office(pia):
        assert set(Share.objects.values_list("contact_email", flat=True)) == {vic.email}
        assert set(NextStep.objects.values_list("owner_email", flat=True)) == {vic.email}


def test_into_the_queue_from_which_anybody_takes_it(owning, vic, client_of):
    give(owning, None, owning)
    assert owners(vic) == {(TEXT, None), ("Call the clerk", None), ("partnership", None)}

    week = client_of(vic).get("/").content.decode()
    assert "3 things in the office’s queue." in week
    with log.at_office(vic):
        keys = {row.text: row.pk for row in NextStep.objects.open()}
        partnership = Partnership.objects.get()
    client_of(vic).post(f"/steps/{keys[TEXT]}/take/?from=week")
    client_of(vic).post(f"/partnerships/{partnership.pk}/take/")

    assert owners(vic) == {(TEXT, vic), ("Call the clerk", None), ("partnership", vic)}


def test_only_those_who_meet_partners_receive_it(owning, olga, otis):
    for person in (olga, otis):
        with pytest.raises(Refused, match="cannot take this over"):
            give(owning, person, owning)


def test_eousa_hands_over_for_an_office_and_reads_no_text_and_no_organization(owning, vic, erin, client_of):
    path = f"/people/{held_by(owning).pk}/hand-over/"
    before = client_of(erin).get(path).content.decode()
    briefing = client_of(erin).post(path, {"to": vic.pk}, follow=True).content.decode()

    assert owners(vic) == {(TEXT, vic), ("Call the clerk", vic), ("partnership", vic)}
    for page in (before, briefing):
        assert "A next step due Nov. 26, 2026" in page
        assert TEXT not in page
        assert "Safe Harbor" not in page
    with acting_as(DatabaseRole.EOUSA):
        kept = str(HandOver.objects.values_list("items", flat=True).get())
    assert "Safe Harbor" not in kept
    assert TEXT not in kept


def test_the_counting_role_counts_and_other_roles_read_nothing(owning, otis, oren):
    assert {kind.key: n for kind, n in ownership.owned_anywhere(owning.pk).items()} == {
        "next-step": 2, "partnership": 1,
    }  # fmt: skip
    with log.at_office(otis):
        assert not NextStep.objects.kept_by(owning.pk).exists()


def test_whoever_logs_without_the_role_keeps_no_partnership(alma, shelter):
    gone = make.person("Long Gone")
    with log.at_office(alma) as member:
        assert member.office
        Partnership.objects.begin(office=member.office, organizations=[shelter], by=gone, on=DAY)
        assert Partnership.objects.get().owner is None


@pytest.mark.django_db(transaction=True)
def test_two_hand_overs_at_once_move_everything_once(alma, lena, vic, shelter):
    log.step(alma, None, TEXT)

    came = at_once(partial(give, alma, vic, alma), partial(give, lena, None, alma))

    assert came.count(DONE) == 1
    assert owners(vic) == {(TEXT, vic if came[0] == DONE else None)}


@pytest.mark.django_db(transaction=True)
def test_a_step_closed_while_it_is_handed_over_stays_closed(alma, vic, shelter):
    step = log.step(alma, None, TEXT)

    def close() -> None:
        with log.at_office(alma):
            step.keep(by=alma, on=DAY)

    came = at_once(close, partial(give, alma, vic, alma))

    assert came[0] == DONE
    with log.at_office(vic):
        assert NextStep.objects.get().state == "DONE"


def test_those_of_the_office_read_what_is_handed_over_by_name_and_nobody_else_does(client_of, owning, lena, erin):
    """Named on the page alone: what is written down holds days, since EOUSA reads it. Drafts are said to stay back."""
    page = client_of(lena).get(reverse("member-hand-over", args=[held_by(owning).pk])).text
    assert "Safe Harbor (invented): Send the protocol draft, due" in page
    assert "Call the clerk, due" in page
    assert "Safe Harbor (invented), a partner since" in page
    assert "Drafts of the log are private: nobody but Alma Reyes reads them" in page

    done = give(lena, None, owning)
    briefing = reverse("handover-detail", args=[done.pk])
    assert "Safe Harbor (invented)" not in str(done.items)
    assert "Safe Harbor (invented), a partner since" in client_of(lena).get(briefing).text
    assert "Safe Harbor (invented)" not in client_of(erin).get(briefing).text

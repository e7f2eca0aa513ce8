"""What the ladder says of old chains, agencies, forms and barriers: the same as the pages, and EOUSA hears at last."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

from partners.barrier_reminders import OURS
from partners.chain_reading import chains_of, read
from partners.duty_audiences import to_desk
from partners.models import ReadinessLink
from partners.notice_reminders import YEARLY, unseen
from partners.readiness import Cell
from partners.readiness_reminders import FOLLOW_UP, STALE, follow_ups, stale
from portal import ladder
from portal.access import Role
from portal.models import Person
from portal.models.owned import recording_at
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.partners.access import notice
from tests.partners.directory import entered
from tests.partners.test_agency_practices import LONG_AGO, linked, trained, waits

pytestmark = pytest.mark.django_db
WASHINGTON = "11001"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def is_stale(by: Person) -> list[bool]:
    """What the page says of each chain."""
    with log.at_office(by) as member:
        assert member.office
        return [chain.is_stale(DAY) for chain in chains_of(member.office, read(member.office, DAY))]


def test_a_chain_is_old_to_the_ladder_where_it_is_old_to_its_page():
    """In D.C. the district's row counts nowhere once its only county has a row of its own."""
    dana = make.member("Dana", Role.SPECIALIST, office="dcd")
    linked(dana, 400, STORE="NONE")
    assert (is_stale(dana)[0], [matter.about for matter in waits(stale, dana)]) == (
        True, [f"readiness:{make.office('dcd').pk}:922G8"],
    )  # fmt: skip
    with log.at_office(dana) as member, recording_at(NOW):
        assert member.office
        put = partial(ReadinessLink.objects.fill, office=member.office, seen=(), by=dana, on=DAY)
        put(county=WASHINGTON, cells={Cell("922G8", "STORE"): "DRAFT"}, as_of=DAY)
    assert (is_stale(dana)[0], waits(stale, dana)) == (False, [])


def test_still_so_and_seen_again_end_their_matters(alma):
    linked(alma, 400, STORE="NONE")
    seen = notice(alma, seen_on=DAY - timedelta(days=400))
    assert [len(waits(cause, alma)) for cause in (stale, unseen)] == [1, 1]
    with log.at_office(alma) as member:
        assert member.office
        ReadinessLink.objects.look_again(office=member.office, county="", basis="922G8", by=alma, on=DAY)
        seen.see_again(by=alma, on=DAY)
    assert [len(waits(cause, alma)) for cause in (stale, unseen)] == [0, 0]


def test_an_office_without_anybody_is_heard_of_at_eousa_and_no_word_of_the_office_goes_with_it(alma, erin):
    """The last rung of each; a rung that reaches nobody makes the next one due at once."""
    police = entered(alma, "Police (invented)", "POLICE", on=LONG_AGO)
    trained(alma, police)
    linked(alma, 400, STORE="NONE")
    old = notice(alma, seen_on=DAY - timedelta(days=400))
    found = [*waits(stale, alma), *waits(follow_ups, alma), *waits(unseen, alma)]
    causes = {key: ladder.cause_of(key) for key in (STALE, FOLLOW_UP, YEARLY, OURS)}
    assert {key: [rung.audience for rung in cause.rungs][-2:] for key, cause in causes.items() if cause} == (
        {key: ["LEADERSHIP", "DESK"] for key in causes}
    )
    told = {one.cause: cause.said(one, cause.rungs[-1], DAY) for one in found if (cause := causes[one.cause])}
    led = {one.cause: cause.said(one, cause.rungs[-2], DAY) for one in found if (cause := causes[one.cause])}
    assert {key: said.title for key, said in told.items()} == {
        STALE: "N.D. Tex.: nobody has looked for a year whether a chain still holds",
        FOLLOW_UP: "N.D. Tex.: an agency has not been asked what a training of ninety days ago has changed",
        YEARLY: "N.D. Tex.: nobody has seen some forms of courts for a year",
    }
    assert "Police" not in str(told) + to_desk(old.office, "x", DAY).text
    assert {said.path for said in told.values()} == {"/readiness/offices/txnd/", "/offices/txnd/staffing/"}
    assert led[FOLLOW_UP].title == "Nobody has asked Police (invented) what it has taken up since its training"
    assert "nobody has." in led[YEARLY].text

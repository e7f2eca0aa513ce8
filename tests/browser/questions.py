"""Questions about federal money in the states that their pages have, at an office of their own."""

from datetime import timedelta
from typing import Any

import time_machine
from django.urls import reverse
from django.utils.timezone import localdate, now

from grants.models import GuidanceRequest, Referral
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asker_link import OPEN_FOR, question_path
from grants.models.opportunity import Opportunity
from grants.models.routing import intake
from grants.models.templates import make_template
from grants.views.ask import SIGNER
from portal.access import DatabaseRole, Role
from portal.models import Person
from portal.tenancy import acting_as
from tests import make
from tests.grants.questions import question
from tests.partners.log import at_office
from tests.walk import World

COURT = "mtd"
ASKED: dict[str, Any] = {"court_id": COURT, "county": "30111"}
"""In Yellowstone County."""


def build(world: World) -> dict[str, Any]:
    """One with an agency, one answered with programs, one closed, one to answer while a notice is open; a template."""
    quin = world.people["quin"] = make.member("Quin Barr", Role.SPECIALIST, office=COURT)
    today = localdate()
    asked: dict[str, Any] = {"asked_on": today - timedelta(days=9), "asked_at": now() - timedelta(days=9)}
    consulted, answered, closed, waiting = (question(quin, **ASKED, **asked) for _each in range(4))
    central = question(world.people["erin"], **ASKED, **asked, is_central=True)
    with acting_as(DatabaseRole.EOUSA):
        notice = Opportunity.objects.create(
            id=358_194, number="O-OVW-2026-94", title="Legal Assistance (invented)", agency_code="USDOJ-OJP-OVW",
            listings=["16.524"], opens_on=today - timedelta(days=15), closes_on=today + timedelta(days=20),
        )  # fmt: skip
    pointers = [Pointer("stop"), Pointer("lav", notice.pk)]
    with at_office(quin) as member:
        note = verbs.consult(consulted, agency="OVW", text="May a dual program apply?", by=quin, at=now())
        verbs.add_note(consulted, text="They called back once", by=quin, at=now())
        verbs.answer(answered, text="STOP money goes through the state", referrals=pointers, by=quin, at=now())
        verbs.close(closed, because="NOT_OURS", by=quin, at=now())
        template = make_template(office=member.office, title="Through the state", text="Call first", by=quin)
    world.people["cora"] = make.member("Cora Ely", Role.SPECIALIST, office="txed")  # Collin County's
    return {
        "consulted": consulted.pk, "consultation": note.pk, "answered": answered.pk, "closed_question": closed.pk,
        "open_question": waiting.pk, "template": template.pk, "central": central.pk,
        "open_notice": notice.pk, "outcome_link": outcome_link(answered), **of_askers(world, answered, quin),
    }  # fmt: skip


def of_askers(world: World, answered: GuidanceRequest, quin: Person) -> dict[str, Any]:
    """What askers look at: by a link that works, by an old one, signed in, and right after asking."""
    own = question(quin, **ASKED, organization=world.people["ada"].organization)
    with at_office(quin):
        verbs.answer(own, text="STOP money goes through the state", referrals=[Pointer("stop")], by=quin, at=now())
        own_referral = Referral.objects.get(request=own.pk).pk
    with time_machine.travel(now() - OPEN_FOR - timedelta(days=1), tick=False):
        old_link = question_path(answered)
    said = SIGNER.sign_object(
        {"county": "37093", "need": "SHELTER", "kind": "SHELTER", "due": f"{localdate()}", "central": False}
    )
    return {
        "question_link": question_path(answered),
        "old_link": old_link,
        "own_question": own.pk,
        "own_referral": own_referral,
        "ask_sent": f"{reverse('ask-sent')}?said={said}",
    }


def outcome_link(answered: GuidanceRequest) -> str:
    """Where the asker says what became of the first program."""
    with intake(answered.asked, answered.office_id):
        referral = Referral.objects.order_by("pk").first()
    return f"{question_path(answered)}outcome/{referral.pk}/?said=NOT_RELEVANT"

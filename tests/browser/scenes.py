"""Rows in the states that pages with conditions need: each in an office of its own, where one test changes nothing
of another's. An office's US Attorney signs in by the office's court code.
"""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from django.utils.timezone import localdate, now

from portal.access import DatabaseRole, Role
from portal.models import Coming, HandOver, Invitation, Membership, Message, Person, coming
from portal.models.planning import row
from portal.models.reply_links import reply_url
from portal.tenancy import acting_as
from portal.upcoming import query_of
from specialists.models import AnswerLink, Clearance, Document, Nomination, Vacancy
from specialists.stages import NominationState, ReturnReason, SpecialKind, Stage, StepKey
from tests import make
from tests.browser import (
    access,
    cases,
    colleagues,
    directory,
    entries,
    groups,
    imports,
    loggers,
    partners,
    promises,
    questions,
)
from tests.specialists import directives
from tests.walk import World

Scenes = dict[str, Any]
"""By name: the key of a row, or for a link its address."""
DESK = {"dee": Role.EOUSA, "ned": Role.EOUSA}
"""More desk officers: one hands over, one takes."""


def ago(days: int) -> date:
    return localdate() - timedelta(days=days)


def build(world: World) -> Scenes:
    """Commit them all. The new people join the world, so that they can sign in."""
    world.people |= {name: make.member(name.title(), role) for name, role in DESK.items()}
    looked = loggers.build(world) | directory.build(world) | entries.build(world) | partners.build(world)
    looked |= access.build(world) | cases.build(world) | looked_at(world) | promises.build(world) | imports.build(world)
    looked |= groups.build(world) | questions.build(world) | colleagues.build(world)
    return looked | pressed(world) | directed(world) | handed(world) | invited(world) | reminded(world)


def leader(world: World, court_id: str) -> Person:
    """The office's US Attorney, made at the first call."""
    if court_id not in world.people:
        world.people[court_id] = make.member(f"Uma {court_id.title()}", Role.LEADERSHIP, office=court_id)
    return world.people[court_id]


def heads(world: World, court_id: str) -> Any:
    return acting_as(DatabaseRole.HEADS, office_id=make.office(court_id).pk, person_id=leader(world, court_id).pk)


def waiting(world: World, court_id: str, stage: Stage = Stage.GAP_KNOWN) -> Vacancy:
    leader(world, court_id)
    return make.vacancy(court_id, stage=stage, moved_on=ago(20))


def prepared(world: World, court_id: str) -> Nomination:
    """Not complete: one document is there."""
    vacancy = waiting(world, court_id, Stage.SCREENING)
    documents = {Document.RESUME.value: "R-94"}
    return make.nomination(vacancy, state=NominationState.PREPARED, documents=documents)


def sent(world: World, court_id: str, *, taken: bool = False) -> Nomination:
    """With OARM, on the analyst's desk where it is taken."""
    nomination = prepared(world, court_id)
    with heads(world, court_id):
        nomination.send(by=leader(world, court_id), on=localdate(), made_on=ago(8))
    if taken:
        with acting_as(DatabaseRole.OARM, person_id=world.people["oren"].pk):
            nomination.claim(by=world.people["oren"], at=now())
    return nomination


def returned(world: World, court_id: str) -> Nomination:
    nomination, oren = sent(world, court_id), world.people["oren"]
    with acting_as(DatabaseRole.OARM, person_id=oren.pk):
        nomination.give_back(reason=ReturnReason.REFERENCES, text="One more reference.", by=oren, on=localdate())
    return nomination


def entered(world: World, court_id: str) -> Vacancy:
    """On duty with a temporary appointment; the candidate is still to be designated."""
    vacancy = waiting(world, court_id, Stage.CHECKS)
    make.nomination(vacancy, state=NominationState.APPROVED)
    dates: dict[str, Any] = {"drug_test_on": ago(9), "background_opened_on": ago(12), "not_to_exceed_on": ago(-300)}
    with heads(world, court_id):
        Clearance.objects.enter_on_duty(
            vacancy=vacancy, by=leader(world, court_id), on=localdate(), made_on=ago(5), **dates
        )
    return vacancy


def special(world: World, court_id: str) -> Vacancy:
    vacancy, by = waiting(world, court_id), leader(world, court_id)
    kind = SpecialKind.SAUSA_543
    with heads(world, court_id):
        vacancy.take(StepKey.REQUEST_SPECIAL, acting=Role.LEADERSHIP, by=by, on=localdate(), detail=kind)
    return vacancy


def designated(world: World, court_id: str) -> Vacancy:
    """Closed with a sitting AUSA, who is still to be trained."""
    vacancy, by = waiting(world, court_id), leader(world, court_id)
    facts: dict[str, Any] = {
        "name": "Sam Sitting",
        "email": "sam@example.test",
        "kind": "FULL_TIME",
        "starts_on": ago(3),
    }
    with heads(world, court_id):
        vacancy.designate(by=by, on=localdate(), made_on=ago(3), **facts)
    return vacancy


def looked_at(world: World) -> Scenes:
    """What is looked at, and changed by nobody."""
    return {
        "gap": waiting(world, "akd").pk,
        "checks": waiting(world, "ared", Stage.CHECKS).pk,
        "entered": entered(world, "arwd").pk,
        "special": special(world, "azd").pk,
        "designated": designated(world, "cacd").pk,
        "prepared": prepared(world, "caed").pk,
        "sent": sent(world, "cand").pk,
        "taken": sent(world, "casd", taken=True).pk,
        "returned": returned(world, "cod").pk,
    }


def pressed(world: World) -> Scenes:
    """What a test carries on."""
    return {
        "to_move": waiting(world, "ctd").pk,
        "to_send": prepared(world, "ded").pk,
        "to_approve": sent(world, "dcd").pk,
        "to_return": sent(world, "flmd", taken=True).pk,
    }


def directed(world: World) -> Scenes:
    """A draft, directives that stand, and mailed links: one that is fresh, one that is used, one to press."""
    erin = world.people["erin"]
    for court_id in ("flnd", "flsd", "gand", "gamd"):
        leader(world, court_id)
    budget = directives.issue(erin, "flnd", "flsd", asks="BUDGET")
    to_read = directives.issue(erin, "gand", asks="ACKNOWLEDGE")
    directives.issue(erin, "gamd", is_emergency=True, banner="Call EOUSA now.", ago=20, due_on=ago(2))
    return {
        "draft": directives.write(erin).pk,
        "directive": budget.pk,
        "response": directives.response("flnd").pk,
        "to_read": to_read.pk,
        "link": directives.address(world.people["flnd"].email),
        "used_link": used_link(world.people["flsd"]),
        "to_press": directives.address(world.people["gamd"].email),
        "pressed": directives.response("gamd").pk,
    }


def used_link(person: Person) -> str:
    """The address of a link that has acted."""
    link = directives.links(email=person.email)[-1]
    with acting_as(DatabaseRole.OFFICE, office_id=link.office_id):
        AnswerLink.objects.select_related("response__directive").get(pk=link.pk).act(what="ACKNOWLEDGE", at=now())
    return str(directives.address(person.email))


def handed(world: World) -> Scenes:
    """Desks with somebody who hands them over, and a hand-over that was made."""
    dee, ned, erin = (world.people[who] for who in ("dee", "ned", "erin"))
    for court_id, officer in (("hid", dee), ("idd", dee), ("ilcd", ned), ("ilnd", erin)):
        make.desk(court_id, officer)
    hats = {who: Membership.objects.get(person=person).pk for who, person in (("dee", dee), ("ned", ned))}
    with acting_as(DatabaseRole.EOUSA):
        made = HandOver.objects.give(
            membership=Membership.objects.get(pk=hats["ned"]), to=erin, by=erin, acting=Role.EOUSA, at=now()
        )
    return {"dee": hats["dee"], "briefing": made.pk}


def invited(world: World) -> Scenes:
    """The key of an open invitation; and Nora, whose account has no role."""
    erin, nora = world.people["erin"], make.person("Nora")
    make.user(nora)
    world.people["nora"] = nora
    facts: dict[str, Any] = {
        "name": "Ivy New",
        "email": "ivy@example.test",
        "role": Role.LEADERSHIP,
        "organization": None,
    }
    with acting_as(DatabaseRole.EOUSA), patch("secrets.token_urlsafe", directives.remembered):
        Invitation.objects.offer(office=make.office("gud"), by=erin, acting=Role.EOUSA, at=now(), **facts)
    return {"invitation": directives.keys[-1]}


def reminded(world: World) -> Scenes:
    """D. Kan. is silent, and its reminders began today: where its next rung is skipped, or sent at once."""
    leader(world, "ksd")
    today = now().astimezone(make.office("ksd").zone).date()  # in the first hour of Washington's day it is yesterday
    make.asking("ksd", asked_on=today, ladder_on=today)
    with acting_as(DatabaseRole.EOUSA):
        found = coming(now(), offices={make.office("ksd").pk}, causes={"SILENT"}, each_rung=True)
        query = query_of(next(one for one in found if one.number == 1))
    acts = {"skipping": f"/ladder/skip/?{query}", "sending": f"/ladder/sending/?{query}", "day": ago(-30).isoformat()}
    return acts | mailed(next(one for one in found if one.number == 0))


def mailed(rung: Coming) -> Scenes:
    """The links in the reminders of a rung: one to press, and one that has been pressed."""
    items = [row(rung.step, f"{who}@example.test") for who in ("fresh", "used")]
    for item in items:
        item.state, item.sent_at = Message.State.SENT, now()
    items[1].replied_at, items[1].replied_with = now(), Message.Reply.HIRING
    with acting_as(DatabaseRole.EOUSA):
        Message.objects.bulk_create(items)
    fresh, used = (urlsplit(reply_url(item, Message.Reply.HIRING)).path for item in items)
    return {"reply": fresh, "used_reply": used}

"""Pages about money that need no account: help and the way out first, nobody else asked, wholly in two languages."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils.translation import override

from grants.forms.fit import FitForm
from grants.models import GuidanceRequest, Opportunity, Outcome, Question, Referral
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asker_link import OPEN_FOR, question_path
from grants.models.program import programs
from grants.models.routing import intake
from grants.pointers import choices
from grants.taxonomy import Said
from grants.views.ask import SIGNER
from portal.access import DatabaseRole
from portal.models import Person
from portal.tenancy import acting_as
from tests.grants.questions import question
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.public import english_in, lines_of, routes_of

PARTNER = re.compile(r"violen|survivor|victim|assault|abuse|hotline|shelter|stalk|traffick", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|and|this|with|your|which|office|offices|counties|county is|rows?|days?)\b")
SPANISH: dict[str, Any] = {"language": "es", "kind": "SHELTER", "text": "Dos camas más", "violence": ["DOMESTIC"]}
NOTICE = 362635
AT_MOST = 2
"""Questions to the database, besides the binding, that a page for everybody costs with nothing at hand."""
AT_MOST_BY_LINK = 7
"""The question; what was said; the programs; their notices; when such opened; what is open now; whom to call."""


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def notices() -> list[str]:
    """One in each state that a notice can be in, with every page that it has."""
    week = timedelta(days=7)
    states: list[dict[str, Any]] = [
        {"closes_on": DAY + 3 * week},
        {"is_forecast": True, "estimated_post_on": DAY + week, "estimated_close_on": DAY + 9 * week},
        {"is_forecast": True, "estimated_post_on": DAY - 9 * week, "estimated_close_on": DAY - week},
        {"closes_on": DAY - week},
        {"closes_on": DAY + week, "withdrawn_on": DAY - week},
        {"closes_on": None},
        {"is_forecast": True, "posted_as_id": NOTICE},
    ]
    with acting_as(DatabaseRole.EOUSA):
        for n, facts in enumerate(states):
            made = {"number": f"O-{n}", "title": "Shelter (invented)", "agency_code": "USDOJ-OJP-OVW", "is_demo": True}
            Opportunity.objects.create(
                pk=NOTICE + n, listings=["16.736", "16.524"], opens_on=date(2026, 10, 5), **made, **facts
            )
    ways = [reverse("opportunity-detail", args=[NOTICE + n]) for n in range(len(states))]
    return [*ways, *(f"{way}calendar/" for way in ways), f"{ways[0]}calendar/?zone=Pacific/Guam&later=2026-12-22"]


def answered(by: Person, **facts: Any) -> GuidanceRequest:
    """Pointed to every program there is, with the reasons of the fit as the form of the office gives them."""
    made = question(by, **SPANISH | facts)
    with at_office(by):
        found = choices(Question.objects.get(request=made.pk), on=DAY, at=NOW)
        ways = [
            Pointer(one.key, notice.pk if notice else None, one.fit) for one in found for _value, notice in one.ways
        ]
        verbs.answer(made, text="Pregunte a la agencia de su estado.", referrals=ways, by=by, at=NOW)
    return made


def links(by: Person) -> list[str]:
    """Private links of questions in every state, and to what became of a program, said and unsaid."""
    done, closed, consulted = answered(by), question(by, **SPANISH), question(by, **SPANISH)
    with at_office(by):
        verbs.close(closed, because="NOT_OURS", by=by, at=NOW)
        verbs.consult(consulted, agency="OVW", text="May they?", by=by, at=NOW)
    with intake(done.asked, done.office_id):
        first, second = Referral.objects.order_by("pk")[:2]
        Outcome.objects.say(referral=first, said=Said.APPLIED, on=DAY)
    with time_machine.travel(NOW - OPEN_FOR - timedelta(days=1), tick=False):
        old = question_path(done)
    standing = [done, closed, consulted, question(by, **SPANISH), question(by, **SPANISH, is_central=True)]
    ways = [question_path(each) for each in standing]
    return [*ways, *(f"{ways[0]}outcome/{row.pk}/" for row in (first, second)), old, "/q/made-up/"]


def thanks() -> list[str]:
    """The page after the form: where the office answers, or EOUSA; two offices; no district; and by chance."""
    said = {"need": "SHELTER", "violence": ["DOMESTIC"], "kind": "SHELTER", "due": "2026-11-25", "central": False}
    whose: list[dict[str, Any]] = [
        {"county": "48439"}, {"county": "48439", "central": True}, {"county": "37093"},
        {"county": "60010", "central": True},
    ]  # fmt: skip
    keys = [SIGNER.sign_object(said | each) for each in whose]
    return [reverse("ask-sent"), *(f"{reverse('ask-sent')}?said={key}" for key in keys)]


@pytest.fixture
def paths(alma: Person) -> list[str]:
    """Every public page of grant guidance, in the states that it has."""
    return [
        "/programs/", "/programs/?need=SHELTER&violence=DOMESTIC&through=STATE",
        "/programs/stop/", "/programs/stop/?state=TX", "/programs/stop/?state=AS",
        "/fit/", "/fit/?kind=SHELTER&county=48085&violence=DOMESTIC", "/fit/?kind=COURT&form=NONPROFIT",
        "/fit/?kind=SHELTER&program=stop", "/fit/?kind=zzz&on=yesterday",
        "/opportunities/", "/opportunities/?status=all", "/opportunities/?agency=OVW&program=stop", *notices(),
        "/deadlines/", "/deadlines/?deadline=2026-12-17&kind=TRIBAL", "/deadlines/?deadline=2026-11-01",
        "/deadlines/?deadline=never",
        "/ask/", "/ask/?need=SHELTER&county=48085&kind=SHELTER&violence=DOMESTIC", *thanks(), *links(alma),
        "/programs/?on=2020-01-01", "/programs/stop/?on=2019-05-05",
    ]  # fmt: skip


def alike() -> list[str]:
    """Each program, and the answer to each kind of organization: alike, but in their words."""
    kinds = [str(value) for value, _label in FitForm().fields["kind"].choices if value]  # type: ignore[attr-defined]
    every = [reverse("program-detail", args=[key]) for key in programs(DAY)]
    return every + [f"/fit/?kind={kind}&county=48085&state=TX" for kind in kinds]


def test_the_list_of_public_pages_is_whole(paths) -> None:
    """A new public page has to join `paths`; what only takes a button's press has no page."""
    walked = {resolve(path.partition("?")[0]).url_name for path in paths}

    assert {route.name for route in routes_of("grants")} - walked == {"question-link-add", "question-link-renew"}


def wrong(path: str, page: str) -> list[str]:
    """What a page says or does that none may."""
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    title = found[1].strip() if found else ""
    holds = {
        "help and the way out first": 0
        < page.find("/leave/")
        < page.find("800-799-7233")
        < page.find('<main id="main"'),
        "a neutral title": bool(title) and not PARTNER.search(title),
        "nobody else asked": not re.findall(r"<(?!a )\w+[^>]* (?:src|href|action)=\"(?:https?:)?//", page),
        "no script or style within": not re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page),
        "not asked of the session": settings.SESSION_COOKIE_NAME not in page,
    }
    return [f"{path}: {what}" for what, is_so in holds.items() if not is_so]


def test_every_page_keeps_its_promises_for_two_questions_to_the_database(paths, visitor: Client) -> None:
    """The private link may cost more: whoever has it is one."""
    told = []
    visitor.get(paths[0])
    for path in paths:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            page = visitor.get(path).content.decode()
        told += wrong(path, page)
        many = sum("FROM " in one["sql"] for one in asked)
        if many > (AT_MOST_BY_LINK if path.startswith("/q/") else AT_MOST):
            told.append(f"{path}: {many} questions to the database")

    assert told == []


def test_every_page_is_wholly_in_spanish(paths, missing, visitor: Client) -> None:
    """In every state that it has: none of its strings lacks Spanish, none is left in English."""
    told, seen = {}, set()
    for path in [*paths, *alike()]:
        page = visitor.get(f"/es{path}")
        new = [line for line in lines_of(page.content.decode()) if line not in seen]
        seen.update(new)
        if left := english_in("\n".join(new)) + ENGLISH.findall("\n".join(new)):
            told[path] = left

    assert told == {}
    assert missing == set()


def test_a_string_left_in_english_is_noticed() -> None:
    assert english_in("Pregunta. Send the question a la oficina") == ["Send the question"]
    with override("es"):
        assert english_in("Una pregunta sobre fondos federales") == []

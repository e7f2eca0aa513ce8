"""The API tried from its own schema, as visitor and by token: whatever is asked, the answer is one that it promises."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils.timezone import now
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from grants.models import Opportunity, Referral, answering
from grants.models.answering import Pointer
from portal.access import DatabaseRole
from portal.tenancy import acting_as
from specialists.coverage import Kind
from specialists.stages import Stage
from tests import make
from tests.grants.questions import question
from tests.partners.log import at_office
from tests.portal.test_api import token_of

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCOPES = {
    "visitor": (),
    "erin": (
        "ADMINISTRATOR_VIEW",
        "GAP_VIEW",
        "GUIDANCE_READ",
        "READINESS_VIEW",
        "NOTICE_VIEW",
        "DIRECTIVE_VIEW",
        "DIRECTIVE_ACKNOWLEDGE",
        "COVERAGE_VIEW",
        "APPOINTMENT_VIEW",
        "BOARD_VIEW",
        "VACANCY_VIEW",
        "VACANCY_MOVE",
        "NOMINATION_VIEW",
        "OUTREACH_FIGURES_VIEW",
        "CASE_TOTALS_VIEW",
        "ERPO_VIEW",
        "LIBRARY_VIEW",
        "LIBRARY_WRITE",
        "LIBRARY_REVIEW",
    ),
    "alma": (
        "ADMINISTRATOR_VIEW",
        "GAP_VIEW",
        "GUIDANCE_READ",
        "READINESS_VIEW",
        "GROUP_VIEW",
        "ACTION_CLOSE",
        "PROJECT_VIEW",
        "CASE_TOTALS_VIEW",
        "BARRIER_VIEW",
        "NOTICE_VIEW",
        "COVERAGE_VIEW",
        "APPOINTMENT_VIEW",
        "VACANCY_VIEW",
        "ORGANIZATION_READ",
        "OUTREACH_VIEW",
        "OUTREACH_LOG",
        "CASE_COUNT_VIEW",
        "CASE_COUNT_EDIT",
        "NEXT_STEP_READ",
        "NEXT_STEP_CLOSE",
    ),
    "pia": (
        "GROUP_VIEW",
        "GUIDANCE_ASK",
        "GUIDANCE_READ",
        "ACTION_CLOSE",
        "BARRIER_VIEW",
        "NOTICE_VIEW",
        "ORGANIZATION_READ",
        "NEXT_STEP_READ",
        "NEXT_STEP_CLOSE",
    ),
    "oren": ("NOMINATION_VIEW", "NOMINATION_DECIDE"),
}


@pytest.fixture
def record(db, monkeypatch):
    """Something to find, and nobody who counts the calls or closes the test's connection."""
    monkeypatch.setattr("portal.api.rate", lambda _name: 1_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    for number in range(3):
        make.appointment(("txnd", "nysd", "gud")[number], kind=list(Kind)[number])
    make.asking("cand")
    make.nomination(make.vacancy("cand", stage=Stage.NOMINATED))
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def headers_of(who, request):
    if who == "visitor":
        return {}
    return {"Authorization": f"Bearer {token_of(request.getfixturevalue(who), *SCOPES[who])[1]}"}


@cache
def schema() -> Any:
    """As anybody gets it; the same for everybody who asks by it."""
    return schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())


def every_operation() -> Iterator[Any]:
    for found in schema().get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


def tried(operation, headers, mode, checks, examples, **at):
    """Ask the operation so often, of the row `at`, where one is named; gives the statuses that came."""
    statuses = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.path_parameters = {**(case.path_parameters or {}), **at}
        response = case.call(headers=headers)
        statuses.append(response.status_code)
        is_said = all(value not in ("", {}, []) for value in (case.query or {}).values())  # empty counts as not said
        wanted = checks if is_said else CHECKS
        case.validate_response(response, checks=wanted, headers=headers)

    ask()
    return statuses


FEW, MANY = 4, 60
"""How often each operation is asked here by each of them, and in the long proof, which alone goes deep."""
how_often = pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])


@how_often
@pytest.mark.parametrize("who", list(SCOPES))
def test_what_the_schema_allows_is_answered_as_the_schema_says(who, examples, record, request):
    headers, mode = headers_of(who, request), GenerationMode.POSITIVE
    answered = {op.path: set(tried(op, headers, mode, CHECKS, examples)) for op in every_operation()}

    assert len(answered) >= 65
    assert 200 in answered["/api/v1/offices/"]
    assert (200 in answered["/api/v1/appointments/"]) is ("APPOINTMENT_VIEW" in SCOPES[who])


@pytest.fixture
def money(record, alma, pia):
    """What chance never finds: a notice, a question of Pia's organization, and the program that its answer names; each
    by the beginning of its addresses."""
    with acting_as(DatabaseRole.EOUSA):
        facts = {"number": "O-OVW-2027-94", "title": "A program (invented)", "listings": ["16.524"]}
        notice = Opportunity.objects.create(
            pk=362_635, agency_code="USDOJ-OJP-OVW", closes_on=date(2027, 3, 3), **facts
        )
    asked = question(alma, organization=pia.organization)
    with at_office(alma):
        answering.answer(asked, text="Call.", referrals=[Pointer("lav", notice.pk)], by=alma, at=now())
        referral = Referral.objects.get(request=asked.pk)
    return {"opportunities": notice.pk, "guidance-requests": str(asked.asked), "referrals": referral.pk}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("visitor", {"opportunities"}),
        ("alma", {"opportunities", "guidance-requests", "referrals"}),
        ("pia", {"opportunities", "guidance-requests", "referrals"}),
    ],
)
def test_a_notice_a_question_and_a_referral_are_answered_as_the_schema_says(who, seen, money, request):
    headers, found = headers_of(who, request), {}
    for operation in every_operation():
        noun, _slash, rest = operation.path.removeprefix("/api/v1/").partition("/")
        if noun in money and rest:
            at = {operation.path_parameters[0].name: money[noun]}
            statuses = tried(operation, headers, GenerationMode.POSITIVE, CHECKS, FEW, **at)
            found.setdefault(noun, []).append((operation.method, statuses))

    assert found.keys() == money.keys()
    reading = {noun: [statuses for method, statuses in told if method == "get"] for noun, told in found.items()}
    assert {noun for noun, told in reading.items() if all(200 in statuses for statuses in told)} == seen


@how_often
@pytest.mark.parametrize("who", list(SCOPES))
def test_what_the_schema_forbids_is_refused_as_the_schema_says(who, examples, record, request):
    headers = headers_of(who, request)
    for operation in every_operation():
        if not list(operation.iter_parameters()):
            continue  # nothing that could be wrong
        tried(operation, headers, GenerationMode.NEGATIVE, [*CHECKS, negative_data_rejection], examples)

"""The API's frame: addresses, shapes, problems, tokens, throttle, schema, reference."""

import hashlib
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drf_spectacular.validation import validate_schema
from rest_framework import serializers

from portal.access import Permission, Role, may
from portal.api import problem
from portal.errors import Refused
from portal.models import ApiToken, County, Membership
from portal.problems import CONTENT_TYPE
from portal.reference import operations
from portal.schema import operations_of, whole_schema
from portal.views.api import broken

pytestmark = pytest.mark.django_db
TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def asked(captured):
    """The statements that ask something, without those that only begin or end a transaction."""
    return [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION_WORDS)]


def token_of(person, *scope, days=90, at=None):
    membership = Membership.objects.get(person=person)
    return ApiToken.objects.issue(membership, name="a program", scope=scope, days=days, at=at or timezone.now())


def caller(key):
    return Client(headers={"authorization": f"Bearer {key}"})


def is_problem(response, status):
    """The answer is a whole problem with this status and a sentence."""
    assert response.status_code == status
    assert response["Content-Type"] == CONTENT_TYPE
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"].strip().endswith((".", "seconds.", "?"))
    return body


# --- offices and the finder ------------------------------------------------------------------------------------------
def test_all_94_offices_come_on_one_page(visitor):
    answer = visitor.get("/api/v1/offices/").json()

    assert set(answer) == {"count", "next", "previous", "results"}
    assert answer["count"] == len(answer["results"]) == 94
    assert answer["next"] is answer["previous"] is None


def test_offices_are_filtered_ordered_and_paged(visitor):
    texas = visitor.get("/api/v1/offices/?state=tx&ordering=-court_id&page_size=3").json()
    assert [office["court_id"] for office in texas["results"]] == ["txwd", "txsd", "txnd"]
    assert [office["court_id"] for office in visitor.get(texas["next"]).json()["results"]] == ["txed"]
    assert visitor.get("/api/v1/offices/?circuit=DC").json()["count"] == 1
    assert visitor.get("/api/v1/offices/?circuit=5&search=northern").json()["count"] == 2
    assert visitor.get("/api/v1/offices/?search=txnd").json()["count"] == 1


def test_an_office_in_full_says_what_is_unknown_and_names_nobody(visitor):
    office = visitor.get("/api/v1/offices/txnd/").json()

    assert office["abbreviation"] == "N.D. Tex."
    assert len(office["counties"]) == 100
    assert {"fips": "48113", "name": "Dallas County", "state": "TX", "split": ""} in office["counties"]
    assert [contact["kind"] for contact in office["contacts"]] == ["MAIN_PHONE", "PUBLIC_MAILBOX", "VICTIM_WITNESS"]
    assert all(contact["value"] is None and contact["verified_on"] is None for contact in office["contacts"])
    assert any(place["kind"] == "HEADQUARTERS" and place["city"] == "Dallas" for place in office["places"])


def test_a_split_county_stands_with_both_offices(visitor):
    split = County.objects.exclude(other_office=None).select_related("office", "other_office").first()

    assert split
    assert split.office
    assert split.other_office
    for office in (split.office, split.other_office):
        counties = visitor.get(f"/api/v1/offices/{office.court_id}/").json()["counties"]
        assert [c["split"] for c in counties if c["fips"] == split.fips] == [split.split]


def test_the_finder_answers_and_asks(visitor):
    plain = visitor.get("/api/v1/find/?county=54063").json()
    assert plain["offices"] == [{"court_id": "wvsd", "part": ""}]
    assert plain["counties"] == [{"fips": "54063", "name": "Monroe County", "state": "WV", "place": ""}]
    assert plain["needs_county"] is False

    suggested = visitor.get("/api/v1/find/?zip=76102").json()
    assert suggested["needs_county"] is True
    assert "48439" in [county["fips"] for county in suggested["counties"]]
    assert visitor.get("/api/v1/find/?q=Dallas").json()["needs_county"] is True


def test_a_code_of_no_county_asks_for_the_county_in_a_sentence(visitor):
    answer = visitor.get("/api/v1/find/?county=99999")

    assert answer.status_code == 200
    assert answer.json()["needs_county"] is True
    assert answer.json()["offices"] == answer.json()["counties"] == []
    assert answer.json()["note"] == "No county has this code. Type the county and its state instead."


def test_a_place_without_offices_is_a_known_place(visitor):
    assert visitor.get("/api/v1/offices/?state=as").json()["count"] == 0
    assert "TX" in visitor.get("/api/v1/offices/?state=ZZ").json()["errors"]["state"][0]


def test_the_root_lists_what_the_caller_may_use(visitor, erin, client_of):
    names = set(visitor.get("/api/v1/").json())
    assert {"find", "offices", "coverage"} <= names
    assert "appointments" not in names

    listed = caller(token_of(erin, "APPOINTMENT_VIEW")[1]).get("/api/v1/").json()
    assert "appointments" in listed
    assert "coverage" not in listed
    assert visitor.get(listed["offices"]).status_code == 200


@pytest.mark.parametrize(
    ("address", "most"), [("", 1), ("offices/", 3), ("offices/txnd/", 2), ("find/?county=54063", 1)]
)
def test_public_answers_ask_the_database_little(visitor, address, most):
    visitor.get("/api/v1/find/?county=54063")  # the country is read once per process

    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(f"/api/v1/{address}").status_code == 200

    assert len(asked(captured)) <= most, asked(captured)


# --- problems --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("offices/?circuit=99", "circuit"),
        ("offices/?state=Texas", "state"),
        ("offices/?state=ZZ", "state"),
        ("offices/?ordering=pk", "ordering"),
        ("offices/?page=0", "page"),
        ("offices/?page_size=501", "page_size"),
        ("offices/?search=%00", "search"),
        ("offices/?format=csv", "format"),
        ("offices/txnd/?on=2026-01-01", "on"),
        ("find/", "county"),
        ("find/?zip=1&q=2", "county"),
        ("find/?q=" + "x" * 201, "q"),
        ("?x=1", "x"),
    ],
)
def test_a_wrong_or_unknown_parameter_is_named(visitor, address, parameter):
    body = is_problem(visitor.get(f"/api/v1/{address}"), 400)

    assert list(body["errors"]) == [parameter]
    assert body["errors"][parameter][0] in body["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/", "/api/v1/nix/", "/api/v1/offices", "/api/v2/", "/api/v1/offices/zzzz/", "/api/v1/offices/?page=9",
        "/api/v1/a%0Ab/", "/api/v1/offices/a%0Db/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_too(visitor, address):
    is_problem(visitor.get(address), 404)


def test_every_method_but_reading_is_refused(visitor):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(visitor, method)("/api/v1/offices/")
        is_problem(response, 405)
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["detail"] == "This address is for reading only."


@pytest.mark.parametrize("name", ["outreach/log/", "case-counts/enter/"])
def test_where_there_is_an_address_for_writing_it_is_told(alma, client_of, name):
    collection = f"/api/v1/{name.partition('/')[0]}/"
    response = client_of(alma).post(collection)
    is_problem(response, 405)
    assert f"To write, POST to /api/v1/{name}." in response.json()["detail"]


def test_only_json_is_answered(visitor):
    is_problem(visitor.get("/api/v1/offices/", headers={"accept": "text/csv"}), 406)


def test_head_and_options_are_answered(visitor):
    assert visitor.head("/api/v1/offices/").status_code == 200
    assert visitor.options("/api/v1/offices/").status_code == 200


def test_a_refusal_is_a_conflict_with_its_sentence():
    response = problem(Refused("Ask the other office first."), {})

    assert is_problem(response, 409)["detail"] == "Ask the other office first."


def test_what_is_wrong_within_a_field_is_told_in_sentences_at_its_place():
    class Cell(serializers.Serializer[Any]):
        number = serializers.IntegerField(min_value=0)

    class Quarter(serializers.Serializer[Any]):
        year = serializers.IntegerField()
        first = Cell()
        cells = Cell(many=True)
        codes = serializers.ListField(child=serializers.CharField(max_length=2))

    sent = {"first": {}, "cells": [{"number": 1}, {"number": -1}], "codes": ["ab", "abc"]}
    with pytest.raises(serializers.ValidationError) as refusal:
        Quarter(data=sent).is_valid(raise_exception=True)

    told = is_problem(problem(refusal.value, {}), 400)
    assert told["errors"] == {
        "year": ["This field is required."],
        "first.number": ["This field is required."],
        "cells.1.number": ["Ensure this value is greater than or equal to 0."],
        "codes.1": ["Ensure this field has no more than 2 characters."],
    }
    assert "cells.1.number: Ensure this value" in told["detail"]


def test_a_fault_of_ours_is_left_to_the_handler_and_told_as_a_problem():
    assert problem(KeyError("x"), {}) is None
    request = RequestFactory().get("/api/v1/offices/")
    request.request_id = "abc"  # type: ignore[attr-defined]

    assert "abc" in is_problem(broken(request), 500)["detail"]


def test_a_session_changes_nothing_without_its_form_token(erin, client_of):
    browser = client_of(erin)
    browser.handler.enforce_csrf_checks = True

    is_problem(browser.post("/api/v1/offices/"), 403)
    assert browser.get("/api/v1/offices/").status_code == 200


# --- tokens ----------------------------------------------------------------------------------------------------------
def test_a_token_is_shown_once_and_kept_as_a_hash(erin):
    token, key = token_of(erin, "coverage_view", "APPOINTMENT_VIEW")

    assert re.fullmatch(r"n94_[A-Za-z0-9_-]{40}", key)
    assert token.key_hash == hashlib.sha256(key.encode()).hexdigest()
    assert token.scope == ["APPOINTMENT_VIEW", "COVERAGE_VIEW", "PUBLIC_VIEW"]


def test_a_token_opens_its_scope_and_nothing_else(erin):
    program = caller(token_of(erin, "APPOINTMENT_VIEW")[1])

    assert program.get("/api/v1/appointments/").status_code == 200
    assert program.get("/api/v1/offices/").status_code == 200
    assert "COVERAGE_VIEW" in is_problem(program.get("/api/v1/coverage/"), 403)["detail"]
    assert program.get("/").status_code == 403


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lasts_a_year_at_most(erin, days):
    with pytest.raises(Refused, match="from 1 to 365 days"):
        token_of(erin, "COVERAGE_VIEW", days=days)


def test_a_token_cannot_do_more_than_its_role(alma):
    with pytest.raises(Refused, match="does not have BOARD_VIEW"):
        token_of(alma, "BOARD_VIEW", "COVERAGE_VIEW")
    with pytest.raises(Refused, match="does not have NONSENSE"):
        token_of(alma, "NONSENSE")
    with pytest.raises(Refused, match="Say what"):
        token_of(alma, " ")


def test_an_expired_revoked_or_invented_token_opens_nothing_not_even_public_answers(erin):
    expired = token_of(erin, "COVERAGE_VIEW", days=1, at=timezone.now() - timedelta(days=2))[1]
    token, revoked = token_of(erin, "COVERAGE_VIEW")
    assert caller(revoked).get("/api/v1/coverage/").status_code == 200
    token.revoke(at=timezone.now())

    for key in (expired, revoked, "n94_" + "x" * 40, "other"):
        response = caller(key).get("/api/v1/offices/")
        is_problem(response, 401)
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_membership(erin):
    program = caller(token_of(erin, "COVERAGE_VIEW")[1])
    assert program.get("/api/v1/coverage/").status_code == 200

    erin.user.is_active = False
    erin.user.save()

    is_problem(program.get("/api/v1/coverage/"), 401)


def test_a_token_is_revoked_once(erin):
    token, _key = token_of(erin, "COVERAGE_VIEW")
    token.revoke(at=timezone.now())

    with pytest.raises(Refused, match="before"):
        token.revoke(at=timezone.now())


def test_the_day_of_use_is_written_once_a_day(erin):
    token, key = token_of(erin, "COVERAGE_VIEW")
    caller(key).get("/api/v1/offices/")
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()

    with CaptureQueriesContext(connection) as captured:
        caller(key).get("/api/v1/offices/")

    assert not [sql for sql in asked(captured) if sql.startswith("UPDATE")]


def test_a_token_is_made_listed_and_revoked_by_command(erin, capsys):
    call_command("make_token", erin.email, name="Dashboard", scope=["COVERAGE_VIEW,APPOINTMENT_VIEW"], days=30)
    key = capsys.readouterr().out.strip()
    assert caller(key).get("/api/v1/appointments/").status_code == 200

    call_command("revoke_token", erin.email)
    number = capsys.readouterr().out.split()[0]
    call_command("revoke_token", erin.email, number)
    is_problem(caller(key).get("/api/v1/appointments/"), 401)

    with pytest.raises(CommandError, match="before"):
        call_command("revoke_token", erin.email, number)
    with pytest.raises(CommandError, match="has no token 0"):
        call_command("revoke_token", erin.email, "0")


def test_make_token_takes_each_scope_that_is_named(erin, capsys):
    call_command("make_token", erin.email, "--name", "x", "--scope", "COVERAGE_VIEW", "--scope", "APPOINTMENT_VIEW")

    assert "It may: APPOINTMENT_VIEW, COVERAGE_VIEW, " in capsys.readouterr().err


def test_make_token_lists_the_scopes_that_exist(capsys):
    with pytest.raises(SystemExit):
        call_command("make_token", "--help")
    said = " ".join(capsys.readouterr().out.split())
    scopes = scopes_asked()
    assert {"APPOINTMENT_VIEW", "BOARD_VIEW", "COVERAGE_VIEW"} <= set(scopes)
    assert f"out of {', '.join(scopes)} --days" in said


def scopes_asked():
    """Every permission that the document says an address needs, but the one that everybody has."""
    asked = {operation.scope for operation in operations(whole_schema(), at="http://testserver")}
    return sorted(asked - {"", "PUBLIC_VIEW"})


def test_make_token_says_what_is_wrong(alma, capsys):
    with pytest.raises(CommandError, match="does not have BOARD_VIEW"):
        call_command("make_token", alma.email, name="x", scope=["BOARD_VIEW"])
    with pytest.raises(CommandError, match="does not have ACCOUNT_VIEW, NO_SUCH in the API") as refused:
        call_command("make_token", alma.email, name="x", scope=["no_such,account_view,public_view,COVERAGE_VIEW"])
    named = str(refused.value).rpartition(": ")[2].rstrip(".").split(", ")
    assert "COVERAGE_VIEW" in named
    assert set(named) <= set(scopes_asked())  # none that no address of the API ever asks for
    call_command("make_token", alma.email, name="x", scope=[",".join(named)])
    with pytest.raises(CommandError, match="Nobody with the e-mail"):
        call_command("make_token", "nobody@example.test", name="x", scope=["COVERAGE_VIEW"])
    Membership.objects.create(person=alma, role=Role.EOUSA_READER)
    with pytest.raises(CommandError, match="--membership"):
        call_command("make_token", alma.email, name="x", scope=["COVERAGE_VIEW"])


# --- throttle --------------------------------------------------------------------------------------------------------
def few(monkeypatch, number=3):
    monkeypatch.setattr("portal.api.rate", lambda _name: number)


def test_too_many_calls_are_told_when_to_come_back(visitor, monkeypatch):
    few(monkeypatch)
    statuses = [visitor.get("/api/v1/").status_code for _ in range(3)]

    response = visitor.get("/api/v1/")

    assert statuses == [200, 200, 200]
    is_problem(response, 429)
    assert 0 < int(response["Retry-After"]) <= 60


def test_visitors_are_counted_by_address_and_people_by_themselves(visitor, erin, alma, monkeypatch):
    few(monkeypatch, 1)
    assert visitor.get("/api/v1/").status_code == 200
    assert visitor.get("/api/v1/", headers={"x-forwarded-for": "10.0.0.9"}).status_code == 429
    assert visitor.get("/api/v1/", REMOTE_ADDR="10.0.0.1").status_code == 200
    assert caller(token_of(erin, "COVERAGE_VIEW")[1]).get("/api/v1/").status_code == 200
    assert caller(token_of(alma, "COVERAGE_VIEW")[1]).get("/api/v1/").status_code == 200
    assert caller(token_of(erin, "COVERAGE_VIEW")[1]).get("/api/v1/").status_code == 429


def test_without_redis_calls_are_still_answered_and_still_counted(visitor, settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "portal.cache.RedisOrMemory", "LOCATION": "redis://127.0.0.1:1/0"}}
    few(monkeypatch)

    statuses = [visitor.get("/api/v1/").status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


# --- schema and reference --------------------------------------------------------------------------------------------
def test_the_schema_is_valid_public_and_comes_as_json_or_yaml(visitor):
    plain = visitor.get("/api/schema/")
    yaml = visitor.get("/api/schema/", headers={"accept": "application/yaml"})

    assert plain["Content-Type"] == "application/vnd.oai.openapi+json"
    assert yaml["Content-Type"].startswith("application/yaml")
    validate_schema(json.loads(plain.content))
    assert visitor.get("/api/schema/", headers={"accept": "application/json"}).status_code == 200


def test_the_schema_is_made_without_a_warning(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", file="/dev/null")


def test_everything_in_the_schema_is_described():
    schema = whole_schema()
    for operation in operations_of(schema):
        assert operation["summary"], operation
        assert operation["description"]
        assert all(parameter["description"] for parameter in operation.get("parameters", []))
        assert all(answer["description"] for answer in operation["responses"].values())
        assert {"400", "401", "403", "404", "405", "406", "409", "429"} <= set(operation["responses"])
    for name, component in schema["components"]["schemas"].items():
        if not name.startswith("Paginated"):
            assert all(part.get("description") for part in component.get("properties", {}).values()), name


def test_every_api_route_stands_in_the_schema():
    paths = set(whole_schema()["paths"])

    assert {f"/api/v1/{path}/" for path in ("offices", "find", "coverage", "coverage/compare", "appointments")} <= paths
    assert "/api/v1/offices/{court_id}/" in paths


def test_the_reference_shows_every_operation_without_foreign_script(visitor):
    page = visitor.get("/api/docs/")
    text = page.content.decode()

    assert page.status_code == 200
    for operation in operations(whole_schema(), at="http://testserver"):
        assert f'id="{operation.key}"' in text
        assert operation.path in text
    assert not re.search(r"""(src|href)=["']https?://(?!testserver)(?!www\.weather\.gov)""", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)


def test_the_shape_in_the_reference_is_the_shape_of_the_answer(visitor):
    shapes = {o.key: json.loads(o.shape) for o in operations(whole_schema(), at="http://testserver")}

    assert_same_keys(shapes["office"], visitor.get("/api/v1/offices/txnd/").json())
    assert_same_keys(shapes["offices"], visitor.get("/api/v1/offices/").json())
    assert_same_keys(shapes["find"], visitor.get("/api/v1/find/?county=54063").json())


def test_the_reference_shows_how_an_act_is_posted_with_its_body_and_its_answer(visitor):
    text = visitor.get("/api/docs/").content.decode()
    acts = {o.key: o for o in operations(whole_schema(), at="http://testserver") if o.method == "POST"}
    logged = acts["outreach_log"]

    assert len(acts) > 7
    assert all(act.call.startswith("curl -X POST ") for act in acts.values())
    assert all(json.loads(act.shape) for act in acts.values()), "an act answers with what stands now"
    said = json.loads(logged.call.partition(" -d '")[2].partition("' ")[0])
    assert {field.name for field in logged.fields if field.required} <= set(said) <= {f.name for f in logged.fields}
    assert (said["did"], json.loads(logged.shape)["office"]) == ("TRAINING", "text")
    assert "in one line. no survivor" in text.lower()
    assert "Everything is read by GET" not in text
    for act in acts.values():
        told = json.loads(act.call.partition(" -d '")[2].partition("' ")[0] or "{}")
        assert {field.name for field in act.fields if field.required} <= set(told), act.key


def assert_same_keys(shape, answer):
    assert isinstance(shape, list) == isinstance(answer, list)
    if isinstance(shape, dict):
        assert set(shape) == set(answer)
        for name in shape:
            assert_same_keys(shape[name], answer[name])
    if isinstance(shape, list) and answer:
        assert_same_keys(shape[0], answer[0])


def test_the_schema_asks_the_database_nothing(db, django_assert_num_queries):
    """Whoever opens the reference first may read no table at all, and a refused question would break the page."""
    whole_schema.cache_clear()
    with django_assert_num_queries(0):
        whole_schema()


def test_every_call_in_the_reference_works(visitor, erin, alma):
    """By EOUSA's program, and where EOUSA has no part by that of an office."""
    for operation in operations(whole_schema(), at="http://testserver"):
        address = operation.call.split("'")[-2]
        if operation.method != "GET" or "{" in address:
            continue  # acts, and rows that are not there: tested where they are
        who, role = (erin, Role.EOUSA) if may(Role.EOUSA, Permission(operation.scope)) else (alma, Role.SPECIALIST)
        program = caller(token_of(who, *(scope for scope in scopes_asked() if may(role, Permission(scope))))[1])
        assert program.get(address).status_code == 200, address
        assert visitor.get(address).status_code == (401 if operation.needs_token else 200)
        assert ("Bearer" in operation.call) == operation.needs_token
        alone = caller(token_of(who, operation.scope)[1])
        assert alone.get(address).status_code == 200, f"{operation.scope} is not enough for {address}"


def test_every_permission_of_the_api_can_be_given_to_a_token(erin):
    """A scope that no token may carry would close its address to programs."""
    for permission in (Permission.COVERAGE_VIEW, Permission.APPOINTMENT_VIEW, Permission.BOARD_VIEW):
        assert permission in token_of(erin, permission)[0].scope

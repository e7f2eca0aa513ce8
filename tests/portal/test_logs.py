"""The log: a request is one line, a fault says where it came from, and nothing says anything of a person."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from celery import Celery
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from portal.access import DatabaseRole
from portal.logs import JsonLines, Once, configuration, redacted
from portal.tenancy import acting_as

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the console would show, as the settings have it."""
    console = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    if before:
        console.setStream(before)


@pytest.fixture
def lines(log: io.StringIO) -> Lines:
    return lambda: [json.loads(line) for line in log.getvalue().splitlines()]


def line_of(error: BaseException | None = None, message: str = "said", **facts: Any) -> dict[str, Any]:
    """The line of a record that was made for it."""
    record = logging.makeLogRecord({"name": "portal.x", "levelname": "ERROR", "msg": message, **facts})
    if error:
        record.exc_info = (type(error), error, error.__traceback__)
    line = JsonLines().format(record)
    assert "\n" not in line
    told: dict[str, Any] = json.loads(line)
    return told


def raised(act: Callable[[], Any], kind: type[BaseException]) -> BaseException:
    with pytest.raises(kind) as caught:
        act()
    return caught.value


def told_of(error: BaseException) -> str:
    return " ".join(part["message"] for part in line_of(error)["exception"])


# --- one line a request ------------------------------------------------------------------------------------------
def test_a_request_is_one_line_that_names_the_route_and_how_it_went(client_of, lena, lines):
    answer = client_of(lena).get("/offices/txnd/?q=Alma+Reyes")

    (line,) = lines()
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "portal.request", "GET office-detail 200")
    assert (line["method"], line["route"], line["status"]) == ("GET", "office-detail", 200)
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["at"].endswith("+00:00")
    assert 0 < line["ms"] < 60_000
    assert set(line) == {"at", "level", "logger", "message", "request_id", "method", "route", "status", "ms"}


def test_a_refused_page_is_one_line(client_of, vic, lines):
    assert client_of(vic).get("/roster/").status_code == 403

    assert [line["message"] for line in lines()] == ["GET roster-list 403"]


def test_an_address_that_leads_nowhere_is_one_line_that_does_not_repeat_it(visitor, log, lines):
    """Somebody may have typed a name there, or half of a secret link."""
    assert visitor.get("/alma-reyes/").status_code == 404

    assert [line["message"] for line in lines()] == ["GET (no route) 404"]
    assert "alma" not in log.getvalue()


@pytest.mark.parametrize("address", ["/invitations/a-secret-key/", "/accounts/confirm-email/a-secret-key/"])
def test_a_key_in_the_address_is_not_in_the_log(visitor, log, lines, address):
    visitor.get(address)

    assert lines()[0]["route"]
    assert "secret" not in log.getvalue()


def test_who_is_turned_away_before_the_page_is_logged_with_the_route_too(visitor, lines):
    assert visitor.get("/people/").status_code == 302
    assert lines()[0]["route"] == "member-list"


def test_a_method_that_nobody_knows_is_not_repeated(visitor, log):
    visitor.generic("ALMA@REYES", "/")
    assert "ALMA" not in log.getvalue()


def test_style_sheets_and_probes_that_find_nothing_wrong_write_no_line(visitor, lines):
    assert visitor.get("/health/").status_code == 200
    visitor.get("/static/")
    assert [line["status"] for line in lines()] in ([], [404])


def test_what_is_logged_while_a_request_is_answered_carries_its_id(visitor, lines, monkeypatch):
    def speaks(*_anything: object, **_more: object) -> None:
        logging.getLogger("portal.cache").warning("in between")
        raise KeyError("page")

    monkeypatch.setattr("portal.views.public.render", speaks)
    answer = Client(raise_request_exception=False).get("/leaving/")

    assert {line["request_id"] for line in lines()} == {answer["X-Request-ID"]}
    assert [line["message"] for line in lines()] == ["in between", "Internal Server Error: leaving", "GET leaving 500"]


# --- a fault -----------------------------------------------------------------------------------------------------
def test_a_fault_still_says_where_it_came_from(visitor, lines, monkeypatch):
    def broken(*_anything: object) -> None:
        secret = "a local value"  # noqa: F841
        raise ValueError("a fault of ours")

    monkeypatch.setattr("portal.views.public.render", broken)

    assert Client(raise_request_exception=False).get("/leaving/").status_code == 500
    fault, line = lines()
    assert (fault["level"], line["level"], line["status"]) == ("ERROR", "WARNING", 500)
    (exception,) = fault["exception"]
    assert (exception["type"], exception["message"]) == ("ValueError", "a fault of ours")
    assert exception["stack"][-1].startswith("tests/portal/test_logs.py:")
    assert exception["stack"][-1].endswith(" broken")
    assert "local value" not in json.dumps(fault)


def test_an_exception_names_those_behind_it():
    def fails() -> None:
        try:
            int("x")
        except ValueError as error:
            raise LookupError("not found") from error

    kinds = [part["type"] for part in line_of(raised(fails, LookupError))["exception"]]
    assert kinds == ["LookupError", "ValueError"]


def test_exceptions_that_go_in_a_circle_or_very_deep_are_still_one_line():
    first, second = ValueError("a"), ValueError("b")
    first.__context__, second.__context__ = second, first
    assert len(line_of(first)["exception"]) == 2

    def deeper(depth: int) -> None:
        if depth:
            deeper(depth - 1)
        raise ValueError("deep")

    (part,) = line_of(raised(lambda: deeper(300), ValueError))["exception"][:1]
    assert len(part["stack"]) <= 40


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            ValueError("invalid literal for int() with base 10: 'Alma Reyes'"),
            "invalid literal for int() with base 10: …",
        ),
        (ValueError("can't read 'Alma'"), "can't read …"),
        (KeyError("Alma Reyes"), "…"),
        (ValueError("“Alma Reyes” is no number"), "… is no number"),
        (OSError(2, "No such file", "/home/alma"), "[Errno 2] No such file: …"),
        (ValueError("{'alma@example.test': (550, b'Alma Reyes is unknown')}"), "{…)}"),
        (AttributeError("'NoneType' object has no attribute 'person'"), "'NoneType' object has no attribute 'person'"),
        (ValueError("two\nlines"), "two lines"),
    ],
)
def test_values_are_left_out_of_the_words_of_an_exception(error, words):
    assert told_of(error) == words


def test_a_row_that_the_database_refuses_is_not_quoted(alma):
    """Behind a wall PostgreSQL says nothing of the row by itself; tables of packages have none."""

    def twice() -> None:
        with transaction.atomic():
            EmailAddress.objects.create(user=alma.user, email=alma.email)

    error = raised(twice, IntegrityError)
    assert alma.email in str(error), "else this would show nothing"

    assert alma.email not in json.dumps(line_of(error))
    assert told_of(error).startswith("23505 duplicate key value violates unique constraint")


def test_a_value_that_the_database_cannot_read_is_not_quoted(db):
    def misread() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT CAST(%s AS integer)", ["Alma"])

    assert told_of(raised(misread, Exception)).startswith("22P02 invalid input syntax for type integer: …")


def test_a_table_that_may_not_be_read_is_named(db):
    def unbound() -> None:
        with transaction.atomic(), acting_as(DatabaseRole.PUBLIC), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM portal_message")

    assert told_of(raised(unbound, ProgrammingError)).startswith("42501 permission denied for table portal_message")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail to alma.reyes@example.test failed", "mail to … failed"),
        ("<alma@x>, 'otis@y'", "… …"),
        ("Invalid request from ip=10.1.2.3: no", "Invalid request from … no"),
        ("GET /find/?q=Alma&x=1 went", "GET /find/?… went"),
        ("key n94_abcDEF123 refused", "key … refused"),
        ("3 offices, 94 %: all is well?", "3 offices, 94 %: all is well?"),
    ],
)
def test_the_last_line_of_defense(text, kept):
    assert redacted(text) == kept
    assert line_of(message=text.replace("%", "%%"), args=())["message"].replace("%%", "%") == kept


# --- a task ------------------------------------------------------------------------------------------------------
def test_what_a_task_logs_carries_its_id_and_its_name(lines):
    app = Celery("t", set_as_current=False, broker="memory://")

    @app.task(name="a.task")
    def speaks() -> None:
        logging.getLogger("portal.x").warning("from inside")

    speaks.apply(task_id="0194")

    line = next(line for line in lines() if line["message"] == "from inside")
    assert (line["task_id"], line["task"]) == ("0194", "a.task")
    assert "request_id" not in line


def test_what_the_worker_says_of_a_task_carries_its_id_and_its_name():
    args = ({"id": "0194", "name": "a.task", "runtime": 0.2},)
    line = line_of(name="celery.app.trace", msg="Task %(name)s[%(id)s] succeeded in %(runtime)ss", args=args[0])

    assert (line["task_id"], line["task"]) == ("0194", "a.task")
    assert line["message"] == "Task a.task[0194] succeeded in 0.2s"


def test_a_task_that_fails_is_told_without_what_it_was_given(lines):
    app = Celery("t", set_as_current=False, broker="memory://")

    @app.task(name="a.task")
    def fails(name: str) -> None:
        raise ValueError(f"nobody is called {name!r}")

    fails.apply(args=("Alma",), task_id="0194")

    (line,) = (line for line in lines() if line["level"] == "ERROR")
    assert line["message"] == "Task a.task[0194] raised unexpected: ValueError"
    assert line["exception"][0]["message"] == "nobody is called …"
    assert "Alma" not in json.dumps(line)


def test_what_a_task_gives_is_not_repeated():
    args = {"id": "0194", "name": "a.task", "runtime": 0.2, "return_value": "'Alma'", "args": "('Alma',)"}
    said = line_of(name="celery.app.trace", msg="%(name)s: %(return_value)s of %(args)s in %(runtime)ss", args=args)
    assert said["message"] == "a.task: … of … in 0.2s"


def test_an_exception_within_a_message_is_told_without_values_too():
    said = line_of(message="Not read: %s, %d times", args=(ValueError("no “Alma” here"), 3))
    assert said["message"] == "Not read: no … here, 3 times"


# --- how it is set up --------------------------------------------------------------------------------------------
def test_each_line_is_written_once() -> None:
    """Django's own handlers would write it again while DEBUG is on."""
    assert [logging.getLogger(name).handlers for name in ("django", "django.request")] == [[], []]
    for name in ("gunicorn.error", "celery.task"):
        written = [handler for handler in logging.getLogger(name).handlers if type(handler) is logging.StreamHandler]
        assert [type(handler.formatter) for handler in written] == [JsonLines]
        assert not logging.getLogger(name).propagate


def test_the_web_server_keeps_no_log_of_its_own_of_requests():
    """It would tell addresses of people, paths and query strings; configuring its other lines switches it on."""
    ours = logging.getLogger("gunicorn.access")
    assert not ours.isEnabledFor(logging.ERROR)
    assert not ours.propagate


def test_while_developing_lines_are_for_reading():
    handler = configuration(readable=True)["handlers"]["console"]
    assert handler["formatter"] == "readable"
    assert configuration(readable=False)["handlers"]["console"]["formatter"] == "json"


def test_django_tells_a_refusal_without_a_trace_and_not_twice():
    trace = (ValueError, ValueError("refused"), None)
    record = logging.makeLogRecord({"name": "django.security.csrf", "status_code": 403, "exc_info": trace})
    assert Once().filter(record)
    assert record.exc_info is None
    assert not Once().filter(logging.makeLogRecord({"name": "django.request", "status_code": 404}))

"""What the log says: one JSON object a line, by which a fault is found, and nothing by which a person is.

A line names the route and never the path, which may hold a key that opens something; no address, name or query string.
An exception is told with its places in the code; of its words, what stands in quotes is left out, for that is a value.
While developing (`DEBUG`), lines are for reading and leave nothing out.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from celery import current_task
from django.http import HttpRequest
from psycopg2 import Error as DatabaseError

ROOT = f"{Path(__file__).resolve().parent.parent}/"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NO_ROUTE = "(no route)"
"""An address that leads nowhere, or a request that was answered before anybody asked where it leads."""
MOST_FRAMES = 40
ADDRESS = re.compile(r"\S*@\S*|\bip=\S+|\bn94_\w+")
QUERY = re.compile(r"\?\S*=\S*")
QUOTED = re.compile(r"(?<!\w)[bru]?['\"“].*['\"”]")
SPEAKS_OF_CODE = (AttributeError, ImportError, NameError, TypeError)
"""Faults whose words quote names of the program, not values."""
WRONG_VALUE = "22"
"""The class of PostgreSQL's errors that quote the value; the others quote names of tables and constraints."""

OF_TASKS = {"args", "kwargs", "return_value", "exc", "traceback"}

logger = logging.getLogger("portal.request")
_asked: ContextVar[HttpRequest | None] = ContextVar("asked", default=None)


def configuration(*, readable: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`: the same lines from web server, web, worker and beat, each once."""
    ours = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"once": {"()": "portal.logs.Once"}},
        "formatters": {
            "json": {"()": "portal.logs.JsonLines"},
            "readable": {"style": "{", "format": "{asctime} {levelname} {name}: {message}"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["once"],
                "formatter": "readable" if readable else "json",
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO"},  # without its own handlers
            **dict.fromkeys(("celery.task", "multiprocessing", "gunicorn.error"), ours),
            "gunicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},  # it would tell paths and IPs
        },
    }


class Once(logging.Filter):
    """A request is one line; a second one only for a fault of ours, which says where it came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", 0)
        if 400 <= status < 500:
            record.exc_info = record.exc_text = None
        return record.name != "django.request" or bool(record.exc_info)


@contextmanager
def asked_by(request: HttpRequest) -> Iterator[None]:
    """What is logged in between belongs to this request."""
    token = _asked.set(request)
    try:
        yield
    finally:
        _asked.reset(token)


def tell(request: HttpRequest, status: int, seconds: float) -> None:
    """The one line of a request."""
    level = logging.WARNING if status >= 500 else logging.INFO
    figures = {"request": request, "status": status, "ms": round(seconds * 1000, 1)}
    logger.log(level, "%s %s %d", method_of(request), route_of(request) or NO_ROUTE, status, extra=figures)


def method_of(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "another method"


def route_of(request: HttpRequest) -> str:
    """The name of the route, or ''."""
    return request.resolver_match.view_name if request.resolver_match else ""


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None) or _asked.get()
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(words_of(record)),
        }
        said |= of_request(request) if isinstance(request, HttpRequest) else of_task(record)
        said |= {name: getattr(record, name) for name in ("status", "ms") if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            said["exception"] = list(told(record.exc_info[1]))
        return json.dumps(said)


def words_of(record: logging.LogRecord) -> str:
    """The message; Django ends some of its own with the path, for which the route stands here."""
    text, request = str(record.msg), getattr(record, "request", None)
    if record.args:
        text %= without_values(record)
    if not isinstance(request, HttpRequest):
        return text
    path = request.path.encode("unicode_escape").decode()
    return text.removesuffix(path) + (route_of(request) or NO_ROUTE) if text.endswith(path) else text


def without_values(record: logging.LogRecord) -> Any:
    """What the message is filled with. Celery repeats in words what a task was given, gave and raised."""
    if isinstance(record.args, dict):
        kind = type(record.exc_info[1]).__qualname__ if record.exc_info else "…"
        return {name: {"exc": kind}.get(name, "…") if name in OF_TASKS else record.args[name] for name in record.args}
    return tuple(said_by(value) if isinstance(value, BaseException) else value for value in record.args or ())


def of_request(request: HttpRequest) -> dict[str, str]:
    known = {"request_id": getattr(request, "request_id", ""), "method": method_of(request), "route": route_of(request)}
    return {name: value for name, value in known.items() if value}


def of_task(record: logging.LogRecord) -> dict[str, str]:
    """The task that runs here, or the one of which Celery speaks."""
    running = getattr(current_task, "request", None)
    if running:
        return {"task_id": str(running.id), "task": str(running.task)}
    facts = record.args if isinstance(record.args, dict) and record.name.startswith("celery.") else {}
    return {"task_id": str(facts["id"]), "task": str(facts["name"])} if {"id", "name"} <= set(facts) else {}


def redacted(text: str) -> str:
    """The last line of defense: whatever looks like an address, a key or a query string is left out."""
    return QUERY.sub("?…", ADDRESS.sub("…", text))


def told(error: BaseException) -> Iterator[dict[str, Any]]:
    """The exception and those behind it, each with its type, its words and its places, innermost last."""
    seen: set[int] = set()
    last: BaseException | None = error
    while last is not None and id(last) not in seen:
        seen.add(id(last))
        stack = list(places(last.__traceback__))[-MOST_FRAMES:]
        yield {"type": type(last).__qualname__, "message": said_by(last), "stack": stack}
        last = last.__cause__ or (None if last.__suppress_context__ else last.__context__)


def places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        path = code.co_filename.removeprefix(ROOT).rpartition("site-packages/")[2]
        yield f"{path}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


def said_by(error: BaseException) -> str:
    """The words of an exception without values. PostgreSQL's details, which quote whole rows, are left out."""
    server = getattr(next((e for e in (error, error.__cause__) if isinstance(e, DatabaseError)), None), "diag", None)
    text = str(error)
    if server and server.sqlstate:
        text = f"{server.sqlstate} {server.message_primary}"
    text = " ".join(text.split())
    quotes_names = isinstance(error, SPEAKS_OF_CODE) or (server and not str(server.sqlstate).startswith(WRONG_VALUE))
    return redacted(text if quotes_names else QUOTED.sub("…", text))

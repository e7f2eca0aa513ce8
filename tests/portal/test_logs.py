"""The log: a refusal is one line, a fault says where it came from."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the console would show, as the settings have it."""
    console = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    if before:
        console.setStream(before)


def test_a_refused_page_is_one_line(client_of, vic, log):
    assert client_of(vic).get("/roster/").status_code == 403

    assert log.getvalue() == "Forbidden (Permission denied): /roster/\n"


def test_an_address_that_leads_nowhere_is_one_line(visitor, log):
    assert visitor.get("/nowhere/").status_code == 404

    assert log.getvalue() == "Not Found: /nowhere/\n"


def test_a_fault_still_says_where_it_came_from(visitor, log, monkeypatch):
    def broken(*_anything: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr("portal.views.public.render", broken)

    assert Client(raise_request_exception=False).get("/leaving/").status_code == 500
    assert log.getvalue().count("ValueError: a fault of ours") == 1
    assert "Traceback" in log.getvalue()


def test_each_line_is_written_once() -> None:
    """Django's own handlers would write it again while DEBUG is on."""
    assert [logging.getLogger(name).handlers for name in ("django", "django.request")] == [[], []]

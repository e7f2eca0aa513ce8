"""The pages that show caught mail; they exist with DEBUG only."""

import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import path

from portal import urls
from portal.views import mailcatcher

urlpatterns = [
    *urls.urlpatterns,
    path("dev/mail/", mailcatcher.mail_list, name="mail-list"),
    path("dev/mail/<slug:name>/", mailcatcher.mail_detail, name="mail-detail"),
]


@pytest.fixture
def caught(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    (tmp_path / "mail").mkdir()
    mail = EmailMessage()
    mail["To"], mail["Subject"] = "someone@example.test", "Grüße <script>"
    mail.set_content("Open http://localhost:8000/invitations/key/ <script>alert(1)</script>")
    mail.add_alternative("<p>Hello</p><script>alert(2)</script>", subtype="html")
    found = tmp_path / "mail" / "001-1.eml"
    found.write_bytes(b"X-Caught-For: someone@example.test\r\n" + mail.as_bytes())
    return found


@pytest.mark.urls("tests.portal.test_mailcatcher")
def test_caught_mail_is_listed_and_its_links_can_be_followed(visitor, caught):
    assert "Grüße &lt;script&gt;" in visitor.get("/dev/mail/").content.decode()

    page = visitor.get("/dev/mail/001-1/").content.decode()

    assert '<a href="http://localhost:8000/invitations/key/"' in page
    assert "<script>alert" not in page
    assert '<iframe class="mail" sandbox ' in page


@pytest.mark.urls("tests.portal.test_mailcatcher")
def test_nothing_caught_and_nothing_asked_for_are_pages_too(visitor, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert "No mail yet" in visitor.get("/dev/mail/").content.decode()
    assert visitor.get("/dev/mail/001-2/").status_code == 404
    assert visitor.get("/dev/mail/..%2F..%2Fsecrets/").status_code == 404


@pytest.mark.urls("tests.portal.test_mailcatcher")
def test_older_mail_than_the_list_holds_is_one_page_away(visitor, caught, monkeypatch):
    monkeypatch.setattr(mailcatcher, "SHOWN", 2)
    for number in range(2, 6):
        (caught.parent / f"00{number}-1.eml").write_bytes(caught.read_bytes())

    def shown(address: str) -> list[str]:
        page = visitor.get(address).content.decode()
        return [*re.findall(r'href="/dev/mail/(\d+)-1/"', page), *re.findall(r'href="(\?before=[^"]+)"', page)]

    assert shown("/dev/mail/") == ["005", "004", "?before=004-1"]
    assert shown("/dev/mail/?before=004-1") == ["003", "002", "?before=002-1"]
    assert shown("/dev/mail/?before=002-1") == ["001"], "the last page leads no further"


def test_without_debug_there_is_no_such_page(db):
    assert Client().get("/dev/mail/").status_code == 404

"""The mail that `make run` catches instead of delivering. These pages exist only with DEBUG."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page

SHOWN = 100
HEADERS = ("From", "To", "Date", "Message-ID", "X-Caught-For")


def folder() -> Path:
    return settings.VAR_DIR / "mail"


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def head(path: Path) -> dict[str, Any]:
    mail = read(path)
    return {"name": path.stem, "to": mail["To"], "subject": mail["Subject"], "date": mail["Date"]}


def body(mail: EmailMessage, kind: str) -> str:
    """The part of this kind as text, '' if there is none."""
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""


@page(Permission.PUBLIC_VIEW)
def mail_list(request: PortalRequest) -> HttpResponse:
    """The newest mails first, or the newest of those `before` one."""
    before = request.GET.get("before", "")
    found = sorted((path for path in folder().glob("*.eml") if not before or path.stem < before), reverse=True)
    shown = found[:SHOWN]
    older = f"?{urlencode({'before': shown[-1].stem})}" if len(found) > SHOWN else ""
    facts = {"mails": [head(path) for path in shown], "older": older, "is_older": bool(before)}
    return render(request, "portal/mail_list.html", facts)


@page(Permission.PUBLIC_VIEW)
def mail_detail(request: PortalRequest, name: str) -> HttpResponse:
    """One mail as its reader sees it; links can be followed."""
    path = folder() / f"{name}.eml"
    if not path.is_file():
        raise Http404
    mail = read(path)
    context = {
        "mail": head(path),
        "headers": [(name, mail[name]) for name in HEADERS if mail[name]],
        "text": body(mail, "plain"),
        "html": body(mail, "html"),
    }
    return render(request, "portal/mail_detail.html", context)

"""A directive, written and issued as EOUSA does it, and the links that were mailed."""

import secrets
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from portal.access import DatabaseRole
from portal.tenancy import acting_as
from specialists.models import AnswerLink, Directive, Response
from specialists.models.answer_link import hash_of
from tests import make

made = secrets.token_urlsafe
keys: list[str] = []
"""The keys of the links that `issue` has mailed: the portal keeps only their hashes."""


def write(by, **facts):
    """A draft that is due in ten days."""
    defaults: dict[str, Any] = {
        "title": "Name your specialist",
        "text": "Say who serves.",
        "issuers": "EOUSA",
        "legal_basis": "28 USC 542",
        "due_on": timezone.localdate() + timedelta(days=10),
        "asks": "COVERAGE",
        "at": timezone.now(),
    }
    with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
        return Directive.objects.write(by=by, **defaults | facts)


def issue(by, *court_ids, ago=0, **facts):
    """A directive issued to these offices so many days ago."""
    at = timezone.now() - timedelta(days=ago)
    directive = write(by, at=at, **{"due_on": timezone.localdate() + timedelta(days=10)} | facts)
    with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
        offices = [make.office(court_id) for court_id in court_ids or ("txnd",)]
        with patch("specialists.models.answer_link.secrets.token_urlsafe", remembered):
            directive.issue(offices=offices, version=directive.version, by=by, at=at)
    return directive


def remembered(size):
    keys.append(made(size))
    return keys[-1]


def response(court_id="txnd"):
    """The office's newest response, as it stands in the database."""
    with acting_as(DatabaseRole.EOUSA):
        return Response.objects.select_related("directive", "office", "answer").filter(office__court_id=court_id).last()


def links(**narrowed):
    with acting_as(DatabaseRole.EOUSA):
        return list(AnswerLink.objects.filter(**narrowed).order_by("pk"))


def address(email, **narrowed):
    """Where the newest link for this recipient leads."""
    by_hash = {hash_of(key): key for key in keys}
    return f"/answer/{by_hash[links(email=email, **narrowed)[-1].key_hash]}/"

"""Celery's doors into grant guidance."""

from celery import shared_task
from django.utils.timezone import now

from grants.models.extract import read_if_due


@shared_task(name="grants.import_opportunities")
def import_opportunities() -> None:
    """Wake the reading of notices; it reads the extract of a day once."""
    read_if_due(at=now())

"""Celery's doors into grant guidance."""

from celery import shared_task
from django.utils.timezone import now

from grants import asker_mails, milestone_mails
from grants.models.extract import read_if_due


@shared_task(name="grants.import_opportunities")
def import_opportunities() -> None:
    """Wake the reading of notices; it reads the extract of a day once."""
    read_if_due(at=now())


@shared_task(name="grants.ask_outcomes")
def ask_outcomes() -> None:
    """Wake what asks what became of a program; run again, it asks nothing twice."""
    asker_mails.ask_outcomes(at=now())


@shared_task(name="grants.tell_reopenings")
def tell_reopenings() -> None:
    """Wake what tells that a program may open again; run again, it tells nothing twice."""
    asker_mails.tell_reopenings(at=now())


@shared_task(name="grants.tell_milestones")
def tell_milestones() -> None:
    """Wake what tells of steps to a deadline; run again, it tells nothing twice."""
    milestone_mails.tell_milestones(at=now())

"""Celery's doors into the work with partners."""

from celery import shared_task
from django.utils.timezone import now

from partners.models import recount_if_due


@shared_task(name="partners.recount_figures")
def recount_figures() -> None:
    """Wake the recount; it counts once a night."""
    recount_if_due(at=now())

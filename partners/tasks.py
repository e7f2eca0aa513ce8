"""Celery's doors into the work with partners."""

from celery import shared_task
from django.utils.timezone import now

from partners.models import recount_if_due, settle_merges


@shared_task(name="partners.recount_figures")
def recount_figures() -> None:
    """Wake the recount; it counts once a night."""
    recount_if_due(at=now())


@shared_task(name="partners.settle_merges")
def settle_doubles() -> None:
    """Wake what lets shared things follow a merge; run again, it changes nothing."""
    settle_merges()

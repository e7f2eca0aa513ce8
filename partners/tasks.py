"""Celery's doors into the work with partners."""

from celery import shared_task
from django.utils.timezone import now

from partners.models import Draft, Upload, open_law_steps, recount_if_due, settle_merges


@shared_task(name="partners.recount_figures")
def recount_figures() -> None:
    """Wake the recount; it counts once a night."""
    recount_if_due(at=now())


@shared_task(name="partners.settle_merges")
def settle_doubles() -> None:
    """Wake what lets shared things follow a merge; run again, it changes nothing."""
    settle_merges()


@shared_task(name="partners.purge_drafts")
def purge_drafts() -> None:
    """Wake what throws away drafts of 30 days; run again, it finds none."""
    Draft.objects.purge(at=now())


@shared_task(name="partners.purge_uploads")
def purge_uploads() -> None:
    """Wake what throws away uploaded files of 30 days; run again, it finds none."""
    Upload.objects.purge(at=now())


@shared_task(name="partners.open_law_steps")
def open_steps_of_law() -> None:
    """Wake what tells offices of a change of law; run again, it opens nothing twice."""
    open_law_steps(at=now())

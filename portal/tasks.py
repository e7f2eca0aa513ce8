"""Celery's doors into the foundation."""

from celery import shared_task
from django.utils.timezone import now

from portal.models import Message, plan


@shared_task(name="portal.deliver_messages")
def deliver_messages() -> None:
    """Wake the deliverer; it opens one bound transaction per phase."""
    Message.objects.deliver_due(at=now())


@shared_task(name="portal.plan_reminders")
def plan_reminders() -> None:
    """Wake the planner; what is due and not in the ledger is written, however often it runs."""
    plan(at=now())

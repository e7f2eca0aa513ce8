"""The dates of the work with partners, for the calendar that a person reads at a secret address."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.models import NextStep
from partners.step_words import is_secret
from portal.access import OUTREACH_ROLES
from portal.agenda import add_dates
from portal.hats import Hat
from portal.ics import Day


def next_steps(hat: Hat, at: datetime) -> Iterator[Day]:  # noqa: ARG001 what is open is open whatever the time
    """The open next steps that the wearer sees to. Of a confidential partner neither name nor words."""
    if hat.role not in OUTREACH_ROLES:
        return
    mine = NextStep.objects.open().filter(office=hat.office_id, owner=hat.person_id).order_by("due_on", "pk")
    for step in mine.select_related("organization"):
        yield Day(
            f"step-{step.pk}", step.due_on, title_of(step), with_whom(step),
            settings.SITE_URL + reverse("step-detail", args=[step.pk]),
        )  # fmt: skip


def title_of(step: NextStep) -> str:
    text = _("with a confidential partner") if is_secret(step) else step.text
    if step.side == NextStep.Side.THEIRS:
        return _("A partner’s next step: %(text)s") % {"text": text}
    return _("Next step: %(text)s") % {"text": text}


def with_whom(step: NextStep) -> str:
    if step.organization is None or is_secret(step):
        return ""
    return _("Agreed with %(name)s.") % {"name": step.organization.name}


add_dates(next_steps)

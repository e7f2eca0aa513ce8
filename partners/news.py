"""What the mail of a day tells those who meet partners: what an organization has marked as done, gaps given to them."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import GapCare, NextStep
from partners.step_words import is_secret
from portal.access import OUTREACH_ROLES
from portal.news import Entry, Reader, Section


def kept_by_partners(reader: Reader, since: datetime, at: datetime) -> Iterator[Entry]:
    """The steps that partners have marked done since the last mail, to whoever sees to them at the office."""
    offices = [key for key, roles in reader.offices.items() if roles & OUTREACH_ROLES]
    if reader.person is None or not offices:
        return
    found = NextStep.objects.filter(
        office__in=offices, owner=reader.person, state=NextStep.State.DONE, closed_by_partner=True,
        closed_at__gt=since, closed_at__lte=at,
    )  # fmt: skip
    rows = [row(step) for step in found.select_related("organization").order_by("closed_at", "pk")]
    if rows:
        title = ngettext("A partner did what it promised", "Partners did %(n)d things that they promised", len(rows))
        yield Entry(
            Section.CHANGED,
            title % {"n": len(rows)},
            why=_("you see to these next steps at your office."),
            url=settings.SITE_URL + reverse("step-list") + "?side=THEIRS&state=DONE",
            act=_("Open your next steps"),
            heads=[_("Partner"), _("Next step"), _("Done")],
            rows=rows,
        )


def row(step: NextStep) -> list[str]:
    name = _("a confidential partner") if is_secret(step) or step.organization is None else step.organization.name
    return [name, step.text, date_format(step.closed_on, "M j") if step.closed_on else ""]


def gaps_given(reader: Reader, since: datetime, at: datetime) -> Iterator[Entry]:
    """That somebody else has put gaps into the reader's hands since the last mail: how many, and not which."""
    offices = [key for key, roles in reader.offices.items() if roles & OUTREACH_ROLES]
    if reader.person is None or not offices:
        return
    given = GapCare.objects.standing().filter(office__in=offices, recorded_at__gt=since, recorded_at__lte=at)
    number = given.filter(owner=reader.person).exclude(recorded_by=reader.person).count()
    if number:
        title = ngettext("A gap in services was given to you", "%(n)d gaps in services were given to you", number)
        yield Entry(
            Section.NEW,
            title % {"n": number},
            ngettext("You see to it from now on.", "You see to them from now on.", number),
            why=_("somebody of your office has named you."),
            url=settings.SITE_URL + reverse("home"),
            act=_("Open your week"),
        )

"""In the week: the steps on the way to deadlines of notices that one follows."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import deadline_words as words
from grants.deadlines import next_one, way
from grants.models import Follow, Opportunity
from grants.models.following import deadline_of, is_ahead, kind_of, posted
from partners.promises import week_end
from partners.week import SHOWN, Waits
from portal.access import Permission
from portal.hats import PortalRequest
from portal.ownership import Line


def next_steps(request: PortalRequest, day: date) -> Waits | None:
    """What is to be done next for each notice, where that is due until Sunday; the first due on top. One query."""
    if not request.hat.may(Permission.DEADLINE_FOLLOW):
        return None
    mine = Follow.objects.standing().filter(person=request.hat.person_id)
    notices = Opportunity.objects.filter(pk__in=mine.values("opportunity")).select_related("posted_as")
    found = sorted(due_until({posted(one) for one in notices}, day), key=itemgetter(0, 1))
    if not found:
        return None
    said = ngettext(
        "%(n)d step on the way to a deadline is due this week.",
        "%(n)d steps on the way to a deadline are due this week.",
        len(found),
    )
    lines = [line for _on, _key, line in found[:SHOWN]]
    return Waits(said % {"n": len(found)}, _("Notices that you follow"), lines, reverse("follow-list"))


def due_until(notices: set[Opportunity], day: date) -> Iterator[tuple[date, int, Line]]:
    """The next step of each that is due by the end of the week: its day, the notice, the line."""
    for notice in notices:
        closes_on = deadline_of(notice)
        step = next_one(way(kind_of(notice), closes_on, today=day)) if closes_on and is_ahead(notice, now()) else None
        if step and step.on <= week_end(day):
            said = {"day": words.day_of(step.on), "what": step.step.name, "notice": notice.title}
            address = reverse("opportunity-calendar", args=[notice.pk])
            yield step.on, notice.pk, Line(notice.pk, _("By %(day)s: %(what)s (%(notice)s)") % said, address)

"""One entry of the log: all that is known of it, what was promised in it, who is told of it, and what became of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from partners.entry_words import facts, history
from partners.models import NextStep, Outreach, Share
from partners.promises import due_words
from partners.reading import neighbors, parties, rows_of, who_removed
from partners.taxonomy import Did
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page


def rows_or_404(entry: UUID) -> Sequence[Outreach]:
    """Every row that the entry ever was; another office's entry is not there."""
    rows = rows_of(entry)
    if not rows:
        raise Http404
    return rows


@page(Permission.OUTREACH_VIEW)
def outreach_detail(request: PortalRequest, entry: UUID) -> HttpResponse:
    """The entry as it stands; one that was deleted says so, when and by whom, and how it comes back."""
    rows = rows_or_404(entry)
    last, may_log = rows[-1], request.hat.may(Permission.OUTREACH_LOG)
    if last.superseded_at:
        return deleted(request, rows, may_log=may_log)
    office = gazetteer.offices()[request.hat.court_id]
    shown = {
        "entry": last,
        "may_log": may_log,
        "first": rows[0],
        "parties": parties(last),
        "facts": facts(last),
        "steps": steps_of(last, office),
        "shares": Share.objects.filter(outreach=last, is_shared=True).select_related("organization"),
        "events": history(rows),
        "beside": neighbors(last),
        "zone": office.zone,
        "dateline": date_format(last.held_on, "l, F j, Y"),
        "sentence": sentence(last),
    }
    return render(request, "partners/outreach_detail.html", shown)


def deleted(request: PortalRequest, rows: Sequence[Outreach], *, may_log: bool) -> HttpResponse:
    """What is left to say of an entry that is off the record."""
    last = rows[-1]
    who, office = who_removed(last), gazetteer.offices()[request.hat.court_id]
    words = {"when": date_format((last.superseded_at or now()).astimezone(office.zone), "N j, Y, P T"), "who": who}
    said = _("This entry was deleted on %(when)s by %(who)s.") if who else _("This entry was deleted on %(when)s.")
    shown = {"entry": last, "may_log": may_log, "sentence": said % words, "zone": office.zone}
    shown |= {"events": history(rows, who)}
    return render(request, "partners/outreach_deleted.html", shown)


def sentence(entry: Outreach) -> str:
    """Training of professionals with Safe Harbor and the Dallas police."""
    names = [party["name"] for party in parties(entry)]
    words = {"did": str(Did(entry.did).label).capitalize(), "who": listed(names)}
    return _("%(did)s with %(who)s") % words if names else words["did"]


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def steps_of(entry: Outreach, office: Office) -> list[dict[str, Any]]:
    """What was promised in it, the open ones first, each with how it stands."""
    found = NextStep.objects.filter(outreach=entry).select_related("organization").order_by("closed_on", "due_on", "pk")
    day = local_day(now(), office.zone)
    return [{"step": step, "stands": stands(step, due_words(step.due_on, day))} for step in found]


def stands(step: NextStep, due: str) -> str:
    if step.state == NextStep.State.OPEN:
        return due
    words = {"day": date_format(step.closed_on, "DATE_FORMAT") if step.closed_on else "", "why": step.reason}
    dropped = step.state == NextStep.State.DROPPED
    return (_("dropped on %(day)s: %(why)s") if dropped else _("done on %(day)s")) % words

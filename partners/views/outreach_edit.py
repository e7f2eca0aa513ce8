"""Changing an entry of the log: the form that it was logged with, and two who change it at once."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from partners.entry_words import history
from partners.forms.drafts import as_data
from partners.forms.outreach import OutreachForm, values_of
from partners.habits import habits_of
from partners.models import Draft, Outreach, note_anew
from partners.models.draft import EDIT
from partners.views.outreach_create import is_other_hat, other_hat, own_office, seen
from partners.views.outreach_detail import rows_or_404
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import KeptText
from portal.pages import page, taken


@page(Permission.OUTREACH_LOG)
def outreach_edit(request: PortalRequest, entry: UUID) -> HttpResponse:
    """The entry's own form. The row that it was begun from is superseded; whoever comes second is told so."""
    if request.method == "POST" and is_other_hat(request):
        return other_hat(request)
    rows, is_sent = rows_or_404(entry), request.method == "POST"
    if rows[-1].superseded_at and not is_sent:
        return redirect("outreach-detail", entry)
    draft = None if is_sent else draft_of(request, entry)
    form = form_for(request, rows[-1], draft)
    begun_from = begun(rows, form, draft)
    if is_sent and changed(request, form, begun_from):
        messages.success(request, _("The entry is changed. Its history keeps what stood there before."))
        return redirect("outreach-detail", entry)
    shown = {"form": form, "draft": draft, "seen": seen(draft), "zone": own_office(request).zone}
    shown |= meanwhile(entry, form, begun_from)
    return render(request, "partners/outreach_edit.html", shown, status=status_of(form))


def status_of(form: OutreachForm) -> int:
    return 422 if form.errors else 200


def meanwhile(entry: UUID, form: OutreachForm, begun_from: Outreach) -> dict[str, Any]:
    """How the entry stands now, and what others have changed since this change was begun."""
    rows = rows_or_404(entry)
    keep_what_stands(form, rows[-1])
    return {"entry": rows[-1], "theirs": since(rows, begun_from)}


def draft_of(request: PortalRequest, entry: UUID) -> Draft | None:
    """What one has begun to change, and not saved."""
    found: Draft | None = Draft.objects.filter(person=request.person, key=entry, form=EDIT).first()
    return found


def form_for(request: PortalRequest, entry: Outreach, draft: Draft | None) -> OutreachForm:
    """As it was sent; else as it was typed; else with the entry's values."""
    office, hat = own_office(request), request.hat.membership_id
    standing = Outreach.objects.with_organizations().get(pk=entry.pk)
    data: QueryDict | None = request.POST if request.method == "POST" else None
    if draft:
        data = as_data(draft.fields, key=draft.key, hat=hat)
    today, habits = local_day(now(), office.zone), habits_of(request.person, office)
    lately: dict[str, Any] = {"met": habits.met, "professions": habits.professions}
    initial = values_of(standing) | {"hat": hat}
    return OutreachForm(data, office=office, today=today, is_resumed=draft is not None, initial=initial, **lately)


def begun(rows: Sequence[Outreach], form: OutreachForm, draft: Draft | None) -> Outreach:
    """The row from which the change was begun: the one that the form names, or that stood when the draft began."""
    if draft:
        return next((row for row in reversed(rows) if row.recorded_at <= draft.began_at), rows[-1])
    named = str(form["replaces"].value() or "")
    return next((row for row in rows if str(row.pk) == named), rows[-1])


def changed(request: PortalRequest, form: OutreachForm, begun_from: Outreach) -> bool:
    """Whether the change stands now. The entry keeps its key, whatever the form says."""

    def write(**facts: Any) -> None:
        note_anew(begun_from, **facts | {"key": begun_from.key})
        for row in (*facts["steps"], *(one for one in facts["entered"] if isinstance(one, dict))):
            KeptText.objects.keep("OutreachForm", row)

    return taken(form, write, by=request.person, on=form.today, at=now())


def since(rows: Sequence[Outreach], begun_from: Outreach) -> list[dict[str, Any]]:
    """What others have changed meanwhile."""
    later = [row for row in rows if row.pk >= begun_from.pk]
    return history(later)[:-1]


def keep_what_stands(form: OutreachForm, entry: Outreach) -> None:
    """Whoever has read what others changed, and saves again, puts the change in the place of what stands now."""
    if form.is_bound:
        data = cast(QueryDict, form.data).copy()
        data["replaces"] = str(entry.pk)
        form.data = data

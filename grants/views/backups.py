"""Who answers questions about money at an office while it has no specialist."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants.backups import standing, would_answer
from grants.forms.backups import BackupForm
from grants.guidance import stand_ins
from grants.models.backup import name_backup
from partners.views.step_acts import data_of
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Person
from portal.pages import page, taken


@page(Permission.BACKUP_NAME)
def backup_edit(request: PortalRequest) -> HttpResponse:
    """Name the back-up, or nobody."""
    office = gazetteer.offices()[request.hat.court_id]
    named = standing(office)
    person = named.person if named and named.is_here else None
    form = BackupForm(data_of(request), people=stand_ins(request.hat), person=person)
    if taken(form, partial(name_backup, office=office), by=request.person, at=now()):
        messages.success(request, said(form.cleaned_data["person"]))
        return redirect("backup-edit")
    shown: dict[str, Any] = {
        "form": form, "named": named, "office": office, "now": would_answer(office, request.person),
    }  # fmt: skip
    return render(request, "grants/backup_edit.html", shown, status=422 if form.errors else 200)


def said(person: Person | None) -> str:
    if person is None:
        return _("No back-up is named.")
    return _("%(name)s is the back-up: questions go there while the office has no specialist.") % {"name": person.name}

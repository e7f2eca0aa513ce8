"""Texts to begin an answer with: an office's own and EOUSA's for all."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.forms.ask import asked_key
from grants.forms.guidance import NewTemplateForm, TemplateForm
from grants.models import AnswerTemplate
from grants.models.templates import change_template, make_template, retire_template, templates_in_use
from partners.views.step_acts import data_of
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Person
from portal.pages import page, taken


def whose(row: AnswerTemplate) -> str:
    return _("your office’s") if row.office_id else _("EOUSA’s, for all")


def url_of(row: AnswerTemplate) -> str:
    return reverse("answer-template-edit", args=[row.pk])


COLUMNS = (
    Column("title", gettext_lazy("Title"), lambda row: row.title, sort=lambda row: row.title.lower()),
    Column("whose", gettext_lazy("Whose"), whose, sort=whose),
    Column("text", gettext_lazy("Text"), lambda row: row.text, low=True),
)


@page(Permission.GUIDANCE_VIEW)
def answer_template_list(request: PortalRequest) -> HttpResponse:
    """All that may be used here; one's own can be changed."""
    rows = list(templates_in_use())
    own = request.hat.office_id
    may_write = request.hat.may(Permission.GUIDANCE_ANSWER)
    listing = Listing(
        request, rows, COLUMNS, "title",
        row_url=lambda row: url_of(row) if may_write and row.office_id == own else "",
        empty=_("No template yet. Write down what you answer again and again."),
    )  # fmt: skip
    if listing.wants_export:
        return listing.export("answer-templates")
    shown = {"listing": listing, "may_write": may_write, "number": len(rows)}
    return render(request, "grants/answer_template_list.html", shown)


@page(Permission.GUIDANCE_ANSWER)
def answer_template_create(request: PortalRequest) -> HttpResponse:
    """A new one, of one's own office or, by EOUSA, for all."""
    office = gazetteer.offices()[request.hat.court_id] if request.hat.court_id else None
    form = NewTemplateForm(data_of(request))

    def make(*, key: UUID | None, by: Person, **said: str) -> None:
        make_template(office=office, by=by, key=asked_key(key, said | {"by": str(by.pk)}) if key else None, **said)

    if taken(form, make, by=request.person):
        messages.success(request, _("The template is kept."))
        return redirect("answer-template-list")
    shown = {"form": form, "is_for_all": office is None}
    return render(request, "grants/answer_template_create.html", shown, status=422 if form.errors else 200)


def own_template_or_404(request: PortalRequest, pk: int) -> AnswerTemplate:
    return get_object_or_404(templates_in_use().filter(office=request.hat.office_id), pk=pk)


@page(Permission.GUIDANCE_ANSWER)
def answer_template_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Say it better; answers that began with it stay as they are."""
    template = own_template_or_404(request, pk)
    form = TemplateForm(data_of(request), initial={"title": template.title, "text": template.text})
    if taken(form, partial(change_template, template), by=request.person):
        messages.success(request, _("The template is changed."))
        return redirect("answer-template-list")
    shown = {"form": form, "template": template}
    return render(request, "grants/answer_template_edit.html", shown, status=422 if form.errors else 200)


@page(Permission.GUIDANCE_ANSWER)
def answer_template_retire(request: PortalRequest, pk: int) -> HttpResponse:
    """Nobody begins with it any more."""
    template = own_template_or_404(request, pk)
    form = Form(data_of(request))
    if taken(form, partial(retire_template, template), by=request.person, at=now()):
        messages.success(request, _("The template is out of use."))
        return redirect("answer-template-list")
    shown: dict[str, Any] = {
        "title": _("Take the template out of use"),
        "sentence": _("Take “%(title)s” out of use?") % {"title": template.title},
        "will": [_("Nobody can begin an answer with it. Answers that were sent stay as they are.")],
        "submit": _("Take it out of use"),
        "danger": True,
        "form": form,
        "back": reverse("answer-template-edit", args=[template.pk]),
    }
    return render(request, "grants/guidance_act.html", shown, status=422 if form.errors else 200)

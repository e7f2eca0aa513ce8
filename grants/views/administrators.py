"""State agencies that hand out federal money: who they are, which of them nobody has verified, and a file of many."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants import administrator_file as file
from grants import central
from grants.administrator_panels import with_nobody, with_nobody_words
from grants.administrators import Post, counted, named, narrowed, passed_on, post, posts
from grants.backups import next_to_answer
from grants.catalog import ProgramFacts
from grants.forms.administrators import (
    AdministratorFileForm,
    AdministratorFilters,
    AdministratorForm,
    AdministratorTextForm,
)
from grants.mailboxes import is_like_a_name
from grants.models import FederalContact, StateAdministrator
from partners.erpo import JURISDICTIONS
from partners.views.step_acts import data_of
from portal import gazetteer
from portal.access import Permission
from portal.downloads import download
from portal.errors import Refused
from portal.hats import Hat, PortalRequest
from portal.listing import Column, Listing, address_of
from portal.models import Office
from portal.pages import page, taken

# --- all of them -----------------------------------------------------------------------------------------------------


def said(name: str) -> Any:
    """A column of what is on record."""
    return lambda each: getattr(each.row, name) if each.row else ""


def titled(each: Post) -> str:
    """Texas: STOP."""
    return f"{each.state_name}: {each.program.short}"


def reached(each: Post) -> str:
    """By telephone, by mail, on its site; as much as is known."""
    row = each.row
    return ", ".join(filter(None, (row.phone, row.email, row.website))) if row else ""


def stands_html(each: Post) -> str:
    """In bold what somebody has to do; below it where the entry comes from."""
    words = format_html("<strong>{}</strong>", each.words) if each.is_to_verify else each.words
    source = each.row.source if each.row else ""
    return format_html('{}<br><span class="quiet">{} {}</span>', words, _("Source:"), source) if source else words


COLUMNS = (
    Column("name", gettext_lazy("State and program"), titled, lambda e: e.state_name),
    Column("agency", gettext_lazy("Agency"), said("agency"), said("agency")),
    Column("reached", gettext_lazy("How to reach it"), reached, low=True),
    Column("stands", gettext_lazy("How it stands"), lambda e: e.words, lambda e: (e.stands, e.words), html=stands_html),
    Column("code", gettext_lazy("State"), lambda e: e.state, export_only=True),
    Column("key", gettext_lazy("Key"), lambda e: e.program.key, export_only=True),
    *(Column(name, name, said(name), export_only=True) for name in ("website", "phone", "email", "note", "source")),
    Column("verified_on", gettext_lazy("Verified on"), said("verified_on"), export_only=True),
)


@page(Permission.ADMINISTRATOR_VIEW)
def administrator_list(request: PortalRequest) -> HttpResponse:
    """Which agency hands out which program's money in which state; an office begins with its own. Also as CSV."""
    office = office_of(request.hat)
    filters = AdministratorFilters(
        request.GET, own=office.state if office else "",
        programs={key: facts.short for key, facts in passed_on(localdate()).items()},
    )  # fmt: skip
    asked = filters.asked
    found = narrowed(posts(localdate(), [asked["state"]] if "state" in asked else ()), asked)
    listing = Listing(
        request, found, COLUMNS, "name", filters, row_url=partial(address, request.hat),
        api_url=address_of("api-administrator-list", asked),
        empty=_("No state agency is like that. Take a filter away."),
        key=lambda each: f"{each.state} {each.program.key}",
    )  # fmt: skip
    if listing.wants_export:
        return listing.export("state-agencies")
    waiting = to_verify(office)
    shown = {
        "listing": listing, "sentence": counted(found) if found else "", "task": task(request, office, waiting),
        "first": waiting[0] if waiting and request.hat.may(Permission.ADMINISTRATOR_VERIFY) else None,
    }  # fmt: skip
    return render(request, "grants/administrator_list.html", shown)


def office_of(hat: Hat) -> Office | None:
    """The office of whoever looks; None for EOUSA."""
    return gazetteer.offices().get(hat.court_id)


def address(hat: Hat, each: Post) -> str:
    """The page on which the reader may verify it; none where that is another's to do."""
    return reverse("administrator-edit", args=[each.state, each.program.key]) if may_verify(hat, each.state) else ""


def may_verify(hat: Hat, state: str) -> bool:
    """The offices of the state, and EOUSA."""
    office = office_of(hat)
    return hat.may(Permission.ADMINISTRATOR_VERIFY) and (office is None or office.state == state)


def to_verify(office: Office | None) -> list[Post]:
    """What an office has to verify in its state, or EOUSA where no office has anybody for it."""
    if office is None:
        return with_nobody(localdate())
    return [each for each in posts(localdate(), [office.state]) if each.is_to_verify]


def task(request: PortalRequest, office: Office | None, waiting: list[Post]) -> str:
    """Whose it is to verify what is to verify."""
    if office is None:
        said = _("The offices of each state verify its agencies.")
        return f"{said} {_('With EOUSA: %(what)s.') % {'what': with_nobody_words(waiting)}}" if waiting else said
    if not waiting:
        return ""
    person, _role = next_to_answer(office) or (None, None)
    words = {"what": named(waiting), "office": office.abbreviation, "state": _(JURISDICTIONS[office.state])}
    if person is None:
        return _("To verify in %(state)s: %(what)s. At %(office)s this is nobody’s task yet: name a back-up.") % words
    who = _("yours") if person.pk == request.person.pk else _("the task of %(name)s") % {"name": person.name}
    sentence = _(
        "To verify in %(state)s: %(what)s. At %(office)s this is %(who)s; what one office verifies counts for all."
    )
    return sentence % (words | {"who": who})


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.ADMINISTRATOR_VERIFY)
def administrator_edit(request: PortalRequest, state: str, program: str) -> HttpResponse:
    """Say which agency it is, and that it was checked today. What stood before stays on record, beneath."""
    facts = facts_or_404(request.hat, state, program)
    rows = StateAdministrator.objects.filter(state=state, program=program).select_related("recorded_by")
    row = rows.filter(superseded_at=None).first()
    form = AdministratorForm(data_of(request), row=row)
    saying: dict[str, Any] = {"state": state, "program": program, "office": office_of(request.hat)}
    if taken(form, partial(say, **saying), by=request.person, on=localdate()):
        central.forget()
        messages.success(request, saved(state, facts, is_verified=form.cleaned_data["is_verified"]))
        warn_of_a_name(request, form.cleaned_data["email"])
        return redirect(f"{reverse('administrator-list')}?state={state}")
    form.has_read(row)
    shown = {
        "form": form, "post": post(state, facts, row, localdate()), "row": row,
        "earlier": rows.exclude(superseded_at=None).order_by("-recorded_at", "-pk"),
        "contact": FederalContact.objects.of(facts.agency),
    }  # fmt: skip
    return render(request, "grants/administrator_edit.html", shown, status=422 if form.errors else 200)


def warn_of_a_name(request: PortalRequest, email: str) -> None:
    """A mailbox of a person is nobody's when the person leaves: asked about, not refused, since it is a guess."""
    if is_like_a_name(email):
        said = _("%(email)s looks like a person’s own mailbox. If it is, enter one of the agency, or leave it empty.")
        messages.warning(request, said % {"email": email})


def facts_or_404(hat: Hat, state: str, program: str) -> ProgramFacts:
    """A program that passes money on, in a state that the reader verifies."""
    facts = passed_on(localdate()).get(program)
    if facts is None or state not in JURISDICTIONS or not may_verify(hat, state):
        raise Http404
    return facts


def say(*, is_verified: bool, on: Any, **facts: Any) -> StateAdministrator:
    return StateAdministrator.objects.say(verified_on=on if is_verified else None, on=on, **facts)


def saved(state: str, facts: ProgramFacts, *, is_verified: bool) -> str:
    words = {"program": facts.short, "state": _(JURISDICTIONS[state])}
    if is_verified:
        return _("%(program)s, %(state)s: verified as of today. Everybody reads it at the program.") % words
    return _("%(program)s, %(state)s: on record, not verified. Only government reads it.") % words


# --- a file ----------------------------------------------------------------------------------------------------------
@page(Permission.GRANT_FACTS_EDIT)
def administrator_import(request: PortalRequest) -> HttpResponse:
    """Send a file, look at what each row would do, write. Nothing is kept in between: the text comes back."""
    if "text" in request.POST:
        return write(request)
    form = AdministratorFileForm(request.POST or None, request.FILES or None)
    judged = looked_through(form)
    if judged:
        return looked_at(request, judged, AdministratorTextForm(initial={"text": file.as_text(judged)}))
    shown = {"form": form, "heads": file.HEADS, "programs": passed_on(localdate()).values()}
    return render(request, "grants/administrator_import.html", shown, status=422 if form.errors else 200)


def looked_through(form: AdministratorFileForm) -> list[file.Judged]:
    """The rows of the file that was sent, if one was; what is none is told on the form."""
    if not form.is_valid():
        return []
    try:
        sent = form.cleaned_data["agencies"]
        return file.judge(sent.read(), on=localdate(), name=sent.name)
    except Refused as refusal:
        form.add_error("agencies", str(refusal))
    return []


def looked_at(request: PortalRequest, judged: Sequence[file.Judged], form: AdministratorTextForm) -> HttpResponse:
    """Each row with its fate, before anything is written."""
    writes = sum(row.writes for row in judged)
    kept = _("Nothing is written yet, and nothing is kept: if you leave this page, choose the file again.")
    more = kept if writes else _("There is nothing to write.")
    shown = {"form": form, "judged": judged, "sentence": file.counted(judged), "more": more, "writes": writes}
    return render(request, "grants/administrator_import.html", shown, status=422 if form.errors else 200)


def write(request: PortalRequest) -> HttpResponse:
    form, written = AdministratorTextForm(request.POST), []
    if taken(form, lambda **facts: written.append(file.write(**facts)), by=request.person, on=localdate()):
        central.forget()
        tell = messages.success if written[0] else messages.info
        tell(request, outcome(written[0]))
        return redirect("administrator-list")
    judged = file.judge(request.POST["text"].encode(), on=localdate())
    return looked_at(request, judged, form)


def outcome(number: int) -> str:
    """How many rows were written; or that all of it stood already, as after Back and a second press."""
    if not number:
        return _("Nothing changed: what this file says stands already, or something surer does.")
    said = ngettext("%(n)d state agency is written.", "%(n)d state agencies are written.", number)
    return said % {"n": number}


@page(Permission.GRANT_FACTS_EDIT)
def administrator_template(request: PortalRequest) -> HttpResponse:
    """A file to fill in: the header and one row that says that it is an example."""
    return download(request, "state-agencies-template", file.HEADS, [file.EXAMPLE], list)

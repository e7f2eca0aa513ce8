"""What an office does with an entry of the directory: enters it, mends it, asks, and says who may read it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partners.directory import near_names
from partners.forms.directory import NEW, AskedForm, EntryForm, LikenessForm, OfficeEntryForm, RoleContactsForm
from partners.forms.own_entry import initial_contacts
from partners.forms.profile import counties_of_office, initial_of
from partners.models import OfficeWord, Profile, enter_organization
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Office, Organization
from portal.pages import page, taken

Words = dict[str, Any]
"""What a page of an act says: title, sentence, perhaps more, will, submit, done, and danger where it takes away."""


def own_office(request: PortalRequest) -> Office:
    """The office for which somebody acts. Only those of an office come here."""
    return Office.objects.get(court_id=request.hat.court_id)


def word_of(request: PortalRequest, pk: int) -> OfficeWord:
    """An entry that counts, as this office reads it."""
    organization = get_object_or_404(Organization.objects.in_use(), pk=pk)
    return OfficeWord(own_office(request), organization)


def act(
    request: PortalRequest, organization: Organization, form: Form, verb: Callable[..., Any], words: Words
) -> HttpResponse:
    """Show the form with what it will do; carried out, say so and go back to the organization."""
    back = reverse("organization-detail", args=[organization.pk])
    if taken(form, verb, by=request.person, on=localdate()):
        messages.success(request, words["done"])
        return redirect(back)
    shown = words | {"form": form, "office": True, "place": organization.name, "back": back}
    return render(request, "specialists/act.html", shown, status=status_of(form))


def sent(request: PortalRequest) -> QueryDict | None:
    """What was sent, also where there was nothing to type."""
    return request.POST if request.method == "POST" else None


def status_of(form: Form) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


# --- entering --------------------------------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_EDIT)
def organization_create(request: PortalRequest) -> HttpResponse:
    """Enter an organization; names that resemble it are offered first."""
    office = own_office(request)
    form = EntryForm(request.POST or None, initial={"name": request.GET.get("name", ""), "state": office.state})
    likeness = likeness_of(request, form)
    if likeness and not likeness.is_valid():
        return entering_page(request, form, likeness)
    if likeness and likeness.cleaned_data["answer"] != NEW:
        return redirect("organization-detail", likeness.cleaned_data["answer"])
    made: list[Organization] = []

    def enter(**facts: Any) -> None:
        made.append(enter_organization(office=office, **facts))

    if taken(form, enter, by=request.person, on=localdate()):
        messages.success(request, done_with(made[0]))
        return redirect("organization-detail", made[0].pk)
    return entering_page(request, form, None)


def likeness_of(request: PortalRequest, form: EntryForm) -> LikenessForm | None:
    """The question, where the directory has names like the one that was typed."""
    if not form.is_bound or not form.is_valid():
        return None
    said = form.cleaned_data
    near = near_names(said["name"], office_id=request.hat.office_id, kind=said["kind"])
    return LikenessForm(request.POST if "answer" in request.POST else None, near=near) if near else None


def entering_page(request: PortalRequest, form: EntryForm, likeness: LikenessForm | None) -> HttpResponse:
    asks = bool(form.errors or (likeness and form.is_bound))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if asks else HTTPStatus.OK
    return render(request, "partners/organization_create.html", {"form": form, "likeness": likeness}, status=status)


def done_with(organization: Organization) -> str:
    return _("%(name)s is entered, as a partner of your office. Next: say whom it serves, or log outreach.") % {
        "name": organization.name
    }


# --- mending ---------------------------------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_EDIT)
def organization_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """The whole entry in one form."""
    word = word_of(request, pk)
    row = word.private_row() or word.open_row()
    refuse(word.why_no_partner() if row and row.facts.is_tribal else word.why_not_mine(localdate()))
    initial = initial_of(row, word.organization.name) | {"stated_on": row.stated_on if row else None}
    counties = counties_of_office(word.office.court_id)
    form = OfficeEntryForm(request.POST or None, initial=initial, counties=counties)
    back = reverse("organization-detail", args=[pk])
    if taken(form, word.edit, by=request.person, on=localdate()):
        messages.success(request, _("The entry is saved. The earlier one stays readable below it."))
        return redirect(back)
    shown = {"form": form, "organization": word.organization, "back": back, "will": will_edit(row)}
    return render(request, "partners/organization_edit.html", shown, status=status_of(form))


def refuse(refusal: str) -> None:
    """No form for what could not be saved."""
    if refusal:
        raise Refused(refusal)


def will_edit(row: Profile | None) -> list[str]:
    if row and row.facts.is_tribal:
        return [_("It waits for the tribe’s approval. Until then only your office reads it.")]
    if row and row.is_confidential:
        return [_("Only your office reads it."), _("The earlier words stay on record.")]
    return [_("Every US Attorney’s Office and EOUSA read it."), _("The earlier words stay on record.")]


@page(Permission.ORGANIZATION_EDIT)
def role_contact_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """How each role is reached, in one table."""
    word = word_of(request, pk)
    refuse(word.why_not_mine(localdate()))
    form = RoleContactsForm(request.POST or None, initial=initial_contacts(word.contacts()))
    back = reverse("organization-detail", args=[pk])
    if taken(form, word.reach_all, by=request.person, on=localdate()):
        messages.success(request, _("The contacts are on record. What was replaced stays in the trail."))
        return redirect(back)
    shown = {"form": form, "organization": word.organization, "back": back}
    return render(request, "partners/role_contact_edit.html", shown, status=status_of(form))


# --- asking ----------------------------------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_EDIT)
def organization_verify(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody asked them, and all is as it stands."""
    word = word_of(request, pk)
    return act(request, word.organization, AskedForm(request.POST or None), word.verify, words_of_asking(word))


def words_of_asking(word: OfficeWord) -> Words:
    name = {"name": word.organization.name}
    row = next(iter(word.rows()), None)
    last = date_format(row.verified_on) if row and row.verified_on else ""
    return {
        "title": _("Confirm with them"),
        "sentence": _("Read the entry to %(name)s. Is all of it still so?") % name,
        "more": _("Last verified on %(day)s.") % {"day": last} if last else _("Nobody has confirmed it yet."),
        "will": [
            _("The entry counts as verified for half a year from the day on which you asked."),
            _("If something has changed, edit the entry first."),
        ],
        "submit": _("They say it is so"),
        "done": _("%(name)s is verified.") % name,
    }


# --- who may read it -------------------------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_EDIT)
def organization_visibility(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep to the office that an organization exists, or let every office read about it."""
    word = word_of(request, pk)
    hidden = word.organization.is_confidential
    verb = word.disclose if hidden else word.conceal
    words = words_of_opening(word) if hidden else words_of_hiding(word)
    return act(request, word.organization, Form(sent(request)), verb, words)


def words_of_opening(word: OfficeWord) -> Words:
    name = {"name": word.organization.name}
    return {
        "title": _("Who may read it"),
        "sentence": _("Only your office knows that %(name)s is in the directory. Let every office read it?") % name,
        "will": [
            _("Every US Attorney’s Office and EOUSA read its name, its entry and its mailboxes, the earlier ones too."),
            _("Your partnership, its note and whom you know there stay with your office."),
        ],
        "submit": _("Let every office read it"),
        "done": _("Every office reads the entry of %(name)s now.") % name,
    }


def words_of_hiding(word: OfficeWord) -> Words:
    name = {"name": word.organization.name}
    return {
        "title": _("Who may read it"),
        "sentence": _("Every office reads the entry of %(name)s. Keep it to your office?") % name,
        "will": [
            _("No other office and nobody at EOUSA sees any longer that it is in the directory."),
            _("What others have read of it until now they may remember."),
            _("This is possible only while nobody else works with it."),
        ],
        "submit": _("Keep it to your office"),
        "done": _("Only your office knows now that %(name)s is in the directory.") % name,
        "danger": True,
    }

"""The office and a partner: that they work together, what only the office reads, and whom it knows there."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partners.forms.directory import EndPartnershipForm, NamedContactForm, PartnershipForm
from partners.models import NamedContact, Partnership
from partners.views.directory_acts import act, sent, word_of
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Organization
from portal.pages import page


def standing(pk: int) -> Partnership:
    return get_object_or_404(Partnership.objects.standing().select_related("organization__merged_into"), pk=pk)


@page(Permission.PARTNERSHIP_EDIT)
@require_POST
def partnership_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Begin to work with an organization; it is the office's partner once, however often this is pressed."""
    word = word_of(request, pk)
    Partnership.objects.begin(office=word.office, organizations=[word.organization], by=request.person, on=localdate())
    messages.success(request, _("%(name)s is a partner of your office.") % {"name": word.organization.name})
    return redirect("organization-detail", pk)


@page(Permission.PARTNERSHIP_EDIT)
def partnership_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """The office's note on a partner."""
    partnership = standing(pk)
    form = PartnershipForm(request.POST or None, initial={"note": partnership.note})
    words = {
        "title": _("Note"),
        "sentence": _("What should your office know about working with %(name)s?")
        % {"name": partnership.organization.name},
        "more": _("Describe no survivor and no case. It may be released by law."),
        "submit": _("Save the note"),
        "done": _("The note is saved."),
    }
    return act(request, counted(partnership), form, partnership.write_note, words)


@page(Permission.PARTNERSHIP_EDIT)
def partnership_end(request: PortalRequest, pk: int) -> HttpResponse:
    """Stop working with an organization."""
    partnership = standing(pk)
    name = {"name": partnership.organization.name}
    words = {
        "title": _("End the partnership"),
        "sentence": _("When did your office stop working with %(name)s?") % name,
        "will": [
            _("It leaves the list of your partners. Entries of the log, next steps and people stay readable."),
            _("It stays in the directory for every office that may read it. The next entry with it begins anew."),
        ],
        "submit": _("End the partnership"),
        "done": _("Your office no longer works with %(name)s.") % name,
        "danger": True,
    }
    return act(request, counted(partnership), EndPartnershipForm(request.POST or None), partnership.end, words)


def counted(partnership: Partnership) -> Organization:
    """The entry under which the partnership is read."""
    return partnership.organization.merged_into or partnership.organization


# --- people there ----------------------------------------------------------------------------------------------------
def words_of_knowing(partnership: Partnership) -> dict[str, object]:
    return {
        "title": _("A person there"),
        "sentence": _("Whom do you know at %(name)s?") % {"name": partnership.organization.name},
        "more": _("Only your office reads it. Somebody who works there, nobody who is served there."),
        "submit": _("Save the person"),
        "done": _("The person is on record."),
    }


@page(Permission.PARTNERSHIP_EDIT)
def named_contact_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Write down somebody there by name."""
    partnership = standing(pk)
    form = NamedContactForm(request.POST or None)
    return act(request, counted(partnership), form, partnership.get_to_know, words_of_knowing(partnership))


def contact_with(pk: int) -> NamedContact:
    rows = NamedContact.objects.standing().select_related("partnership__organization__merged_into")
    found: NamedContact = get_object_or_404(rows, pk=pk)
    return found


@page(Permission.PARTNERSHIP_EDIT)
def named_contact_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Mend what is written about somebody there."""
    contact = contact_with(pk)
    known = {name: getattr(contact, name) for name in NamedContactForm.base_fields}
    form = NamedContactForm(request.POST or None, initial=known)
    return act(request, counted(contact.partnership), form, contact.amend, words_of_knowing(contact.partnership))


@page(Permission.PARTNERSHIP_EDIT)
def named_contact_end(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody is no longer there."""
    contact = contact_with(pk)
    name = {"name": contact.name, "organization": contact.partnership.organization.name}
    words = {
        "title": _("No longer there"),
        "sentence": _("Is %(name)s no longer at %(organization)s?") % name,
        "will": [_("The name leaves the page of the organization. The earlier entry stays in the trail.")],
        "submit": _("No longer there"),
        "done": _("%(name)s is taken off.") % name,
        "danger": True,
    }
    return act(request, counted(contact.partnership), Form(sent(request)), contact.end, words)

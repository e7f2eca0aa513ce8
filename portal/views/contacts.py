"""The public contacts of an office, verified by its own leaders or by EOUSA."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.forms.country import ContactForm
from portal.hats import PortalRequest
from portal.models import OfficeContact
from portal.pages import page, taken


@page(Permission.CONTACT_EDIT)
def office_contact_edit(request: PortalRequest, court_id: str, kind: str) -> HttpResponse:
    """Say what a contact is, as of today. Another office's contact is not found, like one that does not exist."""
    contacts = OfficeContact.objects.select_related("office").filter(office__court_id=court_id)
    if request.hat.is_of_an_office:
        contacts = contacts.filter(office__court_id=request.hat.court_id)
    contact = get_object_or_404(contacts, kind=kind.upper().replace("-", "_"))
    form = ContactForm(request.POST or None, contact=contact)
    if request.method == "POST" and taken(form, contact.verify, by=request.person, on=localdate()):
        messages.success(request, saying(contact))
        return redirect("office-staffing", court_id)
    return render(request, "portal/office_contact_edit.html", {"form": form, "contact": contact})


def saying(contact: OfficeContact) -> str:
    """What has happened, and what follows."""
    what = {"what": contact.get_kind_display(), "office": contact.office.abbreviation}
    if contact.value:
        return (
            _("%(what)s of %(office)s is verified as of today. Everybody sees it on the public page of the office.")
            % what
        )
    return _("%(what)s of %(office)s is unknown. It stays on the list of what is to be verified.") % what

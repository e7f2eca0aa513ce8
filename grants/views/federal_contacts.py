"""How the federal agencies are reached, verified by EOUSA."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from grants import central
from grants.forms.federal_contacts import FederalContactForm
from grants.models import FederalContact
from grants.taxonomy import Agency
from grants.views.administrators import warn_of_a_name
from partners.views.step_acts import data_of
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken


@page(Permission.GRANT_FACTS_EDIT)
def federal_contact_edit(request: PortalRequest, agency: str) -> HttpResponse:
    """Say how an agency is reached, as tried today. What stood before stays on record, beneath."""
    if agency.upper() not in Agency or agency != agency.lower():
        raise Http404
    rows = FederalContact.objects.filter(agency=agency.upper()).select_related("recorded_by")
    contact, *earlier = rows.order_by("-recorded_at", "-pk")
    form = FederalContactForm(data_of(request), contact=contact)
    if taken(form, contact.verify, by=request.person, on=localdate()):
        central.forget()
        said = _("%(who)s is verified as of today. Everybody reads it at each of its programs.")
        messages.success(request, said % {"who": contact.get_agency_display()})
        warn_of_a_name(request, form.cleaned_data["email"])
        return redirect("federal-contact-edit", agency)
    shown = {"form": form, "contact": contact, "earlier": earlier, "agencies": Agency}
    return render(request, "grants/federal_contact_edit.html", shown, status=422 if form.errors else 200)

"""What an office asks an organization to do itself: manage its entry, confirm it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from partners.forms.sponsoring import ManagerForm
from partners.models import OwnWord, Partnership
from partners.models.entry_link import OPEN_FOR, ask_about_entry, whom_to_ask, why_not_asked
from portal import gazetteer
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import ONE_OFFICE_KNOWS, Invitation, Office, Organization, managed
from portal.pages import page, taken


def partner_of(request: PortalRequest, pk: int) -> tuple[Office, Organization]:
    """The office of whoever asks, and an organization that it works with."""
    office = gazetteer.offices()[request.hat.court_id]
    organization = get_object_or_404(Organization.objects.in_use(), pk=pk)
    known = [organization.pk, *organization.doubles.values_list("pk", flat=True)]
    if not Partnership.objects.standing().filter(office=office, organization__in=known).exists():
        raise Refused(_("%(name)s is no partner of your office. Make it one first.") % {"name": organization.name})
    return office, organization


@page(Permission.MANAGER_SPONSOR)
def manager_invite(request: PortalRequest, pk: int) -> HttpResponse:
    """Invite somebody to manage the entry of a partner that nobody manages yet, or take the invitation back."""
    office, organization = partner_of(request, pk)
    if organization.is_confidential:
        raise Refused(str(ONE_OFFICE_KNOWS))
    at = now()
    waiting = Invitation.objects.open_at(at).filter(sponsor=office, organization=organization)
    invitation = waiting.select_related("invited_by").first()
    if invitation:
        return invited(request, organization, invitation)
    form = ManagerForm(request.POST if request.method == "POST" else None)
    verb = partial(Invitation.objects.sponsor, organization=organization, office=office)
    if taken(form, verb, by=request.person, at=at):
        messages.success(request, _("Invited. The mail leaves within a minute; its link is good for 14 days."))
        return redirect("manager-invite", organization.pk)
    shown = {
        "title": _("Invite a manager"),
        "sentence": _("Who of %(name)s keeps its entry?") % {"name": organization.name},
        "more": closed_to(organization),
        "will": [
            _("The person gets an account, and confirms and changes the entry of the organization from then on."),
            _("The person reads what offices share with the organization: next steps and days of contact, no notes."),
            _("The person can invite colleagues of the same organization."),
        ],
        "submit": _("Send the invitation"),
        "form": form,
        "back": back_of(organization),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


def closed_to(organization: Organization) -> str:
    """Why nobody can be invited; empty where somebody can."""
    has_one = organization.pk in managed([organization.pk])
    return _("It has a manager already, who invites the others.") if has_one else ""


def invited(request: PortalRequest, organization: Organization, invitation: Invitation) -> HttpResponse:
    """Who is invited, until when, and the way to take it back."""
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, invitation.withdraw, at=now()):
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
        return redirect("manager-invite", organization.pk)
    words = {"name": invitation.name, "email": invitation.email, "organization": organization.name}
    shown: dict[str, Any] = {
        "title": _("Invite a manager"),
        "sentence": _("%(name)s (%(email)s) is invited to manage the entry of %(organization)s.") % words,
        "more": until(invitation),
        "will": [_("The link in the mail opens nothing any more. Afterwards you can invite somebody else.")],
        "submit": _("Withdraw the invitation"),
        "danger": True,
        "form": form,
        "back": back_of(organization),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


def until(invitation: Invitation) -> str:
    words = {"who": invitation.invited_by.name, "day": date_format(localdate(invitation.expires_at), "DATE_FORMAT")}
    return _("Invited by %(who)s, open until %(day)s.") % words


def back_of(organization: Organization) -> str:
    return reverse("organization-detail", args=[organization.pk])


@page(Permission.ORGANIZATION_EDIT)
def entry_ask(request: PortalRequest, pk: int) -> HttpResponse:
    """Send the organization the link by which it confirms or changes its entry; a tribe, to approve what is shared."""
    office, organization = partner_of(request, pk)
    if refusal := why_not_asked(organization):
        raise Refused(refusal)
    form = Form(request.POST if request.method == "POST" else None)
    verb = partial(ask_about_entry, organization=organization, office=office)
    contact = whom_to_ask(organization)
    email = {"email": contact.email if contact else "", "days": OPEN_FOR.days, "name": organization.name}
    if taken(form, verb, by=request.person, on=localdate()):
        messages.success(request, _("The mail to %(email)s leaves within a minute.") % email)
        return redirect(back_of(organization))
    shown = asking(office, organization)
    shown |= {
        "title": _("Ask the organization"),
        "will": [
            _("A mail in your name goes to %(email)s, with a link that needs no account and works for %(days)d days.")
            % email,
            shown["then"],
            _("One such mail leaves in a day at most, however often you ask."),
        ],
        "submit": _("Send the mail"),
        "form": form,
        "back": back_of(organization),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


def asking(office: Office, organization: Organization) -> dict[str, Any]:
    """What is asked, and what whoever reads the mailbox can say."""
    named = {"name": organization.name}
    if any(row.office_id == office.pk for row in OwnWord(organization).proposals()):
        return {
            "sentence": _("Ask %(name)s to approve what your office would share about it?") % named,
            "then": _("Whoever reads that mailbox approves, changes or declines. Until then nothing is shared."),
        }
    return {
        "sentence": _("Ask %(name)s: is this still so?") % named,
        "then": _("Whoever reads that mailbox confirms the entry or changes it."),
    }

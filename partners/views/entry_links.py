"""What the link in a mail to an organization opens. Mail scanners open links: looking changes nothing."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partners.models import OwnWord, RoleContact
from partners.models.entry_link import EntryLink, entry_link_of
from partners.views.own_entry import Door, confirm, edit, entry_page, proposal_page
from portal.access import DatabaseRole, Permission
from portal.hats import PortalRequest
from portal.models import AccessEvent, Organization
from portal.pages import page
from portal.tenancy import Binding, bound

Act = Callable[[HttpRequest, Door], HttpResponse]


def through(request: PortalRequest, key: str, act: Act) -> HttpResponse:
    """Read whose entry it is, then go on with the rights of that organization and of nobody else."""
    link = entry_link_of(key)
    if link is None:
        return closed(request, _("This link opens nothing. Ask the office that wrote to you for a new one."), 404)
    is_post = request.method == "POST"
    binding = Binding(DatabaseRole.PARTNER, None, link.organization_id, None, request.request_id, not is_post)
    with bound(binding):
        door, refusal = opened(link, key)
        if door is None:
            return closed(request, refusal, HTTPStatus.GONE)
        response = act(request, door)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
    if is_post and response.status_code == HTTPStatus.FOUND:
        detail = {"what": act_of(request), "organization": link.organization_id} | mailbox_of(link, door.organization)
        request.notes.append((AccessEvent.Kind.LINK, detail))
    return response


def mailbox_of(link: EntryLink, organization: Organization) -> dict[str, str]:
    """Whom the link was sent to, for the trail that EOUSA reads; not of whom only one office knows."""
    return {} if organization.is_confidential else {"email": link.email}


def act_of(request: PortalRequest) -> str:
    """The route by which something was said."""
    match = request.resolver_match
    return str(match.view_name) if match else ""


def opened(link: EntryLink, key: str) -> tuple[Door | None, str]:
    """The door, or the sentence that says why it stays shut."""
    organization = Organization.objects.select_related("office").filter(pk=link.organization_id).first()
    contacts = link.contacts
    if organization is None or not contacts:
        return None, _("The mailbox to which this link was sent no longer stands in the entry. Ask for a new link.")
    if link.is_expired:
        return None, _("This link has expired: it worked for 60 days. Ask the office that wrote to you for a new one.")
    if organization.merged_into_id:
        return None, _("This entry was joined with another one of the same organization. Ask for a new link.")
    return door_of(OwnWord(organization), key, contacts)


def door_of(word: OwnWord, key: str, contacts: list[RoleContact]) -> tuple[Door | None, str]:
    """Wide open by a mailbox that stands in the entry; by one that only offices have named, for their proposals alone
    and only while there is no entry: else an office could write to itself and answer for a tribe."""
    if not contacts[0].is_confidential:
        return Door(word, key), ""
    if word.entry():
        return None, _("Your organization has an entry with mailboxes of its own. Ask for a link to one of those.")
    return Door(word, key, may_edit=False, only=frozenset(row.office_id or 0 for row in contacts)), ""


def closed(request: PortalRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "partners/entry_link_closed.html", {"sentence": sentence}, status=status)


@page(Permission.SESSION_USE)
def entry_link(request: PortalRequest, key: str) -> HttpResponse:
    """The entry, to whoever reads a mailbox that stands in it."""
    return through(request, key, entry_page)


@page(Permission.SESSION_USE)
def entry_link_confirm(request: PortalRequest, key: str) -> HttpResponse:
    """Say that all this is still so."""
    return through(request, key, known(confirm))


@page(Permission.SESSION_USE)
def entry_link_edit(request: PortalRequest, key: str) -> HttpResponse:
    """Write it anew."""
    return through(request, key, edit if request.GET.get("proposal") else known(edit))


@page(Permission.SESSION_USE)
def entry_link_proposal(request: PortalRequest, key: str, pk: int) -> HttpResponse:
    """Answer what an office proposes to share."""
    return through(request, key, lambda asked, door: proposal_page(asked, door, pk))


def known(act: Act) -> Act:
    """Only through a mailbox that stands in the entry itself; another one leads back to what it may answer."""

    def acted(request: HttpRequest, door: Door) -> HttpResponse:
        return act(request, door) if door.may_edit else entry_page(request, door)

    return acted

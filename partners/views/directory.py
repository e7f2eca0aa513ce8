"""The directory: the list, and one organization as an office or EOUSA reads it."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.directory import near_names
from partners.dossier import Dossier, dossier
from partners.forms.directory import ALL, DirectoryFilters
from partners.lists import columns, detail_url, listed
from partners.models import Double, OfficeWord, Partnership, Profile
from partners.models.profile import lapsed
from partners.reminded import to_them
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Listing
from portal.models import Office, Organization
from portal.pages import page

NOTHING_HERE = gettext_lazy("No organization is like this. Ask for less, look among all, or enter it.")


# --- the list --------------------------------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_VIEW)
def organization_list(request: PortalRequest) -> HttpResponse:
    """The office's own partners; all are one click away."""
    filters = DirectoryFilters(request.GET, hat=request.hat)
    office_id = request.hat.office_id
    listing = Listing(
        request,
        listed(filters, office_id=office_id, today=localdate()),
        columns(is_of_an_office=office_id is not None),
        sort="name",
        filters=filters,
        row_url=detail_url,
        empty=str(NOTHING_HERE),
    )
    if listing.wants_export:
        return listing.export("organizations")
    name = filters.asked("name")
    shown = {
        "listing": listing,
        "sentence": sentence_of_partners(office_id) if filters.is_ours else sentence_of_all(),
        "near": near_names(name, office_id=office_id) if name and not listing.shown else [],
        "is_ours": filters.is_ours,
        "is_of_an_office": office_id is not None,
        "may_enter": request.hat.may(Permission.ORGANIZATION_EDIT),
        "all_url": f"?whose={ALL}",
    }
    return render(request, "partners/organization_list.html", shown)


def sentence_of_partners(office_id: int | None) -> str:
    """With how many the office works, and how many of their entries nobody has confirmed."""
    ours = Partnership.objects.standing().filter(office=office_id).values("organization")
    entries = Profile.objects.standing().filter(organization__in=ours)
    found = entries.aggregate(entered=Count("organization", distinct=True), old=Count("pk", filter=lapsed(localdate())))
    if not found["entered"]:
        return _("Your office has no partners in the directory yet.")
    works = ngettext(
        "Your office works with %(count)d organization",
        "Your office works with %(count)d organizations",
        found["entered"],
    ) % {"count": found["entered"]}
    old = ngettext("%(count)d entry is unverified", "%(count)d entries are unverified", found["old"])
    return f"{works}; {old % {'count': found['old']}}." if found["old"] else f"{works}."


def sentence_of_all() -> str:
    count = Organization.objects.in_use().count()
    return ngettext(
        "%(number)s organization is in the directory.", "%(number)s organizations are in the directory.", count
    ) % {"number": f"{count:,}"}


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_VIEW)
def organization_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """What it is, whom it serves, how it is reached, and what this office has to do with it."""
    organization = get_object_or_404(Organization.objects.select_related("merged_into", "office"), pk=pk)
    if organization.merged_into:
        return double_page(request, organization)
    found = dossier(organization, request.hat, localdate())
    hat = request.hat
    shown = said(found) | {
        "organization": organization,
        "dossier": found,
        "reminded": to_them(found),
        "acts": acts_on(request, found),
        "doubles": [{"organization": one, "may_take_apart": may_merge(request, one)} for one in found.doubles],
        "sees_partnership": hat.may(Permission.PARTNERSHIP_VIEW),
        "may_edit_partnership": hat.may(Permission.PARTNERSHIP_EDIT),
        "sees_outreach": hat.may(Permission.OUTREACH_VIEW),
        "sees_barriers": hat.may(Permission.BARRIER_VIEW),
        "may_edit_barriers": hat.may(Permission.BARRIER_EDIT),
    }
    return render(request, "partners/organization_detail.html", shown)


def said(found: Dossier) -> dict[str, str]:
    """What it is, and since when that is verified or not."""
    name, words = found.organization.name, found.words
    if words is None:
        return {"sentence": name, "more": _("Nothing is entered yet but the name.")}
    what = ", ".join(filter(None, [words.kind, words.place]))
    return {"sentence": f"{name}: {what}", "more": f"{capfirst(words.verified)}."}


def double_page(request: PortalRequest, organization: Organization) -> HttpResponse:
    """A double says where everything about it is read, and lets those who merged it take it apart."""
    shown = {"organization": organization, "may_take_apart": may_merge(request, organization)}
    return render(request, "partners/organization_double.html", shown)


def may_merge(request: PortalRequest, organization: Organization) -> bool:
    """Whether whoever asks may say that it is a double, and that it is none."""
    may = request.hat.may(Permission.ORGANIZATION_MERGE)
    return may and not Double(organization, office_of(request)).refused_to_me()


def office_of(request: PortalRequest) -> Office | None:
    """The office of whoever asks; none for EOUSA."""
    return gazetteer.offices()[request.hat.court_id] if request.hat.office_id else None


def acts_on(request: PortalRequest, found: Dossier) -> dict[str, object]:
    """What may be done here: the largest act, and the others."""
    key, hat = found.organization.pk, request.hat
    if not hat.may(Permission.ORGANIZATION_EDIT):
        return {"others": merging(request, found)}
    office = office_of(request)
    assert office is not None
    kept = OfficeWord(office, found.organization).why_not_mine(localdate())
    main = next_act(found, kept)
    offered = [
        (_("Edit the entry"), "organization-edit", not kept),
        (_("Record that you asked them"), "organization-verify", found.may_be_confirmed and not kept),
        (_("Mailboxes and numbers"), "role-contact-edit", not kept),
        (_("Ask them by mail"), "entry-ask", found.may_be_asked),
        (_("Invite somebody to keep the entry"), "manager-invite", found.lacks_a_manager),
        (_("Who may read it"), "organization-visibility", may_decide_readers(found, office)),
    ]
    urls = [(label, reverse(route, args=[key])) for label, route, holds in offered if holds]
    others = [{"label": label, "url": url} for label, url in urls if url != main["url"]]
    return {"main": main, "others": [*others, *merging(request, found)], "kept": kept}


def may_decide_readers(found: Dossier, office: Office) -> bool:
    """The office that entered it; who reads of a tribe, the tribe decides."""
    return found.organization.office_id == office.pk and found.proposal is None


def next_act(found: Dossier, kept: str) -> dict[str, str]:
    """The one that comes next: what it is, then whether it is still so, then the work itself."""
    key = found.organization.pk
    if found.words is None and not kept:
        return {"label": _("Say what it is"), "url": reverse("organization-edit", args=[key])}
    if found.waits_for_the_tribe:
        return ask_tribe(found)
    if found.is_to_be_confirmed and not kept:
        return {"label": _("Confirm with them"), "url": reverse("organization-verify", args=[key])}
    return {"label": _("Log outreach"), "url": f"{reverse('outreach-create')}?organization={key}"}


def ask_tribe(found: Dossier) -> dict[str, str]:
    """A proposal waits: the tribe is asked, or first it is said how it is reached."""
    key = found.organization.pk
    if found.may_be_asked:
        return {"label": _("Ask the tribe to approve it"), "url": reverse("entry-ask", args=[key])}
    return {"label": _("Say how the tribe is reached"), "url": reverse("role-contact-edit", args=[key])}


def merging(request: PortalRequest, found: Dossier) -> list[dict[str, str]]:
    """Saying that it is a double, where whoever asks may."""
    if not may_merge(request, found.organization):
        return []
    return [{"label": _("It is a double"), "url": reverse("organization-merge", args=[found.organization.pk])}]

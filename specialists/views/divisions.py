"""18 USC 925D: the points of contact in ATF's field divisions, and the designated communities."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page, taken
from specialists.forms.contacts import DivisionContactForm
from specialists.models import DesignatedCommunity, DivisionContact, FieldDivision
from specialists.models.field_division import DESIGNATED
from specialists.views.acts import Words
from specialists.views.board import unbroken

WHAT_THE_LAW_ASKS = gettext_lazy(
    "18 USC 925D(b)(3) asks for somebody in each US Attorney’s Office and in each field division of ATF who receives "
    "and speeds up requests for help from State, Tribal, territorial and local police in cases of intimate partner "
    "violence with probable cause to believe that 18 USC 922(g)(8) or (9) is violated."
)


def contact_of(name: str) -> Any:
    """A field of a division's contact, empty while nobody is known."""
    return lambda division: getattr(division.contact, name, "")


def whether_known(division: FieldDivision) -> str:
    """What stands in place of a name that is missing; '' beside a name."""
    if division.contact is None:
        return _("unknown, to be verified")
    return "" if division.contact.name else _("name unknown")


DIVISION_COLUMNS = (
    Column("division", gettext_lazy("Field division"), lambda division: division.name, lambda division: division.name),
    Column(
        "contact",
        gettext_lazy("Point of contact"),
        contact_of("name"),
        lambda division: (division.contact is not None, contact_of("name")(division).casefold(), division.name),
        html=whether_known,
    ),
    Column("email", gettext_lazy("E-mail"), contact_of("email")),
    Column("phone", gettext_lazy("Telephone"), contact_of("phone")),
    Column(
        "verified_on",
        gettext_lazy("Verified on"),
        contact_of("verified_on"),
        contact_of("verified_on"),
        html=lambda division: unbroken(division.contact.verified_on) if division.contact else "",
    ),
    Column("verified_by", gettext_lazy("Verified by"), contact_of("recorded_by"), low=True),
    Column("source", gettext_lazy("Source"), lambda division: division.source, export_only=True),
    Column("note", gettext_lazy("Note"), lambda division: division.note, export_only=True),
)


@page(Permission.POINT_OF_CONTACT_VIEW)
def field_division_list(request: PortalRequest) -> HttpResponse:
    """The field divisions of ATF and whom to ask there, the unknown first."""
    divisions = list(FieldDivision.objects.in_force(localdate()).with_contacts())
    may_edit = request.hat.may(Permission.DIVISION_CONTACT_EDIT)
    listing = Listing(
        request,
        divisions,
        DIVISION_COLUMNS,
        "contact",
        row_url=(lambda division: reverse("division-contact-edit", args=[division.code])) if may_edit else None,
        api_url=reverse("api-field-division-list"),
        empty=_("No field division is on record."),
        sentence=ngettext("%(n)d field division", "%(n)d field divisions", len(divisions)) % {"n": len(divisions)},
    )
    if listing.wants_export:
        return listing.export("field-divisions")
    facts = {"listing": listing, "sentence": known_divisions(divisions), "may_edit": may_edit}
    return render(request, "specialists/field_division_list.html", facts)


def known_divisions(divisions: Sequence[FieldDivision]) -> str:
    """The point of contact is known by name in 9 of ATF’s 25 field divisions; …"""
    contacts = [division.contact for division in divisions if division.contact]
    named = sum(bool(contact.name) for contact in contacts)
    known = {"n": named, "all": len(divisions), "more": len(contacts) - named}
    if not known["more"]:
        return _("The point of contact is known by name in %(n)d of ATF’s %(all)d field divisions.") % known
    words = ngettext(
        "The point of contact is known by name in %(n)d of ATF’s %(all)d field divisions; "
        "%(more)d more has only an address or a telephone number.",
        "The point of contact is known by name in %(n)d of ATF’s %(all)d field divisions; "
        "%(more)d more have only an address or a telephone number.",
        known["more"],
    )
    return words % known


COMMUNITY_COLUMNS = (
    Column("community", gettext_lazy("Community"), lambda each: each.name, lambda each: each.name),
    Column("office", gettext_lazy("Office"), lambda each: str(each.district), lambda each: str(each.district)),
    Column(
        "designated",
        gettext_lazy("Designated"),
        lambda each: each.designated_in.strftime("%Y-%m"),
        lambda each: each.designated_in,
        html=lambda each: date_format(each.designated_in, "F Y"),
    ),
    Column("county", gettext_lazy("County code (FIPS)"), lambda each: each.county_id or "", export_only=True),
    Column("source", gettext_lazy("Source"), lambda each: each.source),
)


@page(Permission.POINT_OF_CONTACT_VIEW)
def designated_community_list(request: PortalRequest) -> HttpResponse:
    """The communities that are known to be designated, each with its source."""
    communities = list(DesignatedCommunity.objects.filter(valid_to=None).select_related("district"))
    listing = Listing(
        request,
        communities,
        COMMUNITY_COLUMNS,
        "community",
        api_url=reverse("api-designated-community-list"),
        empty=_("No designated community is known here."),
        sentence=ngettext("%(n)d community", "%(n)d communities", len(communities)) % {"n": len(communities)},
    )
    if listing.wants_export:
        return listing.export("designated-communities")
    facts = {"listing": listing, "sentence": f"{known_communities(len(communities))}.", "all": DESIGNATED}
    return render(request, "specialists/designated_community_list.html", facts)


def known_communities(known: int) -> str:
    """5 of 78 designated communities are known here"""
    words = ngettext(
        "%(n)d of %(all)d designated communities is known here",
        "%(n)d of %(all)d designated communities are known here",
        known,
    )
    return words % {"n": known, "all": DESIGNATED}


@page(Permission.DIVISION_CONTACT_EDIT)
def division_contact_edit(request: PortalRequest, code: str) -> HttpResponse:
    """Say whom to ask in a field division of ATF, as checked on a day."""
    division = get_object_or_404(FieldDivision.objects.with_contacts(), code=code)
    back = reverse("field-division-list")
    form = DivisionContactForm(request.POST or None, initial=initial(division.contact))
    verb = partial(DivisionContact.objects.enter, division=division)
    if taken(form, verb, by=request.person, on=localdate()):
        is_known = any(form.cleaned_data[name] for name in ("name", "email", "phone"))
        said = _("The point of contact in %(name)s is recorded.") if is_known else _("%(name)s has no known contact.")
        messages.success(request, said % {"name": division.name})
        return redirect(back)
    words = words_of_division(division) | {"form": form, "back": back}
    return render(request, "specialists/act.html", words, status=422 if form.errors else 200)


def initial(contact: DivisionContact | None) -> dict[str, Any]:
    """What is known already; the day of checking is asked anew."""
    return {name: getattr(contact, name) for name in ("name", "email", "phone")} if contact else {}


def words_of_division(division: FieldDivision) -> Words:
    return {
        "title": _("ATF field division"),
        "sentence": _("Who is the point of contact in ATF’s %(name)s Field Division?") % {"name": division.name},
        "more": WHAT_THE_LAW_ASKS,
        "will": [
            _("Every office, OARM and EOUSA see it, with your name and the day on which you checked it."),
            _("Leave all three empty to say that it is unknown; the earlier entry stays on record."),
        ],
        "submit": _("Record the contact"),
    }

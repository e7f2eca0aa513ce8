"""Addresses to which nothing is written: whose they are, what the server or the reader said, and lifting it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.db.models.functions import Lower
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Membership, Suppression
from portal.pages import page, taken
from specialists.models import StaffContact
from specialists.views.board import unbroken


class Use(NamedTuple):
    """As what an address stands in the portal; `url`: where another is named in its place."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One refused address, and as what it stands in the portal."""

    refused: Suppression
    uses: list[Use]

    @property
    def whose(self) -> str:
        """N.D. Tex., Staffing mailbox; …"""
        return "; ".join(use.words for use in self.uses) or _("nobody’s any more")

    @property
    def another(self) -> Use | None:
        """Where another address is named, if an office has it on record."""
        return next((use for use in self.uses if use.url), None)

    @property
    def since(self) -> datetime:
        return self.refused.since


def what_was_said(row: Row) -> str:
    """By the reader, or by the mail server, which is told apart."""
    if row.refused.is_readers_word:
        return _("The reader says that this is the wrong person.")
    return _("Mail to it is refused: %(why)s") % {"why": row.refused.reason}


def columns(*, may_lift: bool) -> list[Column]:
    shown = [
        Column("address", gettext_lazy("Address"), lambda row: row.refused.address, lambda row: row.refused.address),
        Column("whose", gettext_lazy("Whose"), lambda row: row.whose, lambda row: row.whose),
        Column(
            "since",
            gettext_lazy("Since"),
            lambda row: row.since,
            lambda row: row.since,
            html=lambda row: unbroken(localtime(row.since).date()),
        ),
        Column("reason", gettext_lazy("What was said"), what_was_said),
    ]
    another = Column(
        "another",
        gettext_lazy("If it is wrong"),
        lambda row: _("Name another address") if row.another else "",
        url=lambda row: row.another.url if row.another else "",
    )
    again = Column(
        "again",
        gettext_lazy("If it is right again"),
        lambda _row: _("Write to it again"),
        url=lambda row: reverse("suppression-lift", args=[row.refused.pk]),
    )
    return [*shown, another, again] if may_lift else shown


@page(Permission.REFUSED_ADDRESS_VIEW)
def refused_address_list(request: PortalRequest) -> HttpResponse:
    """To whom no reminder is written any more, because mail is refused or it is the wrong person."""
    refused = list(Suppression.objects.in_force().order_by("-since", "-pk"))
    uses = used_by({one.address for one in refused})
    listing = Listing(
        request,
        [Row(one, uses.get(one.address, [])) for one in refused],
        columns(may_lift=request.hat.may(Permission.LADDER_STEER)),
        "-since",
        empty=_("No address is left out."),
    )
    if listing.wants_export:
        return listing.export("refused-addresses")
    return render(request, "specialists/refused_address_list.html", {"listing": listing, "sentence": sentence(refused)})


def sentence(refused: Collection[Suppression]) -> str:
    """How many servers refuse, and how many readers say that they are the wrong person."""
    if not refused:
        return _("No address is left out.")
    wrong = sum(one.is_readers_word for one in refused)
    by_servers = ngettext("%(n)d address refuses mail.", "%(n)d addresses refuse mail.", len(refused) - wrong)
    by_readers = ngettext(
        "%(n)d reader says that this is the wrong person.",
        "%(n)d readers say that they are the wrong person.",
        wrong,
    )
    counts = ((by_servers, len(refused) - wrong), (by_readers, wrong))
    return " ".join(words % {"n": count} for words, count in counts if count)


def used_by(addresses: Collection[str]) -> dict[str, list[Use]]:
    """As what each of these addresses stands in the portal: two queries."""
    found: dict[str, list[Use]] = defaultdict(list)
    contacts = StaffContact.objects.standing().alias(address=Lower("email")).filter(address__in=addresses)
    for contact in contacts.select_related("office").order_by("office__abbreviation", "pk"):
        url = f"{reverse('staff-contact-edit', args=[contact.office.court_id])}?post={contact.post}"
        words = f"{contact.office.abbreviation}, {contact.get_post_display()}"
        found[contact.email.lower()].append(Use(words, url))
    held = Membership.objects.in_force().alias(address=Lower("person__email")).filter(address__in=addresses)
    for member in held.select_related("person", "office", "organization").order_by("pk"):
        place = f"{member.place}, " if member.place else ""
        found[member.person.email.lower()].append(Use(f"{place}{member.get_role_display()} ({member.person.name})"))
    return found


@page(Permission.LADDER_STEER)
def suppression_lift(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody at EOUSA says that the address works again."""
    refused = get_object_or_404(Suppression.objects.in_force(), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, refused.lift, by=request.person, at=now()):
        messages.success(request, _("%(address)s is written to again.") % {"address": refused.address})
        return redirect("refused-address-list")
    said = _("The reader says that this is the wrong person.")
    if not refused.is_readers_word:
        said = _("Its mail server said: %(why)s") % {"why": refused.reason}
    shown = {
        "title": _("Refused address"),
        "sentence": _("Write to %(address)s again?") % {"address": refused.address},
        "more": said,
        "will": [
            _("The next reminder that is due goes to this address again. What it has missed is not made up for."),
            _("If mail is refused again, or the reader says so again, the address comes back to this list."),
        ],
        "submit": _("Write to it again"),
        "back": reverse("refused-address-list"),
        "form": form,
    }
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)

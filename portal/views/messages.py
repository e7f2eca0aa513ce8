"""The ledger of reminders and mail as people read it: who was told what and when, what came back, what comes next.
Never the words.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import gazetteer, ladder
from portal.access import Permission
from portal.forms.ladder import LedgerFilters
from portal.hats import PortalRequest
from portal.ladder import Rung
from portal.ladder_words import (
    audience,
    came_back,
    cause_label,
    decided,
    left_out,
    moment,
    ordinal,
    rung_words,
    state_words,
    told_in_a_sentence,
    what_became,
)
from portal.listing import Column, Listing
from portal.models import DIGEST, Invitation, Message, RungSetting
from portal.models.rung import Remembered
from portal.pages import page
from portal.upcoming import Day, by_day, upcoming

WORKING_DAYS_AHEAD = 20
"""So far ahead the nation's readers see what comes next; a dry run looks further."""


def rung_of(message: Message, remembered: Remembered) -> str:
    """By which rung, as it was set when the reminder was written; nothing for other mail."""
    if message.due_on is None:
        return ""
    return rung_words(
        message.rung, remembered.rung(message.cause, message.rung, message.created_at), told=message.audience
    )


def whom(message: Any) -> str:
    """The name, with the address below; who was meant where there was nobody."""
    if not message.recipient:
        return format_html('<span class="quiet">{}</span>', _("nobody"))
    if not message.name:
        return format_html("{}", message.recipient)
    return format_html('<span>{}<br><span class="quiet">{}</span></span>', message.name, message.recipient)


def columns(remembered: Remembered, *, is_own: bool) -> list[Column]:
    """What stands of each row; an office needs no column for itself."""
    return [
        Column("cause", gettext_lazy("Why"), cause_label, sort="cause"),
        Column("rung", gettext_lazy("By which rung"), lambda m: rung_of(m, remembered)),
        Column("office", gettext_lazy("Office"), office_name, low=is_own, export_only=is_own),
        Column("name", gettext_lazy("Name"), lambda m: m.name, export_only=True),
        Column("recipient", gettext_lazy("To"), lambda m: m.recipient, sort="recipient", html=whom),
        Column("due_on", gettext_lazy("Due on"), lambda m: m.due_on, export_only=True),
        Column("created", gettext_lazy("Written"), lambda m: m.created_at, sort="created_at"),
        Column("state", gettext_lazy("State"), lambda m: m.get_state_display(), sort="state", html=state_words),
        Column("sent", gettext_lazy("Sent"), lambda m: m.sent_at, export_only=True),
        Column("reason", gettext_lazy("What came back"), what_became),
    ]


def office_name(message: Message) -> str:
    """Nothing for the mail of a day, which may carry reminders of several."""
    if message.cause == DIGEST:
        return ""
    return message.office.abbreviation if message.office else _("national")


def with_names(messages: QuerySet[Message]) -> QuerySet[Message]:
    """With `name`: the person's, else the name under which the address was last invited, else nothing."""
    invited = Invitation.objects.filter(email=OuterRef("recipient")).order_by("-invited_at").values("name")[:1]
    return messages.annotate(name=Coalesce("person__name", Subquery(invited), Value("")))


@page(Permission.MESSAGE_VIEW)
def message_list(request: PortalRequest) -> HttpResponse:
    """What comes next, then who was told what: of one's office, or of the nation for EOUSA."""
    is_own, at = request.hat.is_of_an_office, now()
    filters = LedgerFilters(request.GET, is_own=is_own)
    rows: Any = filters.narrowed(with_names(Message.objects.select_related("office", "decided_by")))
    listing = Listing(
        request,
        rows,
        columns(RungSetting.objects.remembered(), is_own=is_own),
        sort="-created",
        filters=filters,
        row_url=lambda message: reverse("message-detail", args=[message.pk]),
        api_url=reverse("api-message-list"),
        empty=_("Nobody has been written to that these filters ask for."),
    )
    if listing.wants_export:
        return listing.export("messages")
    shown = {"listing": listing, "is_own": is_own, "left_out": "" if is_own else left_out()}
    shown |= what_comes_next(request, filters, at)
    return render(request, "portal/message_list.html", shown)


def what_comes_next(request: PortalRequest, filters: LedgerFilters, at: datetime) -> dict[str, Any]:
    """The rungs to come, as the filters ask for them; only above the first page of the list."""
    is_own = request.hat.is_of_an_office
    if request.GET.get("page"):
        return {"is_first": False}
    offices = gazetteer.offices()
    asked = [offices[filters.asked("office")].pk] if filters.asked("office") else []
    causes = [filters.asked("cause")] if filters.asked("cause") else []
    found = upcoming(request.hat, at, offices=asked, causes=causes, days=0 if is_own else WORKING_DAYS_AHEAD)
    days = by_day(found)
    return {
        "is_first": True,
        "coming": days,
        "count": len(found),
        "ahead": WORKING_DAYS_AHEAD,
        "may_steer": request.hat.may(Permission.LADDER_STEER),
        "sees_refused": request.hat.may(Permission.REFUSED_ADDRESS_VIEW),
        "sentence": sentence(days, is_own=is_own),
    }


def sentence(days: list[Day], *, is_own: bool) -> str:
    """The answer: what comes next, and when."""
    if not days:
        if is_own:
            return _("No reminder to your office is ahead.")
        return _("No reminder is ahead within the next %(n)d working days.") % {"n": WORKING_DAYS_AHEAD}
    first = days[0]
    words: dict[str, Any] = {
        "day": date_format(first.on, "l, F j, Y"),
        "n": len(first.rungs),
        "cause": first.rungs[0].what,
    }
    if is_own:
        return _("Your office’s next reminder comes on %(day)s: “%(cause)s”.") % words
    said = ngettext("%(n)d reminder comes next, on %(day)s.", "%(n)d reminders come next, on %(day)s.", words["n"])
    return said % words


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.MESSAGE_VIEW)
def message_detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everything about one reminder or mail but its words; what EOUSA can still decide about it."""
    found = with_names(Message.objects.select_related("office", "person", "decided_by", "digest"))
    message = get_object_or_404(found, pk=pk)
    remembered = RungSetting.objects.remembered()
    is_open = message.due_on is not None and message.state == Message.State.PENDING
    shown = {
        "message": message,
        "sentence": told_in_a_sentence(message),
        "facts": facts(message, remembered),
        "items": items_of(message, remembered),
        "beside": beside(message),
        "may_steer": is_open and request.hat.may(Permission.LADDER_STEER),
        "sees_office": message.office and request.hat.may(Permission.OFFICE_VIEW),
    }
    return render(request, "portal/message_detail.html", shown)


def facts(message: Message, remembered: Remembered) -> list[tuple[str, Any]]:
    """What is known of it, by label; what does not apply is left out."""
    told = [
        (_("Why"), cause_label(message)),
        (_("To"), f"{message.name} · {message.recipient}" if message.name else message.recipient),  # type: ignore[attr-defined]
        *(of_the_ladder(message, remembered) if message.due_on else [(_("Subject"), message.subject)]),
        (_("Written"), moment(message.created_at)),
        (_("State"), state_words(message)),
        (_("Attempts"), str(message.digest.attempts if message.digest else message.attempts or "")),
        (_("What came back"), came_back(message)),
        (_("Decided"), decided(message)),
        (_("Key"), str(message.pk)),
    ]
    return [(label, value) for label, value in told if value]


def of_the_ladder(message: Message, remembered: Remembered) -> list[tuple[str, str]]:
    """What only a reminder has."""
    cause = ladder.cause_of(message.cause)
    rung: Rung | None = remembered.rung(message.cause, message.rung, message.created_at)
    return [
        (_("It says that it came because"), str(cause.why) if cause else ""),
        (_("Rung"), rung_words(message.rung, rung, told=message.audience)),
        (_("Whom the rung tells"), audience(message.audience)),
        (_("Due on"), moment_of_day(message)),
        (_("Counts for"), message.period),
    ]


def moment_of_day(message: Message) -> str:
    return date_format(message.due_on) if message.due_on else ""


def items_of(message: Message, remembered: Remembered) -> list[dict[str, Any]]:
    """The reminders that a mail of the day carries."""
    if message.cause != DIGEST:
        return []
    rows = message.items.select_related("office").order_by("due_on", "id")
    return [{"message": row, "cause": cause_label(row), "rung": rung_of(row, remembered)} for row in rows]


def beside(message: Message) -> list[dict[str, Any]]:
    """Who else was told by the same rung, and the other rungs of the same matter, in their order."""
    if message.due_on is None:
        return []
    same = Message.objects.reminders().filter(cause=message.cause, about=message.about).exclude(pk=message.pk)
    rows = with_names(same.select_related("office", "decided_by")).order_by("due_on", "rung", "id")[:50]
    return [{"message": row, "nth": ordinal(row.rung + 1), "state": state_words(row)} for row in rows]

"""The ledger of mail as people read it: who was told, when, and what came back. Never the words."""

from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Invitation, Message
from portal.pages import page

COLUMNS = [
    Column("recipient", gettext_lazy("To"), lambda m: m.recipient, sort="recipient"),
    Column("name", gettext_lazy("Name"), lambda m: m.name),
    Column("subject", gettext_lazy("About"), lambda m: m.subject),
    Column("office", gettext_lazy("Office"), lambda m: str(m.office) if m.office else _("national")),
    Column("created", gettext_lazy("Written"), lambda m: m.created_at, sort="created_at"),
    Column("state", gettext_lazy("State"), lambda m: m.get_state_display(), sort="state"),
    Column("sent", gettext_lazy("Sent"), lambda m: m.sent_at),
    Column("reason", gettext_lazy("What came back"), lambda m: m.reason),
]


class MessageFilters(forms.Form):
    """Filters of the list, by name in the address."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all")), *Message.State.choices]
    )

    def narrowed(self, messages: QuerySet[Message]) -> QuerySet[Message]:
        """The messages that the address asks for; a filter that nobody knows is ignored."""
        state = self.cleaned_data.get("state") if self.is_valid() else ""
        return messages.filter(state=state) if state else messages


def with_names(messages: QuerySet[Message]) -> QuerySet[Message]:
    """With `name`: the person's, else the name under which the address was last invited, else nothing."""
    invited = Invitation.objects.filter(email=OuterRef("recipient")).order_by("-invited_at").values("name")[:1]
    return messages.annotate(name=Coalesce("person__name", Subquery(invited), Value("")))


@page(Permission.MESSAGE_VIEW)
def message_list(request: PortalRequest) -> HttpResponse:
    """What was sent to whom: of one's office, or of the nation for EOUSA."""
    filters = MessageFilters(request.GET)
    rows: Any = filters.narrowed(with_names(Message.objects.select_related("office")))
    listing = Listing(
        request, rows, COLUMNS, sort="-created", filters=filters, empty=_("No mail has been written for this filter.")
    )
    if listing.wants_export:
        return listing.export("messages")
    return render(request, "portal/message_list.html", {"listing": listing})

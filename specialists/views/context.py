"""The public figures: what others have counted, by whom and when."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page
from specialists.context import Card, Group, Topic, groups


@page(Permission.CASE_TOTALS_VIEW)
def context_list(request: PortalRequest) -> HttpResponse:
    """Each figure with what is counted, of when, of where and by whom; units apart."""
    topics = [(topic, [told(group) for group in groups(topic)]) for topic in Topic]
    return render(request, "specialists/context_list.html", {"topics": topics})


def told(group: Group) -> dict[str, Any]:
    """A group as `components/published.html` shows it."""
    return {"unit": group.unit.label, "cards": [(card, where(card)) for card in group.cards]}


def where(card: Card) -> str:
    """The office by its short name; empty for the nation."""
    return gazetteer.offices()[card.place].abbreviation if card.place else ""

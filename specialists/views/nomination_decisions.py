"""What OARM does with a nomination: take it, decide it, note its number, extend a temporary appointment."""

from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page
from specialists.forms.nominations import (
    ApproveForm,
    DeclineForm,
    ExtensionForm,
    ReasonForm,
    ReferenceForm,
    ReturnForm,
)
from specialists.models import Clearance, Nomination, Vacancy
from specialists.return_texts import prepared_text
from specialists.stages import ReturnReason
from specialists.views.nominations import Words, act, opened, posted, who_is_told

UNDO = gettext_lazy("Whoever decides can undo it within a day.")


@page(Permission.NOMINATION_DECIDE)
def nomination_claim(request: PortalRequest, pk: int) -> HttpResponse:
    """Take it on one's own desk."""
    nomination = opened(request, pk)
    words = {
        "title": _("Take the nomination"),
        "sentence": _("Do you take the nomination of %(name)s?") % {"name": nomination.candidate_name},
        "will": [
            _("It stands on your desk, and other analysts see your name on it. Only you decide it then."),
            _("The office’s remarks are mailed to you alone. You can release it at any time."),
        ],
        "submit": _("Take it"),
        "done": _("The nomination is on your desk."),
    }
    return act(request, nomination, Form(posted(request)), partial(nomination.claim, at=now()), words)


@page(Permission.NOMINATION_DECIDE)
def nomination_release(request: PortalRequest, pk: int) -> HttpResponse:
    """Put it back into the queue, one's own or that of an analyst who is away."""
    nomination = opened(request, pk)
    words = {
        "title": _("Release the nomination"),
        "sentence": _("Shall the nomination of %(name)s go back to the queue?") % {"name": nomination.candidate_name},
        "will": [_("Nobody has it then, and every analyst can take it. Its days go on counting.")],
        "submit": _("Release it"),
        "done": _("The nomination is back in the queue."),
    }
    return act(request, nomination, Form(posted(request)), partial(nomination.release, at=now()), words)


@page(Permission.NOMINATION_DECIDE)
def nomination_approve(request: PortalRequest, pk: int) -> HttpResponse:
    """OARM says yes, with conditions or without."""
    nomination = opened(request, pk)
    words = {
        "title": _("Approve"),
        "sentence": _("Approve the nomination of %(name)s for %(office)s?") % about(nomination),
        "more": still_missing(nomination),
        "will": [
            _("The vacancy goes on to the conditional offer, which is the office’s to make within 5 days."),
            who_is_told(request, nomination),
            UNDO,
        ],
        "submit": _("Approve"),
        "done": _("The nomination is approved."),
    }
    return act(request, nomination, ApproveForm(posted(request)), nomination.approve, words)


@page(Permission.NOMINATION_DECIDE)
def nomination_return(request: PortalRequest, pk: int) -> HttpResponse:
    """Two steps: the reason, then the text that it brings, to be changed."""
    nomination = opened(request, pk)
    reason = request.POST.get("reason") or request.GET.get("reason", "")
    if reason not in ReturnReason.values:
        return act(request, nomination, ReasonForm(request.GET or None), nomination.give_back, why(nomination))
    prepared = {"reason": reason, "text": prepared_text(reason, nomination.missing)}
    words = {
        "title": _("Return to the office"),
        "sentence": _("Return the nomination of %(name)s for “%(why)s”?")
        % (about(nomination) | {"why": ReturnReason(reason).label}),
        "other_step": _("Choose another reason"),
        "will": [
            _("It is the turn of the office’s leadership, within 15 days. Sent again, it comes back on top."),
            who_is_told(request, nomination),
            UNDO,
        ],
        "submit": _("Return it"),
        "done": _("The nomination is returned."),
    }
    form = ReturnForm(posted(request), initial=prepared)
    return act(request, nomination, form, nomination.give_back, words)


def why(nomination: Nomination) -> Words:
    """The first step: nothing is sent with it."""
    return {
        "title": _("Return to the office"),
        "sentence": _("Why does the nomination of %(name)s go back to %(office)s?") % about(nomination),
        "more": still_missing(nomination),
        "is_first_step": True,
        "submit": _("Go on to the text"),
    }


@page(Permission.NOMINATION_DECIDE)
def nomination_decline(request: PortalRequest, pk: int) -> HttpResponse:
    """OARM says no."""
    nomination = opened(request, pk)
    words = {
        "title": _("Decline"),
        "sentence": _("Decline the nomination of %(name)s for %(office)s?") % about(nomination),
        "will": [
            _("This nomination ends. The vacancy is at screening again, and the office chooses another candidate."),
            _("Can the package be mended? Then return it instead."),
            who_is_told(request, nomination),
            UNDO,
        ],
        "submit": _("Decline"),
        "done": _("The nomination is declined."),
        "danger": True,
    }
    return act(request, nomination, DeclineForm(posted(request)), nomination.decline, words)


@page(Permission.NOMINATION_DECIDE)
def nomination_reference(request: PortalRequest, pk: int) -> HttpResponse:
    """OARM's number outside this portal."""
    nomination = opened(request, pk)
    form = ReferenceForm(posted(request), initial={"reference": nomination.reference})
    words = {
        "title": _("Reference number"),
        "sentence": _("What is OARM’s reference number of the nomination of %(name)s?") % about(nomination),
        "will": [_("The office’s leadership and officers, OARM and EOUSA see it. No mail goes out.")],
        "submit": _("Record the number"),
        "done": _("The reference number is recorded."),
    }
    return act(request, nomination, form, nomination.refer, words)


@page(Permission.NOMINATION_DECIDE)
def extension_create(request: PortalRequest, pk: int) -> HttpResponse:
    """A later last day of a temporary appointment."""
    vacancy = get_object_or_404(Vacancy, pk=pk)
    checks = get_object_or_404(Clearance.objects.standing().exclude(not_to_exceed_on=None), vacancy=vacancy)
    newest = get_list_or_404(Nomination.objects.order_by("-pk"), vacancy=vacancy)[0]
    nomination = opened(request, newest.pk)
    words = {
        "title": _("Temporary appointment"),
        "sentence": _("Until when is the temporary appointment of %(name)s extended?") % about(nomination),
        "will": [_("The earlier last day stays readable in the record."), who_is_told(request, nomination)],
        "submit": _("Extend"),
        "done": _("The temporary appointment is extended."),
    }
    form = ExtensionForm(posted(request), initial={"not_to_exceed_on": checks.not_to_exceed_on})
    return act(request, nomination, form, checks.extend, words)


def about(nomination: Nomination) -> dict[str, Any]:
    return {"name": nomination.candidate_name, "office": nomination.office.abbreviation}


def still_missing(nomination: Nomination) -> str:
    """What of the checklist is not there, if something is not."""
    named = ", ".join(str(document.label) for document in nomination.missing)
    return _("Not in the package: %(missing)s.") % {"missing": named} if named else ""

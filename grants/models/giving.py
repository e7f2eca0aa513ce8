"""Who answers a question from now on: another of the office, EOUSA because nobody there can, another of EOUSA."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.models.answering import change, may_answer, note_of, office_of
from grants.models.request import GuidanceRequest, Note
from grants.models.routing import at_the_center, intake, kept_by, secured
from grants.models.telling import about_of, tell_asker
from portal.access import Role
from portal.errors import Refused
from portal.models import Message, Person

State = GuidanceRequest.State
OPEN = [State.WAITING, State.CONSULTING, State.ANSWERED]
GIVEN = "GUIDANCE_GIVEN"
"""The reason of the mail to whoever a question was given to."""


@transaction.atomic
def give(request: GuidanceRequest, *, to: Person, reason: str = "", by: Person, at: datetime) -> None:
    """Let another answer it: of the office, or of EOUSA where EOUSA answers."""
    if not may_answer(to, request):
        sentence = _("%(name)s cannot answer questions here: it needs somebody who meets the office’s partners.")
        raise Refused(sentence % {"name": to.name}, field="to")
    hand(request, to=to, reason=reason, by=by, at=at)


@transaction.atomic
def give_to_center(request: GuidanceRequest, *, reason: str, by: Person, at: datetime) -> None:
    """Nobody at the office can answer it: EOUSA does, and reads its words from now on. It does not come back by this.

    Who that is, an office cannot read: EOUSA's desk officer of the office, else another.
    """
    if request.is_central:
        raise Refused(_("EOUSA has this question already."))
    if not reason.strip():
        raise Refused(_("Say why nobody at your office can answer it."), field="reason")
    office = office_of(request)
    with intake(request.asked, request.office_id):
        to = next(filter(None, (secured(key, {Role.EOUSA}, None) for key in at_the_center(office, None))), None)
    if to is None:
        raise Refused(_("Nobody at EOUSA can answer questions now."))
    hand(request, to=to, reason=reason, by=by, at=at, is_central=True)


def hand(request: GuidanceRequest, *, to: Person, reason: str, by: Person, at: datetime, **facts: Any) -> None:
    """It is theirs: on record, to them at once, and to the asker."""
    if to.pk == request.owner_id:
        raise Refused(_("%(name)s has this question already.") % {"name": to.name}, field="to")
    sentence = _("Somebody has closed or given away this question meanwhile. Look at it again.")
    change(request, was=OPEN, owned_by=request.owner_id, sentence=sentence, **kept_by(to), **facts)
    text = f"{_('Given to %(name)s.') % {'name': to.name}} {reason}".strip()
    note_of(request, kind=Note.Kind.GIVEN, text=text, noted_by=by, noted_at=at)
    tell_owner(request, to, by=by, at=at)
    tell_asker(request, "handed_over", period=f"{to.pk}/{at.isoformat(timespec='seconds')}")


def tell_owner(request: GuidanceRequest, to: Person, *, by: Person, at: datetime) -> None:
    """To whom it was given, at once; no word of the question, since more people read the ledger."""
    if to.pk == by.pk:
        return
    said = _("%(who)s gave you a question about federal money. The asker was told that you answer.")
    link = settings.SITE_URL + reverse("guidance-detail", args=[request.pk])
    Message.objects.post(
        cause=GIVEN, about=about_of(request), period=at.isoformat(timespec="seconds"), recipient=to.email,
        subject=_("A question about federal money is yours"),
        text=f"{said % {'who': by.name}}\n\n{link}\n", person=to, office=office_of(request),
    )  # fmt: skip

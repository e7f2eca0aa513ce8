"""Which acts a reader is offered on the page of a nomination: the next one first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.hats import PortalRequest
from specialists.models import Clearance, Move, Nomination
from specialists.models.deciding import CLAIMABLE
from specialists.models.nomination import EDITABLE
from specialists.models.undoing import UNDO
from specialists.nomination_words import may_be_sent
from specialists.stages import LIVE, NominationState


@dataclass(frozen=True)
class Case:
    """A nomination as one reader finds it."""

    nomination: Nomination
    reader_id: int
    moves: Sequence[Move]
    checks: Clearance | None
    at: datetime

    @property
    def state(self) -> str:
        return self.nomination.state

    @property
    def is_ready(self) -> bool:
        """Whether the office can send it now."""
        return self.state in EDITABLE and may_be_sent(self.nomination)

    @property
    def is_mine_to_decide(self) -> bool:
        return self.state == NominationState.SENT and self.nomination.claimed_by_id in {None, self.reader_id}

    @property
    def is_undoable(self) -> bool:
        """Whether the reader made the last move, less than a day ago."""
        last = next((move for move in reversed(self.moves) if move.superseded_at is None), None)
        is_last = last is not None and last.stage == self.nomination.vacancy.stage
        return is_last and last.recorded_by_id == self.reader_id and last.recorded_at >= self.at - UNDO  # type: ignore[union-attr]


@dataclass(frozen=True)
class Offer:
    """An act, for whom, and when it makes sense. The verb has the last word."""

    route: str
    label: Any
    permission: Permission
    holds: Callable[[Case], bool]
    is_next: bool = False
    """What is to be done next, where it is offered; shown largest if it comes first."""
    is_posted: bool = False
    """Done with the button itself; takes nothing away."""
    is_of_vacancy: bool = False


OFFERS = (
    Offer(
        "nomination-edit", _("Mend the package"), Permission.NOMINATION_PREPARE,
        lambda case: case.state == NominationState.RETURNED and bool(case.nomination.missing), is_next=True,
    ),
    Offer(
        "nomination-edit", _("Complete the package"), Permission.NOMINATION_PREPARE,
        lambda case: case.state == NominationState.PREPARED and bool(case.nomination.missing), is_next=True,
    ),
    Offer("nomination-send", _("Send to OARM"), Permission.NOMINATION_SEND, lambda case: case.is_ready, is_next=True),
    Offer(
        "nomination-edit", _("Mend the package"), Permission.NOMINATION_PREPARE,
        lambda case: case.state == NominationState.RETURNED and not case.nomination.missing, is_next=True,
    ),
    Offer(
        "nomination-edit", _("Correct the package"), Permission.NOMINATION_PREPARE,
        lambda case: case.state == NominationState.PREPARED and not case.nomination.missing,
    ),
    Offer(
        "nomination-claim", _("Take it"), Permission.NOMINATION_DECIDE,
        lambda case: case.state in CLAIMABLE and case.nomination.claimed_by_id is None, is_next=True, is_posted=True,
    ),
    Offer(
        "nomination-approve", _("Approve"), Permission.NOMINATION_DECIDE, lambda case: case.is_mine_to_decide,
        is_next=True,
    ),
    Offer(
        "nomination-return", _("Return to the office"), Permission.NOMINATION_DECIDE,
        lambda case: case.is_mine_to_decide,
    ),
    Offer("nomination-decline", _("Decline"), Permission.NOMINATION_DECIDE, lambda case: case.is_mine_to_decide),
    Offer(
        "extension-create", _("Extend the temporary appointment"), Permission.NOMINATION_DECIDE,
        lambda case: case.checks is not None and case.checks.not_to_exceed_on is not None, is_of_vacancy=True,
    ),
    Offer(
        "nomination-release", _("Release it"), Permission.NOMINATION_DECIDE,
        lambda case: case.state in CLAIMABLE and case.nomination.claimed_by_id is not None, is_posted=True,
    ),
    Offer(
        "nomination-reference", _("Note OARM’s number"), Permission.NOMINATION_DECIDE, lambda case: case.state in LIVE
    ),
    Offer(
        "nomination-take-back", _("Take the nomination back"), Permission.NOMINATION_SEND,
        lambda case: case.state in CLAIMABLE,
    ),
    Offer(
        "nomination-discard", _("Drop this package"), Permission.NOMINATION_PREPARE,
        lambda case: case.state == NominationState.PREPARED,
    ),
    Offer(
        "vacancy-undo", _("Undo your last step"), Permission.VACANCY_UNDO, lambda case: case.is_undoable,
        is_of_vacancy=True,
    ),
)  # fmt: skip


def offered(
    request: PortalRequest, nomination: Nomination, moves: Sequence[Move], checks: Clearance | None
) -> list[dict[str, Any]]:
    """Label, address, whether the button does it at once, whether it is the largest."""
    case = Case(nomination, request.person.pk, moves, checks, now())
    holding = [offer for offer in OFFERS if request.hat.may(offer.permission) and offer.holds(case)]
    return [
        {
            "label": offer.label,
            "url": reverse(offer.route, args=[nomination.vacancy_id if offer.is_of_vacancy else nomination.pk]),
            "is_posted": offer.is_posted,
            "is_largest": offer.is_next and offer is holding[0],
        }
        for offer in holding
    ]

"""What becomes of a mail that a server took and later could not deliver."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.access import DatabaseRole
from portal.bounces import Note
from portal.errors import Refused
from portal.models.suppression import Suppression
from portal.tenancy import acting_as

if TYPE_CHECKING:
    from portal.models.message import Message

LEFT = Q(state__in=["SENT", "SENDING", "FAILED"]) | Q(state="PENDING", attempts__gt=0)
"""Mails that may have left: a server may have taken one of which our side never knew."""
IN_IT = ("PENDING", "SENDING", "SENT", "FAILED")
"""Reminders that it carried, or that were to leave with it; not what was skipped or canceled."""


class Bouncing(models.QuerySet["Message"]):
    """How a delivery-status note enters the ledger."""

    def bounced(self, note: Note, *, at: datetime) -> bool:
        """Record what the note says: the mail and the reminders in it have failed, and where the address itself is
        refused, nobody is reached there any more; the next run of the planner climbs. Gives whether anything changed:
        a delay changes nothing, and the same note a second time neither. EOUSA reads which addresses are refused: of a
        private mail none enters there.
        """
        with acting_as(DatabaseRole.JOBS):
            mail = self.refuse_forged(note)
            if not note.is_final:
                return False
            reason = f"Returned: {note.said}"[:300]
            its_rows = self.filter((Q(pk=mail.pk) & LEFT) | Q(digest=mail.pk, state__in=IN_IT))
            unknown = its_rows.exclude(state="FAILED", reason=reason)
            changed = unknown.update(state="FAILED", reason=reason, leased_until=None)
            if changed and note.is_of_the_address and not mail.is_private:
                Suppression.objects.refuse(mail.recipient, reason=reason, at=at)
        return bool(changed)

    def refuse_forged(self, note: Note) -> "Message":
        """The mail that the note is about. Nobody shuts out a person by a note about a mail to somebody else."""
        mail = self.filter(LEFT, pk=note.key).first()
        if mail is None or note.domain != settings.MESSAGE_ID_DOMAIN.lower():
            raise Refused("No mail of this portal that has left has the Message-ID that the note names.")
        if mail.recipient not in note.recipients:
            raise Refused("The mail that the note names went to another address than the note says.")
        return mail

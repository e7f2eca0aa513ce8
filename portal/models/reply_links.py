"""The links in a reminder by which something is said without a password."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.models.message import Message

SALT = "reply to a reminder"
OPEN_FOR = timedelta(days=30)
"""How long the links of a reminder answer."""
IN_OWN_WORDS = {
    Message.Reply.ACKNOWLEDGED: _("We have read this"),
    Message.Reply.HIRING: _("We are still hiring"),
    Message.Reply.NOT_ME: _("I am not the right person"),
}
"""What the reader says, on the button."""


class ReplyLink(NamedTuple):
    """What a link names: the reminder, what is said, and with whose rights that is written."""

    message: UUID
    code: str
    office_id: int
    is_confidential: bool
    is_expired: bool = False


def reply_url(item: Message, code: str) -> str:
    """The address of a one-click answer to a reminder about an office; nobody can make one up."""
    key = signing.dumps([item.pk.hex, code, item.office_id, item.is_confidential], salt=SALT)
    return f"{settings.SITE_URL}{reverse('reply', args=[key])}"


def reply_of(key: str) -> ReplyLink | None:
    """What the key of a link names; None where somebody made it up."""
    try:
        return _read(signing.loads(key, salt=SALT, max_age=OPEN_FOR))
    except signing.SignatureExpired:
        return _read(signing.loads(key, salt=SALT))._replace(is_expired=True)
    except signing.BadSignature:
        return None


def _read(said: tuple[str, str, int, bool]) -> ReplyLink:
    pk, code, office_id, is_confidential = said
    return ReplyLink(UUID(pk), code, office_id, is_confidential)

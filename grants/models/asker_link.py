"""The private link by which somebody without an account follows a question, and adds to it."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.core import signing
from django.urls import reverse

from grants.models.request import GuidanceRequest

SALT = "question about money"
OPEN_FOR = timedelta(days=60)


class QuestionLink(NamedTuple):
    """What a link names: the question by its key, and the office that answers it (none: EOUSA)."""

    asked: UUID
    office_id: int | None
    is_expired: bool = False


def key_of(request: GuidanceRequest) -> str:
    """The key of a new link. It holds no address and no word of the question."""
    return signing.dumps([request.asked.hex, request.office_id], salt=SALT)


def question_path(request: GuidanceRequest) -> str:
    """The address that opens the question for 60 days, in the language that is active; nobody can make one up."""
    return reverse("question-link", args=[key_of(request)])


def link_of(key: str) -> QuestionLink | None:
    """What the key of a link names; None where somebody made it up."""
    try:
        return opened(signing.loads(key, salt=SALT, max_age=OPEN_FOR))
    except signing.SignatureExpired:
        return opened(signing.loads(key, salt=SALT))._replace(is_expired=True)
    except signing.BadSignature:
        return None


def opened(said: tuple[str, int | None]) -> QuestionLink:
    asked, office_id = said
    return QuestionLink(UUID(asked), office_id)

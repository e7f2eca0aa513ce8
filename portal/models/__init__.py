"""The foundation's nouns. Later apps import from here, never from the files behind."""

from portal.models.audit import AccessEvent, AuditEvent
from portal.models.country import County, Office, OfficeContact, Place
from portal.models.hotline import Hotline
from portal.models.invitation import Invitation
from portal.models.membership import Membership
from portal.models.message import Message, MessageText
from portal.models.organization import Organization
from portal.models.owned import OfficeOwned, Recorded, RecordedQuerySet
from portal.models.people import Person, User
from portal.models.token import ApiToken

__all__ = [
    "AccessEvent",
    "ApiToken",
    "AuditEvent",
    "County",
    "Hotline",
    "Invitation",
    "Membership",
    "Message",
    "MessageText",
    "Office",
    "OfficeContact",
    "OfficeOwned",
    "Organization",
    "Person",
    "Place",
    "Recorded",
    "RecordedQuerySet",
    "User",
]

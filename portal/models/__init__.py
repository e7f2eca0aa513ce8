"""The foundation's nouns. Later apps import from here, never from the files behind."""

from portal.models.audit import AccessEvent, AuditEvent
from portal.models.bulletin import INFORMED
from portal.models.country import EVERYBODY_READS, County, Office, OfficeContact, Place
from portal.models.digest import compose
from portal.models.feed import CalendarFeed
from portal.models.handover import HandOver
from portal.models.heartbeat import NOTICES, RECOUNT, Heartbeat
from portal.models.hotline import Hotline
from portal.models.in_line import InLine, by_matter, next_in_line
from portal.models.inventing import invent_reminders, invent_reply
from portal.models.invitation import ONE_OFFICE_KNOWS, Invitation
from portal.models.kept import KeptText
from portal.models.membership import Membership, managed
from portal.models.message import DIGEST, STILL_HOLDS, Message
from portal.models.message_text import MessageText
from portal.models.organization import Organization
from portal.models.owned import (
    OfficeOwned,
    OnRecord,
    Recorded,
    RecordedQuerySet,
    is_inventing,
    recorded_now,
    recording_at,
)
from portal.models.people import Person, User
from portal.models.planning import Coming, Reminder, addressed, coming, outlook, plan
from portal.models.preference import Information, Preference
from portal.models.reply_links import IN_OWN_WORDS, ReplyLink, reply_of
from portal.models.rung import RungSetting
from portal.models.steering import send_ahead, send_now, skip, skip_ahead
from portal.models.suppression import WRONG_PERSON, Suppression, why_refused
from portal.models.token import ApiToken
from portal.models.what_this_is import WHAT_THIS_IS

__all__ = [
    "DIGEST",
    "EVERYBODY_READS",
    "INFORMED",
    "IN_OWN_WORDS",
    "NOTICES",
    "ONE_OFFICE_KNOWS",
    "RECOUNT",
    "STILL_HOLDS",
    "WHAT_THIS_IS",
    "WRONG_PERSON",
    "AccessEvent",
    "ApiToken",
    "AuditEvent",
    "CalendarFeed",
    "Coming",
    "County",
    "HandOver",
    "Heartbeat",
    "Hotline",
    "InLine",
    "Information",
    "Invitation",
    "KeptText",
    "Membership",
    "Message",
    "MessageText",
    "Office",
    "OfficeContact",
    "OfficeOwned",
    "OnRecord",
    "Organization",
    "Person",
    "Place",
    "Preference",
    "Recorded",
    "RecordedQuerySet",
    "Reminder",
    "ReplyLink",
    "RungSetting",
    "Suppression",
    "User",
    "addressed",
    "by_matter",
    "coming",
    "compose",
    "invent_reminders",
    "invent_reply",
    "is_inventing",
    "managed",
    "next_in_line",
    "outlook",
    "plan",
    "recorded_now",
    "recording_at",
    "reply_of",
    "send_ahead",
    "send_now",
    "skip",
    "skip_ahead",
    "why_refused",
]

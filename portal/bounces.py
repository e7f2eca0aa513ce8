"""Delivery-status notes (RFC 3464): what a mail server says later of a mail that it had taken. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from uuid import UUID

NOTE = "delivery-status"
SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [^\n]*\d\d:\d\d[^\n]*\n")
"""Between two mails of an mbox."""
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
OUR_ID = re.compile(r"<\s*([0-9a-f-]{36})@([^\s>]+)\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Note:
    """What a note says of one recipient of one mail."""

    key: UUID
    domain: str
    """Of the mail's Message-ID: ours, or it is none of our mails."""
    recipients: frozenset[str]
    """The address that was written to, and the one at which it ended; often the same."""
    action: str
    status: str
    said: str

    @property
    def is_final(self) -> bool:
        """Whether the mail will not arrive any more."""
        return self.action == "failed"

    @property
    def is_of_the_address(self) -> bool:
        """Whether writing there again is no use either."""
        return self.is_final and self.status.startswith("5")


def mails(data: bytes) -> list[bytes]:
    """The mails of a file: each one of an mbox, or the one that it is."""
    if not SEPARATOR.match(data):
        return [data] if data.strip() else []
    return [mail for mail in SEPARATOR.split(data) if mail.strip()]


def notes(data: bytes) -> list[Note]:
    """What a mail says of the mails of this portal; nothing where it is no delivery-status note about one."""
    mail = message_from_bytes(data)
    is_note = mail.get_content_type() == "multipart/report" and str(mail.get_param("report-type")).lower() == NOTE
    told = OUR_ID.search(original_id(mail)) if is_note else None
    key = uuid_of(told[1]) if told else None
    if told is None or key is None:
        return []
    return [
        Note(key, told[2].lower(), addresses(block), words(block, "Action").lower(), status_of(block), said_of(block))
        for block in blocks(mail)
    ]


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def original_id(note: Message) -> str:
    """The Message-ID of the mail that came back, from its attached headers or from the mail itself."""
    for part in note.walk():
        kind, content = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(content, list) and isinstance(content[0], Message):
            return words(content[0], "Message-ID")
        if kind == "text/rfc822-headers":
            decoded = part.get_payload(decode=True)
            text = decoded.decode(errors="replace") if isinstance(decoded, bytes) else ""
            return words(message_from_string(text), "Message-ID")
    return ""


def blocks(note: Message) -> Iterator[Message]:
    """The part about each recipient."""
    for part in note.walk():
        content = part.get_payload()
        if part.get_content_type() == f"message/{NOTE}" and isinstance(content, list):
            yield from (block for block in content if isinstance(block, Message) and addresses(block))


def words(block: Message, name: str) -> str:
    """A field in one line; '' where there is none."""
    return " ".join(str(block.get(name) or "").split())


def addresses(block: Message) -> frozenset[str]:
    """rfc822; Someone@Example.gov → someone@example.gov"""
    fields = (words(block, "Original-Recipient"), words(block, "Final-Recipient"))
    return frozenset(field.partition(";")[2].strip(" <>").lower() for field in fields if ";" in field)


def status_of(block: Message) -> str:
    """5.1.1, without what some servers write behind it."""
    found = STATUS.search(words(block, "Status")) or STATUS.search(words(block, "Diagnostic-Code"))
    return found[1] if found else ""


def said_of(block: Message) -> str:
    """What the server said, without the kind of it before: smtp; 550 5.1.1 no such user"""
    code = words(block, "Diagnostic-Code")
    return code.partition(";")[2].strip() or code or f"{words(block, 'Action')} {status_of(block)}".strip()

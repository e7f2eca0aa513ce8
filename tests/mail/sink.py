"""A mail server that keeps every mail it was given, and misbehaves as told."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from portal.launch.claims import LOOPBACK, free_port

MARK = re.compile(r"\[\[(\w+)\|([^|\]]+)\|([^|\]]+)\|(\d+)\|(\w+)\]\]")


class Told(NamedTuple):
    """What a mail says that it is about."""

    cause: str
    about: str
    period: str
    days: str
    audience: str


@dataclass(frozen=True)
class Kept:
    """One mail that the server has taken over."""

    at: float
    message_id: str
    recipient: str
    words: tuple[str, ...]
    told: frozenset[Told]


class Misbehavior(NamedTuple):
    """What happens to one mail: an answer to RCPT, a wait, and whether the mail is kept and acknowledged."""

    to_recipient: str = ""
    wait: float = 0.0
    keeps: bool = True
    hangs_up: bool = False


WELL = Misbehavior()


@dataclass
class Sink:
    """Keeps mails; `behave` says for each recipient what goes wrong now."""

    behave: Callable[[str], Misbehavior] = lambda _address: WELL
    kept: list[Kept] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Addresses that were told 5xx."""
    patience: float = 1.0

    def start(self) -> None:
        self.controller = Controller(self, hostname=LOOPBACK, port=free_port(), ready_timeout=30)
        self.controller.start()

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self.controller.port}"

    def clear(self) -> None:
        self.behave = lambda _address: WELL
        self.kept, self.refused = [], set()

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        envelope.misbehavior = self.behave(address)
        answer: str = envelope.misbehavior.to_recipient
        if answer:
            if answer.startswith("5"):
                self.refused.add(address)
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep it first: whoever hangs up while waiting does not know that the mail is there."""
        how: Misbehavior = envelope.misbehavior
        if how.keeps:
            self.kept.append(read(envelope))
        if how.wait:
            await asyncio.sleep(how.wait)
        if how.hangs_up:
            server.transport.abort()
        return "250 OK"


def read(envelope: Any) -> Kept:
    """What the mail says, without what differs between two copies: its date and the borders of its parts."""
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    parts = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
    told = frozenset(Told(*found) for found in MARK.findall(parts[0]))
    return Kept(time.monotonic(), mail["Message-ID"], envelope.rcpt_tos[0], (mail["Subject"], *parts), told)

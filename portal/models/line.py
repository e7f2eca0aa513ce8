"""One connection to the mail server for many mails: opened with the first, and anew after any fault."""

import smtplib
from contextlib import suppress
from typing import Any, Self

from django.core.mail import EmailMultiAlternatives, get_connection

ALL_IS_WELL = 250


class Line:
    """Kept open from mail to mail while a deliverer runs. What goes wrong with one mail leaves nothing to the next."""

    def __init__(self) -> None:
        self.backend: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _fault: object, _where: object) -> None:
        """Every mail is over by now: a server that does not say goodbye changes nothing."""
        if self.backend is not None and kind is None:
            with suppress(OSError):
                self.backend.close()
        self.hang_up()

    def send(self, mail: EmailMultiAlternatives) -> None:
        """Hand the mail over; returns when the server has taken it."""
        try:
            mail.connection = self._open()
            mail.send()
        except (OSError, ValueError):
            self.hang_up()
            raise

    def _open(self) -> Any:
        """A line that answers: a server may have hung up since the last mail, which says nothing of this one."""
        client = getattr(self.backend, "connection", None)
        if client is not None and not answers(client):
            self.hang_up()
        self.backend = self.backend or get_connection()
        self.backend.open()
        return self.backend

    def hang_up(self) -> None:
        """Without a word to the server, which may not be listening."""
        client = getattr(self.backend, "connection", None)
        if client is not None:
            client.close()
        self.backend = None


def answers(client: smtplib.SMTP) -> bool:
    """Whether the server is still there."""
    with suppress(OSError):
        return client.noop()[0] == ALL_IS_WELL
    return False

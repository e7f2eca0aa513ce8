"""One connection to the mail server for many mails, and none of them pays for another's fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail import EmailMultiAlternatives

from portal.launch.claims import free_port
from portal.models.line import Line


class Office:
    """A post office: counts who comes in, keeps what is handed over, and sometimes shuts the door."""

    def __init__(self) -> None:
        self.visitors: set[int] = set()
        self.kept: list[bytes] = []
        self.shuts_after_a_mail = self.says_no = False

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        self.visitors.add(id(server))
        if self.says_no:
            return "450 4.2.1 Mailbox is busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.kept.append(envelope.content)
        if self.shuts_after_a_mail:
            server.loop.call_later(0.05, server.transport.close)
        return "250 OK"


@pytest.fixture
def post_office(settings: Any) -> Iterator[Office]:
    office = Office()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 3
    yield office
    controller.stop()


def a_mail(number: int = 0) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(f"Mail {number}", "Words", to=["somebody@example.test"])


def test_many_mails_take_one_connection(post_office: Office) -> None:
    with Line() as line:
        for number in range(5):
            line.send(a_mail(number))

    assert (len(post_office.kept), len(post_office.visitors)) == (5, 1)


def test_a_server_that_hung_up_since_costs_the_next_mail_nothing(post_office: Office) -> None:
    post_office.shuts_after_a_mail = True
    with Line() as line:
        for number in range(3):
            line.send(a_mail(number))
            line.backend.connection.sock.settimeout(1)
            line.backend.connection.file.peek(1)  # until the server has shut the door

    assert len(post_office.kept) == 3


def test_a_refused_mail_leaves_the_next_one_a_fresh_line(post_office: Office) -> None:
    with Line() as line:
        post_office.says_no = True
        with pytest.raises(OSError, match="busy"):
            line.send(a_mail())
        assert line.backend is None
        post_office.says_no = False
        line.send(a_mail())

    assert len(post_office.kept) == 1


def test_a_server_that_is_away_is_tried_again_with_the_next_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    with Line() as line:
        for _each in range(2):
            with pytest.raises(ConnectionRefusedError):
                line.send(a_mail())


def test_a_server_that_does_not_say_goodbye_undoes_no_mail(
    post_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Line() as line:
        line.send(a_mail())
        monkeypatch.setattr(line.backend, "close", lambda: (_ for _ in ()).throw(TimeoutError("no goodbye")))

    assert len(post_office.kept) == 1

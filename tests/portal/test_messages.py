"""The ledger of mail: never lost, never doubled in effect, read by nobody whom it does not concern."""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import now

from portal.access import DatabaseRole, Role
from portal.launch.claims import free_port
from portal.models import Invitation, Membership, Message, MessageText, recording_at
from portal.models.message import LEASE, MOST_ATTEMPTS, PAUSES, said
from portal.tasks import deliver_messages
from portal.tenancy import acting_as
from tests import make, servers

LATER = make.NOW + timedelta(days=2)


def post(**changes: Any) -> Any:
    facts = {"cause": "TEST", "about": "office:txnd", "period": "2026-11-23", "recipient": "Someone@example.test"}
    words = {"subject": "You are\nasked", "text": "Please answer: /a/secret-link/"}
    return Message.objects.post(**facts | words | changes)


@pytest.fixture
def worker(transactional_db: None, urls: dict[str, str]) -> Iterator[Callable[[], None]]:
    """Call it to become the Celery worker's log-in."""
    yield lambda: servers.log_in(urls["DATABASE_WORKER_URL"])
    servers.log_in(urls["DATABASE_URL"])


def found() -> Message:
    with acting_as(DatabaseRole.JOBS):
        return Message.objects.select_related("words").get()


class Answers:
    """A mail server that answers each recipient, or the text, as told."""

    def __init__(self) -> None:
        self.to_recipient = self.to_text = "250 OK"
        self.kept: list[bytes] = []

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.kept.append(envelope.content)
        return self.to_text


@pytest.fixture
def mail_server(settings: Any) -> Iterator[Answers]:
    answers = Answers()
    controller = Controller(answers, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield answers
    controller.stop()


def test_the_same_reason_is_written_down_once(db):
    with acting_as(DatabaseRole.EOUSA):
        first = post()
        assert post(subject="Other words", recipient="someone@EXAMPLE.test") == first
        assert post(period="2026-11-24") != first
        assert Message.objects.filter(cause="TEST").count() == 2
        assert Message.objects.get(pk=first).subject == "You are asked"


def test_every_mail_calls_the_portal_by_its_one_name(client_of, erin, alma, visitor):
    client_of(erin).post("/people/invite/", {"name": "Nina", "email": "nina@example.test", "role": Role.OARM.value})
    client_of(erin).post(f"/people/{Membership.objects.get(person=alma).pk}/end/")
    for address in (alma.email, "stranger@example.test"):
        visitor.post("/accounts/password/reset/", {"email": address})

    with acting_as(DatabaseRole.EOUSA):
        subjects = {message.recipient: message.subject for message in Message.objects.order_by("created_at")}
        causes = set(Message.objects.values_list("cause", flat=True))
    assert causes == {"INVITATION", "ROLE_CHANGE", "ACCOUNT"}
    assert set(subjects) == {"nina@example.test", alma.email, "stranger@example.test"}
    assert all("Ninety-Four" in subject for subject in subjects.values())


def test_what_invented_history_says_is_kept_and_never_leaves(worker: Callable[[], None]) -> None:
    with acting_as(DatabaseRole.EOUSA), recording_at(make.NOW - timedelta(days=400)):
        post(is_secret=True)
    worker()

    assert Message.objects.claim(at=LATER) is None
    message = found()
    assert (message.state, message.reason) == ("CANCELLED", "Invented history: nothing was sent.")
    assert (message.created_at, message.words.text) == (make.NOW - timedelta(days=400), "")


def test_an_account_mail_is_written_before_anybody_is_bound(db):
    key = post(is_secret=True)

    with acting_as(DatabaseRole.EOUSA_READER):
        assert Message.objects.get().pk == key


def test_an_office_sees_that_its_people_were_told_but_not_the_words(db):
    txnd, nysd = make.office("txnd"), make.office("nysd")
    with acting_as(DatabaseRole.OFFICE, office_id=txnd.pk):
        post(office=txnd)
        assert Message.objects.count() == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            MessageText.objects.get()
    with acting_as(DatabaseRole.OFFICE, office_id=nysd.pk):
        assert not Message.objects.exists()


def test_an_office_cannot_write_in_the_name_of_another(db):
    own, other = make.office("txnd"), make.office("nysd")
    with pytest.raises(ProgrammingError), acting_as(DatabaseRole.OFFICE, office_id=own.pk):
        post(office=other)


def test_a_due_message_is_sent_once_marked_and_its_secret_wiped(worker, settings):
    key = post(is_secret=True)
    worker()

    deliver_messages()
    assert Message.objects.deliver_due(at=LATER) == 0

    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == f"<{key}@{settings.MESSAGE_ID_DOMAIN}>"
    assert sent.to == ["someone@example.test"]
    assert "secret-link" in sent.body
    assert "Demonstration, not a government site" in sent.body
    message = found()
    assert (message.state, message.words.text, message.leased_until) == (Message.State.SENT, "", None)


def test_the_official_site_does_not_call_itself_a_demonstration(worker, settings):
    settings.OFFICIAL_SITE = True
    post()
    worker()

    Message.objects.deliver_due(at=LATER)

    assert "Demonstration" not in mail.outbox[0].body


def test_html_says_what_it_is_too(worker):
    post(html="<p>Please answer</p>")
    worker()

    Message.objects.deliver_due(at=LATER)

    sent: Any = mail.outbox[0]
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert "Demonstration" in html


def test_what_is_not_due_waits(worker):
    post()
    worker()

    assert Message.objects.deliver_due(at=make.NOW - timedelta(days=900)) == 0


def test_killed_between_sending_and_marking_it_leaves_again_with_the_same_id_and_words(worker, monkeypatch):
    post(is_secret=True)
    worker()

    def killed(*_args: Any, **_facts: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Message, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            Message.objects.deliver_due(at=LATER)
    assert found().state == Message.State.SENDING
    assert Message.objects.deliver_due(at=LATER + LEASE / 2) == 0, "the lease protects it"

    Message.objects.deliver_due(at=LATER + LEASE)

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.body == second.body
    assert found().state == Message.State.SENT


def test_killed_before_sending_loses_nothing(worker):
    post()
    worker()
    Message.objects.claim(at=LATER)

    Message.objects.deliver_due(at=LATER + LEASE)

    assert len(mail.outbox) == 1


def test_a_message_that_kills_its_deliverer_every_time_is_given_up(worker):
    post()
    worker()
    at = LATER
    for _attempt in range(MOST_ATTEMPTS):
        assert Message.objects.claim(at=at)
        at += LEASE

    Message.objects.deliver_due(at=at)

    message = found()
    assert (message.state, mail.outbox) == (Message.State.FAILED, [])
    assert "Given up" in message.reason


def test_the_mail_of_a_withdrawn_invitation_is_not_sent(worker):
    by, office = make.member("Lena Hart", Role.LEADERSHIP, office="txnd"), make.office("txnd")
    with acting_as(DatabaseRole.EOUSA):
        for name in ("Stays", "Goes"):
            offered = Invitation.objects.offer(
                name=name, email=f"{name}@example.test", role=Role.STAFF, office=office, organization=None,
                by=by, acting=Role.LEADERSHIP, at=now(),
            )  # fmt: skip
        offered.withdraw(at=now())
    worker()

    Message.objects.deliver_due(at=now())

    assert [sent.to for sent in mail.outbox] == [["stays@example.test"]]
    with acting_as(DatabaseRole.JOBS):
        assert Message.objects.get(recipient="goes@example.test").state == Message.State.CANCELLED


def test_two_deliverers_never_hold_the_same_message(worker):
    post()
    worker()

    assert Message.objects.claim(at=LATER)
    assert Message.objects.claim(at=LATER) is None


def test_a_deliverer_that_was_overtaken_marks_nothing(worker):
    post()
    worker()
    slow = Message.objects.claim(at=LATER)
    Message.objects.claim(at=LATER + LEASE)

    assert slow
    slow.deliver(at=LATER)

    assert found().state == Message.State.SENDING


def test_a_recipient_who_does_not_exist_fails_at_once(worker, mail_server):
    post(is_secret=True)
    worker()
    mail_server.to_recipient = "550 5.1.1 No such user"

    Message.objects.deliver_due(at=LATER)

    message = found()
    assert (message.state, message.attempts, message.words.text) == (Message.State.FAILED, 1, "")
    assert message.reason == "550 5.1.1 No such user"


@pytest.mark.parametrize("where", ["to_recipient", "to_text"])
def test_a_server_that_asks_for_patience_gets_it(worker, mail_server, where):
    post()
    worker()
    setattr(mail_server, where, "451 4.7.1 Greylisted")
    at = LATER
    for pause in PAUSES:
        assert Message.objects.deliver_due(at=at) == 1
        message = found()
        assert (message.state, message.due_at) == (Message.State.PENDING, at + pause)
        assert "451 4.7.1 Greylisted" in message.reason
        at = message.due_at

    Message.objects.deliver_due(at=at)

    assert (found().state, found().attempts) == (Message.State.FAILED, MOST_ATTEMPTS)


def test_a_server_that_comes_back_gets_the_mail(worker, mail_server):
    key = post()
    worker()
    mail_server.to_recipient = "421 4.3.2 Shutting down"
    Message.objects.deliver_due(at=LATER)
    mail_server.to_recipient = "250 OK"

    Message.objects.deliver_due(at=LATER + PAUSES[0])

    assert found().state == Message.State.SENT
    assert f"Message-ID: <{key}@".encode() in mail_server.kept[0]


def test_without_a_mail_server_the_message_waits(worker, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    post()
    worker()

    Message.objects.deliver_due(at=LATER)

    message = found()
    assert message.state == Message.State.PENDING
    assert "ConnectionRefusedError" in message.reason


def test_a_mail_that_cannot_be_written_fails_at_once(worker, monkeypatch):
    post()
    worker()

    def broken(_self: Message) -> None:
        raise ValueError("Header values can't contain newlines")

    monkeypatch.setattr(Message, "as_mail", broken)
    Message.objects.deliver_due(at=LATER)

    assert found().state == Message.State.FAILED


def test_a_fault_keeps_to_one_line_that_fits():
    assert len(said(OSError("x" * 1000))) == 300


def test_the_list_shows_who_was_told_and_never_what(client_of, lena, erin, otis):
    txnd = make.office("txnd")
    with acting_as(DatabaseRole.EOUSA):
        post(office=txnd, person=lena, recipient=lena.email)
    for reader in (lena, erin):
        shown = client_of(reader).get("/messages/").content.decode()
        assert lena.name in shown
        assert "waiting" in shown
        assert "secret-link" not in shown
    assert lena.name not in client_of(otis).get("/messages/").content.decode()


def test_the_list_names_who_was_invited_and_has_no_account_yet(client_of, lena, erin, otis):
    typed = {"name": "Nina New", "email": "Nina@example.test", "role": Role.STAFF.value}
    client_of(lena).post("/people/invite/", typed)
    with acting_as(DatabaseRole.EOUSA):
        post(recipient="stranger@example.test")

    for reader in (lena, erin):
        lines = client_of(reader).get("/messages/?format=csv").content.decode().splitlines()
        rows = {(row["recipient"], row["name"], row["cause"], row["office"]) for row in csv.DictReader(lines)}
        assert ("nina@example.test", "Nina New", "An invitation to Ninety-Four", "N.D. Tex.") in rows
    assert ("stranger@example.test", "") in {row[:2] for row in rows}
    assert "nina@example.test" not in client_of(otis).get("/messages/").content.decode()


def test_the_list_is_downloaded_as_it_is_shown(client_of, erin):
    with acting_as(DatabaseRole.EOUSA):
        post()
    answer = client_of(erin).get("/messages/?format=csv&state=PENDING")

    assert answer["Content-Type"].startswith("text/csv")
    assert b"someone@example.test" in answer.content
    assert b"someone@example.test" not in client_of(erin).get("/messages/?format=csv&state=SENT").content


def test_neither_a_visitor_nor_a_partner_reads_the_list(client_of, visitor, pia):
    assert visitor.get("/messages/").status_code == 302
    assert client_of(pia).get("/messages/").status_code == 403


def test_an_unknown_state_in_the_address_is_no_fault(client_of, erin):
    assert client_of(erin).get("/messages/?state=banana").status_code == 200


def test_a_made_up_page_of_the_list_says_so(client_of, erin):
    answer = client_of(erin).get("/messages/?page=banana")
    assert answer.status_code == 400
    assert "Start again from the first page" in answer.content.decode()


def test_the_worker_reaches_nothing_but_what_jobs_need(worker):
    worker()
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT password FROM portal_user")

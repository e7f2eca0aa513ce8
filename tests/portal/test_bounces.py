"""What mail servers send back: read as they write it, entered once, and the ladder climbs.

The notes have the shapes of the servers named; people, servers and addresses in them are invented.
"""

import io
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as Mail
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from portal.access import DatabaseRole, Role
from portal.bounces import mails, notes
from portal.models import Message, Suppression, plan
from portal.tenancy import acting_as
from tests import make, servers

KEY = "3f0c2b7e-5a1d-4c9e-8b67-0123456789ab"
SENT_TO = "lena.hart@example.test"

POSTFIX = """\
Return-Path: <>
Date: Tue, 24 Nov 2026 08:00:09 -0500 (EST)
From: MAILER-DAEMON@mx1.example.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ninety-four@example.test
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Cx1Zk0TQlz3wB.1795525209/mx1.example.test"
Message-Id: <20261124130009.9A7F2C0031@mx1.example.test>

This is a MIME-encapsulated message.

--4Cx1Zk0TQlz3wB.1795525209/mx1.example.test
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

--4Cx1Zk0TQlz3wB.1795525209/mx1.example.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx1.example.test
X-Postfix-Queue-ID: 4Cx1Zk0TQlz3wB
X-Postfix-Sender: rfc822; ninety-four@example.test
Arrival-Date: Tue, 24 Nov 2026 08:00:08 -0500 (EST)

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.test
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address rejected:
    User unknown in virtual mailbox table

--4Cx1Zk0TQlz3wB.1795525209/mx1.example.test
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Return-Path: <ninety-four@example.test>
Received: from portal.example.test (portal.example.test [192.0.2.4])
\tby mx1.example.test (Postfix) with ESMTP id 4Cx1Zk0TQlz3wB
Subject: Ninety-Four: 1 thing needs you
From: ninety-four@example.test
To: {recipient}
Message-ID: <{key}@ninety-four.example>

--4Cx1Zk0TQlz3wB.1795525209/mx1.example.test--
"""
EXCHANGE = """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.test>
To: <ninety-four@example.test>
Date: Tue, 24 Nov 2026 13:00:11 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="b94f36a0-2c6a-4f0e-9d0a-6b41"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <6b2f1f52-9b0e-4d0e-a4a8-2f6f3a0d94aa@MWH001.example.test>
In-Reply-To: <{key}@ninety-four.example>
References: <{key}@ninety-four.example>
Subject: Undeliverable: Ninety-Four: 1 thing needs you
Auto-Submitted: auto-replied
MIME-Version: 1.0

--b94f36a0-2c6a-4f0e-9d0a-6b41
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="inner-b94f"

--inner-b94f
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message couldn't be delivered. The e-mail address wasn't found=
 at example.test.

--inner-b94f
Content-Type: text/html; charset="us-ascii"

<html><body><p>Your message couldn't be delivered.</p></body></html>

--inner-b94f--

--b94f36a0-2c6a-4f0e-9d0a-6b41
Content-Type: message/delivery-status

Reporting-MTA: dns;MWH001.example.test
Received-From-MTA: dns;portal.example.test
Arrival-Date: Tue, 24 Nov 2026 13:00:10 +0000

Final-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: {recipient}

--b94f36a0-2c6a-4f0e-9d0a-6b41
Content-Type: message/rfc822

Received: from portal.example.test (192.0.2.4) by MWH001.example.test
From: <ninety-four@example.test>
To: <{recipient}>
Subject: Ninety-Four: 1 thing needs you
Message-ID: <{key}@ninety-four.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="theirs"

--theirs
Content-Type: text/plain; charset="utf-8"

The office has no specialist.
--theirs--

--b94f36a0-2c6a-4f0e-9d0a-6b41--
"""
GMAIL = """\
Return-Path: <>
To: ninety-four@example.test
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Content-Type: multipart/report; boundary="00000000000054f0c105b94"; report-type=delivery-status
Message-ID: <5fbd0c4a.1c69fb81.94.GMR@mx.google.com>
Date: Tue, 24 Nov 2026 05:00:10 -0800 (PST)
Auto-Submitted: auto-replied
X-Failed-Recipients: {recipient}
Subject: Delivery Status Notification (Failure)

--00000000000054f0c105b94
Content-Type: multipart/related; boundary="00000000000054f8ef05b94"

--00000000000054f8ef05b94
Content-Type: multipart/alternative; boundary="00000000000054f8f805b94"

--00000000000054f8f805b94
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--00000000000054f8f805b94--
--00000000000054f8ef05b94--
--00000000000054f0c105b94
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Tue, 24 Nov 2026 05:00:09 -0800 (PST)
X-Original-Message-ID: <{key}@ninety-four.example>

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; aspmx.l.google.com. (192.0.2.26, the server for the domain example.test.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. gsmtp
Last-Attempt-Date: Tue, 24 Nov 2026 05:00:10 -0800 (PST)

--00000000000054f0c105b94
Content-Type: message/rfc822

Received: by 2002:a05:6a10:9494 with SMTP id x; Tue, 24 Nov 2026 05:00:09 -0800 (PST)
From: ninety-four@example.test
To: {recipient}
Message-ID: <{key}@ninety-four.example>
Subject: Ninety-Four: 1 thing needs you

The office has no specialist.
--00000000000054f0c105b94--
"""
SHAPES = {"Postfix": POSTFIX, "Exchange": EXCHANGE, "Gmail": GMAIL}
SAID = {
    "Postfix": f"550 5.1.1 <{SENT_TO}>: Recipient address rejected: User unknown in virtual mailbox table",
    "Exchange": "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    "Gmail": "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking"
    " the recipient's email address for typos or 550 5.1.1 unnecessary spaces. gsmtp",
}


def returned(
    shape: str = POSTFIX, *, key: Any = KEY, recipient: str = SENT_TO, action: str = "failed", status: str = "5.1.1"
) -> bytes:
    return shape.format(key=key, recipient=recipient, action=action, status=status).encode()


# --- read --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("server", SHAPES)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_note_is_read_as_its_server_writes_it(server, line_end):
    [note] = notes(returned(SHAPES[server]).replace(b"\n", line_end))

    assert (str(note.key), note.domain, note.recipients) == (KEY, "ninety-four.example", {SENT_TO})
    assert (note.action, note.status, note.said) == ("failed", "5.1.1", SAID[server])
    assert (note.is_final, note.is_of_the_address) == (True, True)


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", (True, True)),
        ("Failed", "5.7.1 (delivery not authorized)", (True, True)),
        ("failed", "4.4.7", (True, False)),
        ("delayed", "4.4.1", (False, False)),
        ("delivered", "2.0.0", (False, False)),
        ("relayed", "2.0.0", (False, False)),
    ],
)
def test_only_a_failure_is_final_and_only_5xx_is_of_the_address(action, status, expected):
    [note] = notes(returned(action=action, status=status))

    assert (note.is_final, note.is_of_the_address) == expected


def test_a_note_about_two_recipients_is_two():
    both = returned().replace(
        b"Diagnostic-Code: smtp;",
        b"X-Note: x\n\nFinal-Recipient: rfc822; OTHER@Example.test\nAction: delayed\nX-Said:",
        1,
    )

    assert [(sorted(n.recipients), n.action) for n in notes(both)] == [
        ([SENT_TO], "failed"),
        (["other@example.test"], "delayed"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: Out of office\n\nI am away until Monday.\n",
        returned().replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        returned().replace(b"multipart/report", b"multipart/mixed"),
        returned().replace(KEY.encode(), b"CAB94.someone-elses-mail"),
        returned().replace(b"message/delivery-status", b"text/plain"),
        returned().replace(b"Content-Type: text/rfc822-headers", b"Content-Type: text/plain"),
        returned()[:900],
    ],
    ids=["empty", "garbage", "vacation", "receipt", "mixed", "foreign", "no status", "no headers", "cut"],
)
def test_what_is_no_note_about_our_mail_is_none(data):
    assert notes(data) == []


def test_an_mbox_is_taken_apart_at_its_separators_only():
    note = returned(GMAIL)
    box = b"".join(b"From MAILER-DAEMON Tue Nov 24 08:00:09 2026\n%s\n\n" % mail for mail in (note, note, note))
    line = b"Subject: x\n\nFrom here on it was 10:00\n\nFrom nobody\n"

    assert [len(notes(mail)) for mail in mails(box)] == [1, 1, 1]
    assert mails(note) == [note]
    assert len(mails(b"From a Tue Nov 24 08:00:09 2026\n" + line)) == 1
    assert mails(b" \n") == []


# --- recorded ----------------------------------------------------------------------------------------------------
@pytest.fixture
def office(transactional_db: None, urls: dict[str, str], erin: Any) -> Iterator[Callable[[int], Any]]:
    """N.D. Tex., silent from today on, its ladder begun, its one staffing contact told. Gives how days go by."""
    make.staff_contact(post="STAFFING_MAILBOX", name="", email="Staffing@example.test")
    make.staff_contact(post="US_ATTORNEY", name="Lena Hart", email=SENT_TO)
    make.asking(asked_on=make.DAY, ladder_on=make.DAY)
    servers.log_in(urls["DATABASE_WORKER_URL"])

    def live(days: int) -> list[tuple[int, str, str]]:
        at = make.NOW + timedelta(days=days)
        plan(at=at)
        Message.objects.deliver_due(at=at)
        plan(at=at)
        return reminders()

    yield live
    servers.log_in(urls["DATABASE_URL"])


def reminders() -> list[tuple[int, str, str]]:
    """Rung, recipient, state."""
    with acting_as(DatabaseRole.JOBS):
        rows = Message.objects.reminders().filter(cause="SILENT").order_by("rung", "recipient")
        return [(row.rung, row.recipient, row.state) for row in rows]


def last_mail() -> Any:
    """The key of the newest mail that left for the mailbox."""
    newest = next(one for one in reversed(mail.outbox) if one.to == ["staffing@example.test"])
    found: Mail = message_from_bytes(newest.message().as_bytes())
    return str(found["Message-ID"]).strip("<>").partition("@")[0]


def record(*sent_back: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Feed the command on standard input; its code, and what it says."""
    box = b"".join(b"From MAILER-DAEMON Tue Nov 24 08:00:09 2026\n%s\n\n" % one for one in sent_back)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(box)))
    out = io.StringIO()
    try:
        call_command("record_bounce", stdout=out, stderr=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def suppressed() -> dict[str, str]:
    with acting_as(DatabaseRole.JOBS):
        return dict(Suppression.objects.in_force().values_list("address", "reason"))


def test_a_returned_mail_makes_the_ladder_climb_at_once(office, monkeypatch):
    assert office(0) == [(0, "staffing@example.test", "SENT")]

    code, said = record(returned(EXCHANGE, key=last_mail(), recipient="Staffing@example.test"), monkeypatch=monkeypatch)

    assert (code, said.count("recorded")) == (0, 1)
    assert "staffing" not in said.lower()
    assert suppressed() == {"staffing@example.test": f"Returned: {SAID['Exchange']}"}
    assert reminders() == [(0, "staffing@example.test", "FAILED")]
    assert office(1)[:2] == [(0, "staffing@example.test", "FAILED"), (1, SENT_TO, "SENT")]
    assert SENT_TO in [one.to[0] for one in mail.outbox]


def test_of_a_private_mail_no_address_enters_the_list_that_eousa_reads(office, monkeypatch):
    office(0)
    with acting_as(DatabaseRole.JOBS):
        Message.objects.filter(recipient="staffing@example.test").update(is_private=True)
    record(returned(key=last_mail(), recipient="staffing@example.test"), monkeypatch=monkeypatch)

    assert reminders()[0][2] == "FAILED"
    assert suppressed() == {}


def test_a_private_mail_that_the_server_refuses_at_once_names_no_address_either(office):
    office(0)
    refused = SMTPRecipientsRefused({"staffing@example.test": (550, b"No such user")})
    with acting_as(DatabaseRole.JOBS):
        row = Message.objects.filter(recipient="staffing@example.test", digest=None).get()
    for is_private, expected in ((True, set()), (False, {"staffing@example.test"})):
        row.is_private = is_private
        row._not_sent(refused, at=make.NOW)
        assert set(suppressed()) == expected


def test_the_mail_and_its_reminders_say_why(office, monkeypatch):
    office(0)
    record(returned(key=last_mail(), recipient="staffing@example.test"), monkeypatch=monkeypatch)

    with acting_as(DatabaseRole.JOBS):
        rows = list(Message.objects.filter(recipient="staffing@example.test"))
    assert len(rows) == 2
    assert {row.state for row in rows} == {"FAILED"}
    assert {row.reason for row in rows} == {suppressed()["staffing@example.test"]}


def test_the_same_note_twice_is_recorded_once_and_never_undoes_what_eousa_decided(office, erin, urls, monkeypatch):
    office(0)
    note = returned(key=last_mail(), recipient="staffing@example.test")
    record(note, monkeypatch=monkeypatch)
    servers.log_in(urls["DATABASE_URL"])
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        Suppression.objects.get().lift(by=erin, at=make.NOW)
    servers.log_in(urls["DATABASE_WORKER_URL"])

    code, said = record(note, note, monkeypatch=monkeypatch)

    assert (code, said.count("nothing was changed")) == (0, 2)
    assert suppressed() == {}


def test_a_delay_is_noted_and_changes_nothing(office, monkeypatch):
    before = office(0)
    note = returned(key=last_mail(), recipient="staffing@example.test", action="delayed", status="4.4.1")

    code, said = record(note, monkeypatch=monkeypatch)

    assert (code, said.endswith("delayed 4.4.1: noted, nothing was changed.\n")) == (0, True)
    assert (reminders(), suppressed()) == (before, {})


def test_a_mail_given_up_after_delays_has_failed_but_its_address_still_counts(office, monkeypatch):
    office(0)

    record(returned(key=last_mail(), recipient="staffing@example.test", status="4.4.7"), monkeypatch=monkeypatch)

    assert (reminders(), suppressed()) == ([(0, "staffing@example.test", "FAILED")], {})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"recipient": SENT_TO}, "another address"),
        ({"key": uuid4(), "recipient": "staffing@example.test"}, "has the Message-ID"),
    ],
    ids=["forged", "unknown"],
)
def test_a_note_that_fits_no_mail_is_refused(office, monkeypatch, changes, why):
    before = office(0)

    code, said = record(returned(**{"key": last_mail()} | changes), monkeypatch=monkeypatch)

    assert (code, why in said, "Nothing was changed." in said) == (1, True, True)
    assert (reminders(), suppressed()) == (before, {})


def test_a_note_with_the_key_of_another_domain_is_refused(office, monkeypatch):
    before = office(0)
    note = returned(key=last_mail(), recipient="staffing@example.test").replace(
        b"ninety-four.example", b"other.example"
    )

    assert record(note, monkeypatch=monkeypatch)[0] == 1
    assert reminders() == before


def test_a_mail_that_has_not_left_cannot_come_back(office, monkeypatch):
    plan(at=make.NOW)
    with acting_as(DatabaseRole.JOBS):
        waits = Message.objects.get(cause="DIGEST", recipient="staffing@example.test")

    assert record(returned(key=waits.pk, recipient=waits.recipient), monkeypatch=monkeypatch)[0] == 1
    assert reminders() == [(0, "staffing@example.test", "PENDING")]


def test_of_several_mails_the_good_ones_are_taken_and_the_code_tells_of_the_others(office, monkeypatch):
    office(0)
    good = returned(key=last_mail(), recipient="staffing@example.test")

    code, said = record(b"Subject: Away\n\nBack on Monday.", good, monkeypatch=monkeypatch)

    assert (code, "no delivery-status note" in said) == (1, True)
    assert reminders() == [(0, "staffing@example.test", "FAILED")]


def test_a_single_mail_that_is_no_digest_fails_too(single_mail, monkeypatch):
    key = single_mail

    assert record(returned(GMAIL, key=key, recipient="nina@example.test"), monkeypatch=monkeypatch)[0] == 0
    with acting_as(DatabaseRole.JOBS):
        assert Message.objects.get(pk=key).state == "FAILED"
    assert set(suppressed()) == {"nina@example.test"}


@pytest.fixture
def single_mail(transactional_db: None, urls: dict[str, str], erin: Any) -> Iterator[Any]:
    """The key of a mail that was sent."""
    facts: dict[str, Any] = {"cause": "TEST", "about": "nothing:1", "period": "once", "recipient": "nina@example.test"}
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        key = Message.objects.post(subject="Come in", text="Here", **facts)
    servers.log_in(urls["DATABASE_WORKER_URL"])
    Message.objects.deliver_due(at=make.NOW + timedelta(days=9000))
    yield key
    servers.log_in(urls["DATABASE_URL"])


def test_a_folder_an_mbox_and_a_file_are_read(office, tmp_path):
    office(0)
    note = returned(key=last_mail(), recipient="staffing@example.test")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "1.eml").write_bytes(note)
    (tmp_path / "folder" / "read.me").write_bytes(b"no mail")
    (tmp_path / "box").write_bytes(b"From x Tue Nov 24 08:00:09 2026\n" + note)
    out = io.StringIO()

    call_command("record_bounce", str(tmp_path / "folder"), str(tmp_path / "box"), stdout=out)

    assert [line.rpartition(": ")[2] for line in out.getvalue().splitlines()] == [
        "recorded.",
        "noted, nothing was changed.",
    ]


def test_what_is_not_there_is_said(office, tmp_path):
    with pytest.raises(CommandError, match="There is no"):
        call_command("record_bounce", str(tmp_path / "nothing"))
    with pytest.raises(CommandError, match="no mail"):
        call_command("record_bounce", str(tmp_path))


def test_an_account_of_the_address_is_no_way_around(office, urls, monkeypatch):
    """A person whose address is refused counts as nobody, whatever roles they hold."""
    servers.log_in(urls["DATABASE_URL"])
    olga = make.member("Olga Brandt", Role.OFFICER, office="txnd")
    servers.log_in(urls["DATABASE_WORKER_URL"])
    office(0)
    both = {one.to[0]: str(one.extra_headers["Message-ID"]).strip("<>").partition("@")[0] for one in mail.outbox}
    both = {to: both[to] for to in ("staffing@example.test", olga.email)}

    record(*[returned(key=key, recipient=to) for to, key in both.items()], monkeypatch=monkeypatch)

    assert (1, SENT_TO, "SENT") in office(1)

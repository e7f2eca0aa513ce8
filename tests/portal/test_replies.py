"""The link in a reminder: looking changes nothing, a press writes one plain word, and none of it is an answer."""

import re
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail, signing
from django.db import ProgrammingError
from django.test import Client
from django.utils import timezone

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import (
    IN_OWN_WORDS,
    AccessEvent,
    AuditEvent,
    Information,
    Message,
    Preference,
    ReplyLink,
    Suppression,
    plan,
    reply_of,
)  # fmt: skip
from portal.models.reply_links import OPEN_FOR, SALT, reply_url
from portal.tenancy import acting_as
from specialists.coverage import Answer as Coverage
from specialists.models import Answer, StaffContact
from specialists.nation import coverage_on
from tests import make, servers
from tests.reading import text

STAFF = "staffing.txnd@example.test"


@pytest.fixture
def worker(transactional_db, urls):
    """Call it to become the Celery worker's log-in."""
    yield lambda: servers.log_in(urls["DATABASE_WORKER_URL"])
    servers.log_in(urls["DATABASE_URL"])


@pytest.fixture
def told(worker, urls):
    """The reminder to the mailbox of a silent office that EOUSA has begun to remind, as it was mailed this morning."""
    with time_machine.travel(make.NOW, tick=False):
        make.staff_contact("txnd", post="STAFFING_MAILBOX", name="", email=STAFF)
        make.asking("txnd", asked_on=make.DAY, ladder_on=make.DAY)
        worker()
        plan(at=make.NOW)
        Message.objects.deliver_due(at=make.NOW)
        servers.log_in(urls["DATABASE_URL"])
        yield row()


def row(**narrowed):
    with acting_as(DatabaseRole.EOUSA):
        return Message.objects.reminders().select_related("office").get(**{"recipient": STAFF} | narrowed)


def links():
    """The addresses in the mail, by what they say."""
    return {
        label: urlsplit(url).path
        for label, url in re.findall(r"^- (.+):\n +(\S+/r/\S+)$", str(mail.outbox[0].body), re.MULTILINE)
    }


def said(code):
    return str(IN_OWN_WORDS[code])


@pytest.fixture
def hiring(told):
    return links()[said("HIRING")]


def events():
    with acting_as(DatabaseRole.EOUSA):
        return AuditEvent.objects.count()


def test_the_mail_offers_what_can_be_said_without_a_password(told):
    assert set(links()) == {said(code) for code in Message.Reply.values}


def test_a_scanner_that_opens_the_link_changes_nothing(hiring, visitor):
    before = events()
    for method in ("get", "head", "get"):
        assert getattr(visitor, method)(hiring).status_code == 200

    page = text(visitor.get(hiring))
    assert events() == before
    assert not row().replied_with
    assert "N.D. Tex.: No specialist and no answer" in page
    assert "You were reminded on Nov. 23, 2026 because the office has no domestic violence specialist" in page
    assert f"You answer as {STAFF}" in page
    assert f">{said('HIRING')}</button>" in page
    assert "It is not the office’s answer and changes no coverage" in page
    assert "the next to be reminded is, on Dec. 8, 2026: the US Attorney and the First Assistant." in page


def test_one_press_is_written_down_and_says_what_comes_next(hiring, visitor):
    done = visitor.post(hiring, follow=True)

    page = text(done)
    assert done.status_code == 200
    assert "Recorded. You may close this page." in page
    assert f"“{said('HIRING')}” was said by this mail on Nov. 23, 2026." in page
    assert "Dec. 8, 2026" in page
    assert "<button" not in page.partition("<main")[2].partition("</main")[0]
    assert (row().replied_with, row().replied_at) == ("HIRING", make.NOW)
    with acting_as(DatabaseRole.EOUSA_READER):
        (kept,) = AccessEvent.objects.filter(kind="LINK")
    assert kept.detail == {"person_id": None, "office_id": row().office_id, "what": "HIRING", "message": str(row().pk)}
    assert kept.office_id == row().office_id
    before = events()
    assert visitor.post(hiring).status_code == 410
    assert events() == before


def test_it_changes_no_coverage_and_the_reminders_go_on(hiring, visitor, worker):
    visitor.post(hiring)

    with acting_as(DatabaseRole.EOUSA):
        office = row().office_id
        standing = coverage_on(make.DAY, timezone.now()).standings[office]
        assert not Answer.objects.filter(office=office).exists()
    assert standing.answer is Coverage.SILENT
    worker()
    plan(at=make.NOW + timedelta(days=15))
    with acting_as(DatabaseRole.JOBS):
        assert Message.objects.reminders().filter(rung__gt=0).exists()


def test_the_last_word_counts(told, visitor):
    visitor.post(links()[said("ACKNOWLEDGED")])
    page = text(visitor.get(links()[said("HIRING")]))
    assert f"“{said('ACKNOWLEDGED')}” was said by this mail" in page

    visitor.post(links()[said("HIRING")])

    assert row().replied_with == "HIRING"


def test_the_wrong_person_is_written_to_no_more_and_the_next_in_line_is_told_at_once(told, visitor, worker, lena):
    link = links()[said("NOT_ME")]
    assert "EOUSA is told that this address is the wrong one" in text(visitor.get(link))

    visitor.post(link)
    worker()
    plan(at=make.NOW + timedelta(minutes=10))

    with acting_as(DatabaseRole.JOBS):
        assert Suppression.objects.addresses() == {STAFF}
        assert list(Message.objects.reminders().filter(recipient=lena.email).values_list("rung", "due_on")) == [
            (1, make.DAY)
        ]


@pytest.mark.parametrize("key", ["none-such", "WyJ4Il0:1abc:forged", "a" * 4000, "…"])
def test_a_made_up_link_is_a_missing_page(key, told, visitor):
    before = events()

    assert visitor.get(f"/r/{key}/").status_code == 404
    assert visitor.post(f"/r/{key}/").status_code == 404
    assert events() == before


def test_a_changed_letter_of_a_link_opens_nothing(hiring, visitor):
    key = hiring.split("/")[2]
    for place in range(0, len(key), 7):
        other = "A" if key[place] != "A" else "B"
        changed = key[:place] + other + key[place + 1 :]
        assert visitor.post(f"/r/{changed}/").status_code == 404, place

    assert not row().replied_with


def test_a_key_for_something_else_opens_nothing(told, visitor):
    key = signing.dumps([row().pk.hex, "HIRING", row().office_id, False], salt="another purpose")

    assert visitor.get(f"/r/{key}/").status_code == 404


def test_the_reminder_of_one_office_is_not_found_with_the_rights_of_another(told, visitor):
    key = signing.dumps([row().pk.hex, "HIRING", make.office("nysd").pk, False], salt=SALT)

    assert visitor.post(f"/r/{key}/").status_code == 404
    assert not row().replied_with


def test_an_old_link_says_so(hiring, visitor):
    with time_machine.travel(make.NOW + OPEN_FOR - timedelta(minutes=1), tick=False):
        assert visitor.get(hiring).status_code == 200
    with time_machine.travel(make.NOW + OPEN_FOR + timedelta(minutes=1), tick=False):
        late = visitor.post(hiring)
        assert late.status_code == 410
        assert "This link has expired: it worked for 30 days." in text(late)

    assert not row().replied_with


def test_a_link_whose_reason_has_gone_says_so_and_offers_nothing_more(hiring, visitor):
    make.appointment("txnd", starts_on=make.DAY)

    for method in ("get", "post"):
        over = getattr(visitor, method)(hiring)
        page = text(over).partition("<main")[2].partition("</main")[0]
        assert over.status_code == 410
        assert "the reason for this reminder has gone" in page
        assert "because the office has no domestic violence specialist on record" in page
        assert "Nothing more comes: the reason for the reminder has gone." in page
        assert not re.search("<button|Sign in to answer|everybody", page)
    assert not row().replied_with


def test_when_everybody_was_told_the_page_says_that_and_not_that_the_reason_has_gone(hiring, visitor):
    with patch("portal.views.replies.coming", return_value=[]):
        page = text(visitor.get(hiring))

    assert "Nothing more comes: everybody whom these reminders tell was told." in page
    assert "has gone" not in page


def test_who_is_named_on_the_roster_answers_by_that_name_and_reads_whom_to_ask(hiring, visitor, erin):
    with acting_as(DatabaseRole.EOUSA):
        StaffContact.objects.enter(
            office=make.office(), post="STAFFING_MAILBOX", name="Ivan Tate", email=STAFF.title(), by=erin
        )
    make.desk("txnd", erin)

    page = text(visitor.get(hiring))

    assert f"You answer as Ivan Tate ({STAFF}), to whom" in page
    assert f"write to Erin Cole, EOUSA’s desk officer for the office ({erin.email})." in page
    assert "before its day" not in page


def test_the_page_says_that_a_reminder_was_sent_before_its_day(hiring, visitor, worker, urls, erin):
    worker()
    with acting_as(DatabaseRole.JOBS):
        Message.objects.reminders().update(decided_by=erin, due_on=make.DAY + timedelta(days=3))
    servers.log_in(urls["DATABASE_URL"])

    assert "sent before its day, which is Nov. 26, 2026." in text(visitor.get(hiring))


def test_a_reminder_that_was_not_sent_cannot_be_answered(hiring, visitor, worker, urls):
    worker()
    with acting_as(DatabaseRole.JOBS):
        Message.objects.reminders().update(state=Message.State.CANCELLED)
    servers.log_in(urls["DATABASE_URL"])

    assert visitor.post(hiring).status_code == 410
    with acting_as(DatabaseRole.OFFICE, office_id=told_office()), pytest.raises(Refused):
        Message.objects.reminders().get().reply("HIRING", at=make.NOW)


def told_office():
    return make.office("txnd").pk


def test_a_confidential_reminder_is_answered_with_the_rights_of_the_heads(told, visitor, worker, urls):
    worker()
    with acting_as(DatabaseRole.JOBS):
        Message.objects.reminders().update(is_confidential=True)
    servers.log_in(urls["DATABASE_URL"])
    item = row()

    assert visitor.post(links()[said("HIRING")]).status_code == 404, "that link was made when it was no secret"
    assert visitor.post(urlsplit(reply_url(item, "HIRING")).path).status_code == 302
    assert row().replied_with == "HIRING"


def test_a_second_browser_without_the_form_cannot_press(hiring):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(hiring).status_code == 403
    assert not row().replied_with


def test_nobody_unbound_reads_or_answers_a_reminder(told):
    with pytest.raises(ProgrammingError, match="permission denied"):
        Message.objects.reminders().exists()


def test_the_key_names_what_it_does_and_nothing_personal(told):
    item = row()
    key = reply_url(item, "NOT_ME").split("/")[-2]

    assert reply_of(key) == ReplyLink(item.pk, "NOT_ME", item.office_id, is_confidential=False)
    assert STAFF not in signing.b64_decode(key.split(":")[0].encode()).decode(errors="replace")
    assert len(key) < 160


def test_the_trail_does_not_keep_the_key(hiring, visitor):
    visitor.post(hiring)

    with acting_as(DatabaseRole.EOUSA_READER):
        assert [event.path for event in AccessEvent.objects.filter(kind="LINK")] == ["/r/…/"]


# --- how often -----------------------------------------------------------------------------------------------------
def test_how_often_is_chosen_on_the_own_page(client_of, lena):
    client = client_of(lena)
    page = text(client.get("/account/"))
    assert 'id="how-often"' in page
    assert re.search(r'value="WEEKLY"[^>]*checked', page)

    done = client.post("/account/", {"information": "NEVER"}, follow=True)

    assert "Saved. From the next mail on." in text(done)
    assert re.search(r'value="NEVER"[^>]*checked', text(done))
    with acting_as(DatabaseRole.OFFICE, person_id=lena.pk):
        assert Preference.objects.get().information == Information.NEVER
    wrong = client.post("/account/", {"information": "HOURLY"})
    assert wrong.status_code == 422
    assert "HOURLY is not one of the available choices" in text(wrong)


def test_who_is_told_no_news_has_nothing_to_choose(client_of, pia, opal):
    for person in (pia, opal):
        assert "how-often" not in text(client_of(person).get("/account/"))
        client_of(person).post("/account/", {"information": "DAILY"})
        with acting_as(DatabaseRole.EOUSA, person_id=person.pk):
            assert not Preference.objects.exists()

"""The link in the mail of a directive: looking changes nothing, it acts once, for its own office, and says who did."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError
from django.test import Client
from django.utils import timezone

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import AccessEvent, AuditEvent, Message, MessageText
from portal.tenancy import acting_as
from specialists.models import Answer, AnswerLink, Vacancy
from tests import make, servers
from tests.reading import text
from tests.specialists import directives

pytestmark = pytest.mark.django_db
ACKNOWLEDGE, HIRING = {"what": "ACKNOWLEDGE"}, {"what": "HIRING"}


def events():
    with acting_as(DatabaseRole.EOUSA):
        return AuditEvent.objects.count()


@pytest.fixture
def told(db, erin, lena):
    """A directive about coverage to N.D. Tex., whose US Attorney has an account and whose mailbox has none."""
    make.staff_contact("txnd", post="STAFFING_MAILBOX", name="", email="staffing.txnd@example.test")
    return directives.issue(erin)


@pytest.fixture
def mailbox(told):
    return directives.address("staffing.txnd@example.test")


def test_a_scanner_that_opens_the_link_changes_nothing(mailbox, visitor):
    before = events()
    for method in ("get", "head", "get"):
        assert getattr(visitor, method)(mailbox).status_code == 200

    assert events() == before
    assert directives.response().acknowledged_at is None
    page = text(visitor.get(mailbox))
    assert "EOUSA: Name your specialist" in page
    assert "You answer as staffing.txnd@example.test" in page
    assert 'value="ACKNOWLEDGE"' in page
    assert 'value="HIRING"' in page


def test_an_answer_by_link_uses_the_account_of_who_has_one_and_looking_does_not(told, lena, visitor):
    address = directives.address(lena.email)
    visitor.get(address)
    lena.refresh_from_db()
    assert lena.seen_on is None

    visitor.post(address, ACKNOWLEDGE)
    lena.refresh_from_db()
    assert lena.seen_on == timezone.localdate()


def test_one_press_acknowledges_once_and_the_link_then_says_who_and_when(mailbox, visitor):
    done = visitor.post(mailbox, ACKNOWLEDGE, follow=True)
    response = directives.response()

    assert done.status_code == 410
    assert "Recorded. You may close this page." in text(done)
    assert response.acknowledged_name == "staffing.txnd@example.test"
    assert response.acknowledged_how == "BY_LINK"
    assert response.answered_at is None, "coverage is answered signed in"
    before = events()
    again = visitor.post(mailbox, HIRING)
    assert again.status_code == 410
    assert "Acknowledged by staffing.txnd@example.test on" in text(again)
    assert "The office still has to say who does the specialist’s work" in text(again)
    assert events() == before
    assert directives.response().hiring_at is None, "a link acts once"


def test_a_double_click_is_one_act(mailbox):
    with acting_as(DatabaseRole.EOUSA):
        first, second = (AnswerLink.objects.select_related("response__directive").last() for _n in range(2))
    office = first.office_id
    with acting_as(DatabaseRole.OFFICE, office_id=office):
        first.act(what="ACKNOWLEDGE", at=timezone.now())
        with pytest.raises(Refused, match="quicker"):
            second.act(what="ACKNOWLEDGE", at=timezone.now())
        with pytest.raises(Refused, match="quicker"):
            second.act(what="HIRING", at=timezone.now())

    assert directives.response().hiring_at is None


def test_two_recipients_press_and_the_second_is_told_who_was_first(told, mailbox, lena, visitor):
    hers = directives.address(lena.email)
    visitor.post(hers, HIRING)
    page = text(visitor.get(mailbox))

    assert "Lena Hart said on" in page
    assert "Acknowledged by Lena Hart on" in page
    assert visitor.get(mailbox).status_code == 410
    assert visitor.post(mailbox, ACKNOWLEDGE).status_code == 410
    assert directives.response().acknowledged_name == "Lena Hart"
    assert [link.used_at is None for link in directives.links()] == [False, True], "the second was not used up"


def test_who_acknowledged_first_leaves_still_hiring_to_the_other(told, mailbox, lena, visitor):
    visitor.post(directives.address(lena.email), ACKNOWLEDGE)
    page = text(visitor.get(mailbox))

    assert 'value="ACKNOWLEDGE"' not in page
    assert 'value="HIRING"' in page
    visitor.post(mailbox, HIRING)
    response = directives.response()
    assert (response.acknowledged_name, response.hiring_name) == ("Lena Hart", "staffing.txnd@example.test")
    assert response.is_open


def test_still_hiring_changes_no_coverage(mailbox, visitor):
    visitor.post(mailbox, HIRING)
    with acting_as(DatabaseRole.EOUSA):
        assert not Answer.objects.exists()


def test_an_office_with_a_specialist_is_hiring_only_with_an_open_vacancy(mailbox, lena, visitor):
    make.appointment("txnd")
    assert 'value="HIRING"' not in text(visitor.get(mailbox))
    assert visitor.post(mailbox, HIRING).status_code == 422
    with acting_as(DatabaseRole.HEADS, office_id=make.office("txnd").pk, person_id=lena.pk):
        Vacancy.objects.begin(office=make.office(), by=lena, on=timezone.localdate(), answers=False)
    assert 'value="HIRING"' in text(visitor.get(mailbox))


def test_an_expired_link_acts_no_more_and_says_so(mailbox, visitor):
    with time_machine.travel(timezone.now() + timedelta(days=41)):
        page = visitor.post(mailbox, ACKNOWLEDGE)

    assert page.status_code == 410
    assert "This link expired on" in text(page)
    assert directives.response().acknowledged_at is None
    with time_machine.travel(timezone.now() + timedelta(days=39)):
        assert visitor.get(mailbox).status_code == 200, "30 days after the due date it still answers"


def test_a_link_of_a_withdrawn_directive_does_nothing(told, mailbox, erin, visitor):
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        told.withdraw(reason="issued in error", by=erin, at=timezone.now())
    page = visitor.post(mailbox, ACKNOWLEDGE)

    assert page.status_code == 410
    assert "was withdrawn. Nothing is owed. The reason: issued in error" in text(page)
    assert "Sign in to read and answer" not in text(page)
    assert directives.response().acknowledged_at is None


@pytest.mark.parametrize("what", ["", "ANSWER", "<script>", "ACKNOWLEDGE "])
def test_anything_else_is_refused_and_uses_nothing_up(mailbox, visitor, what):
    page = visitor.post(mailbox, {"what": what} if what else {})

    assert page.status_code == 422
    assert "Please use one of the buttons below." in text(page)
    assert "<script>" not in text(page)
    assert directives.response().acknowledged_at is None
    assert directives.links(email="staffing.txnd@example.test")[0].used_at is None


def test_a_made_up_key_leads_nowhere(told, visitor):
    assert visitor.get("/answer/made-up/").status_code == 404
    assert visitor.post("/answer/made-up/", ACKNOWLEDGE).status_code == 404


def test_an_acknowledgment_may_be_all_that_is_asked(erin, lena, visitor):
    directives.issue(erin, asks="ACKNOWLEDGE")
    link = directives.address(lena.email)
    assert 'value="HIRING"' not in text(visitor.get(link))
    assert visitor.post(link, HIRING).status_code == 422
    visitor.post(link, ACKNOWLEDGE)
    response = directives.response()

    assert response.answered_with == "ACKNOWLEDGMENT"
    assert response.acknowledged_by == response.answered_by == lena


def test_the_trail_keeps_whose_link_it_was(told, lena, visitor):
    visitor.post(directives.address(lena.email), ACKNOWLEDGE)
    with acting_as(DatabaseRole.EOUSA):
        kept = AccessEvent.objects.get(kind=AccessEvent.Kind.LINK)
        written = AuditEvent.objects.filter(table_name="specialists_response", operation="UPDATE").last()

    assert (kept.person_id, kept.office_id) == (lena.pk, make.office("txnd").pk)
    assert kept.detail["what"] == "ACKNOWLEDGE"
    assert (written.person_id, written.role) == (lena.pk, "portal_office"), "the act is the recipient's"


def test_a_link_reaches_the_rows_of_its_own_office_only(told, erin):
    directives.issue(erin, "nysd")
    mine = directives.response("txnd")
    with acting_as(DatabaseRole.OFFICE, office_id=mine.office_id):
        assert {link.office_id for link in AnswerLink.objects.all()} == {mine.office_id}
        assert AnswerLink.objects.filter(response__office__court_id="nysd").update(used_at=timezone.now()) == 0
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(DatabaseRole.HEADS):
        AnswerLink.objects.create(response=mine, office=mine.office)


def test_somebody_of_another_office_who_is_signed_in_acts_for_the_links_office(mailbox, client_of, otis):
    """The key is the right; whose session it is does not matter, and their office's pages stay theirs."""
    client_of(otis).post(mailbox, ACKNOWLEDGE)

    assert directives.response("txnd").acknowledged_name == "staffing.txnd@example.test"


def test_a_browser_can_send_the_form_and_tells_no_other_site_the_key(mailbox, visitor):
    """With “no-referrer” a browser sends “Origin: null”, which the check of the form's token refuses."""
    assert visitor.get(mailbox)["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_is_refused(mailbox):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(mailbox, ACKNOWLEDGE).status_code == 403
    assert directives.response().acknowledged_at is None


@pytest.fixture
def worker(transactional_db, urls):
    yield lambda: servers.log_in(urls["DATABASE_WORKER_URL"])
    servers.log_in(urls["DATABASE_URL"])


def test_the_key_leaves_the_portal_with_the_mail(worker, told, lena, mailoutbox, visitor):
    link = directives.address(lena.email)
    key = link.split("/")[2]
    with acting_as(DatabaseRole.EOUSA):
        kept = str(list(AuditEvent.objects.values_list("old", "new"))) + str(directives.links()[0].__dict__)
    worker()
    assert Message.objects.deliver_due(at=timezone.now()) == 2
    with acting_as(DatabaseRole.JOBS):
        assert set(MessageText.objects.values_list("text", flat=True)) == {""}

    assert key not in kept
    assert [link in mail.body for mail in mailoutbox].count(True) == 1
    mine = next(mail for mail in mailoutbox if mail.to == [lena.email])
    assert mine.subject.startswith("Directive of EOUSA to N.D. Tex.: Name your specialist (answer by ")
    assert "Northern District of Texas" in mine.body
    assert "Legal basis: 28 USC 542" in mine.body
    other = next(mail for mail in mailoutbox if mail.to != [lena.email])
    assert "Answer it signed in, as the US Attorney" in mine.body
    assert "as the US Attorney" not in other.body
    assert "The US Attorney or the First Assistant answers it, signed in:" in other.body


def test_no_mail_leaves_about_what_is_answered_already(worker, told, lena, mailoutbox):
    with acting_as(DatabaseRole.EOUSA, person_id=lena.pk):
        Answer.objects.give(office=make.office(), says="ACTING", told_by="Lena", by=lena, on=timezone.localdate())
    worker()
    Message.objects.deliver_due(at=timezone.now())
    with acting_as(DatabaseRole.JOBS):
        assert set(Message.objects.values_list("state", flat=True)) == {"CANCELLED"}

    assert mailoutbox == []


def test_what_others_wrote_is_shown_as_text(erin, lena, visitor):
    directives.issue(erin, title="<b>Bold</b> & “quoted”", text="<img src=x onerror=alert(1)>\n\nSecond")
    link = directives.address(lena.email)
    page = text(visitor.get(link))

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; “quoted”" in page
    assert "&lt;img src=x" in page
    assert "<p>Second</p>" in page

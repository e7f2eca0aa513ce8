"""Directives: written once, issued once, answered once by each office, followed live on one page."""

import csv
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.access import MAY, DatabaseRole, Permission, Role
from portal.errors import Refused
from portal.models import Membership, Message, Suppression
from portal.models.suppression import WRONG_PERSON
from portal.tenancy import acting_as
from specialists.directive_templates import EMERGENCY, MEMO
from specialists.models import Answer, Asking, Directive, Response, Vacancy
from specialists.models.directive import unwritten
from specialists.models.directive_letters import subject_of
from specialists.models.replying import reply
from specialists.models.response import is_still_owed
from specialists.stages import Budget, StepKey
from tests import make, servers
from tests.conftest import served
from tests.portal.test_api import caller as caller_of
from tests.portal.test_api import is_problem, token_of
from tests.reading import text
from tests.specialists import directives
from tests.specialists.directives import issue, response, write

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Read this", "text": "Please read.", "issuers": "EOUSA", "legal_basis": "28 USC 542",
    "asks": "ACKNOWLEDGE", "due_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
}  # fmt: skip


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def as_office(person, court_id="txnd"):
    return acting_as(DatabaseRole.HEADS, office_id=make.office(court_id).pk, person_id=person.pk)


def answer(person, says, **details):
    found = response()
    who = {"by": person, "acting": Role.LEADERSHIP, "on": today(), "at": timezone.now()}
    with as_office(person), transaction.atomic():
        reply(Response.objects.get(pk=found.pk), says=says, **who, **details)
    return response()


def mails():
    with acting_as(DatabaseRole.EOUSA):
        return list(Message.objects.order_by("recipient").values_list("cause", "recipient", "office__court_id"))


# --- writing and issuing ---------------------------------------------------------------------------------------------
def test_a_draft_is_eousas_only(erin, oren, lena, client_of):
    draft = write(erin)
    for person in (oren, lena):
        assert client_of(person).get(f"/directives/{draft.pk}/").status_code == 404
        assert "Name your specialist" not in text(client_of(person).get("/directives/"))
        assert client_of(person).get("/directives/new/").status_code == 403
    with acting_as(DatabaseRole.OARM):
        assert not Directive.objects.exists(), "the wall keeps it, not the page"
    with as_office(lena):
        assert not Directive.objects.exists()

    page = text(client_of(erin).get(f"/directives/{draft.pk}/"))
    assert '<h1 class="sentence">Name your specialist</h1>' in page
    assert "This is a draft." in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"due_on": today()}, "has to be later than today"),
        ({"is_emergency": True}, "Write the line"),
        ({"banner": "Look!"}, "Only an emergency"),
    ],
)
def test_slips_are_refused(erin, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        write(erin, **facts)


def test_two_who_edit_one_draft_are_told_of_each_other(erin, client_of):
    draft = write(erin)
    seen = draft.version
    client = client_of(erin)
    assert client.post(f"/directives/{draft.pk}/edit/", FORM | {"version": seen}).status_code == 302
    late = client.post(f"/directives/{draft.pk}/edit/", FORM | {"version": seen, "title": "My own words"})

    assert late.status_code == 422
    assert "Somebody else has changed this draft meanwhile." in text(late)
    assert "My own words" in text(late), "nothing typed is lost"
    with acting_as(DatabaseRole.EOUSA):
        assert Directive.objects.get().title == "Read this"
    issued = client.post(f"/directives/{draft.pk}/issue/", {"version": seen, "offices": make.office().pk})
    assert issued.status_code == 422, "what was previewed is what is issued"


def test_two_who_edit_at_the_same_moment_do_not_overwrite_each_other(erin):
    draft = write(erin)
    words = {"text": "Other.", "due_on": today(5), "by": erin, "at": timezone.now()}
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        first, second = Directive.objects.get(pk=draft.pk), Directive.objects.get(pk=draft.pk)
        first.edit(version=draft.version, title="The first", **words)
        with pytest.raises(Refused, match="meanwhile"):
            second.edit(version=draft.version, title="The second", **words)
        assert Directive.objects.get().title == "The first"


def test_issuing_writes_to_leaders_and_contacts_each_address_once(erin, lena, olga, alma):
    make.staff_contact("txnd", post="US_ATTORNEY", name="Lena Hart", email=lena.email.upper())
    make.staff_contact("txnd", post="STAFFING_MAILBOX", name="", email="mailbox@example.test")
    make.staff_contact("nysd", post="FIRST_ASSISTANT", name="N. Y.", email="first@example.test")
    directive = issue(erin, "txnd", "nysd", "gud")

    assert mails() == [
        ("DIRECTIVE", "first@example.test", "nysd"),
        ("DIRECTIVE", lena.email, "txnd"),
        ("DIRECTIVE", "mailbox@example.test", "txnd"),
    ]
    with acting_as(DatabaseRole.EOUSA):
        assert directive.responses.count() == 3, "an office that nobody can tell owes its answer too"
        again = directive.send(at=timezone.now())
    assert (again.mails, [office.court_id for office in again.nobody_at]) == (0, ["gud"])
    assert len(mails()) == 3


def refuse(address, reason):
    servers.log_in(served["DATABASE_WORKER_URL"])
    Suppression.objects.refuse(address, reason=reason, at=timezone.now())
    servers.log_in(served["DATABASE_URL"])


@pytest.mark.django_db(transaction=True)
def test_nobody_writes_to_refused_addresses_and_the_preview_says_why(erin, client_of):
    make.staff_contact("txnd", name="Ann Works", email="ann@example.test")
    make.staff_contact("txnd", post="FIRST_ASSISTANT", name="Bob Bounces", email="Bob@example.test")
    make.staff_contact("nysd", name="Cy Wrong", email="cy@example.test")
    refuse("bob@example.test", "550 No such user.")
    refuse("cy@example.test", WRONG_PERSON)
    draft, client = write(erin), client_of(erin)
    page = text(client.get(f"/directives/{draft.pk}/issue/?audience=chosen&office=txnd&office=nysd"))

    assert "1 mail leaves." in page
    assert "2 people are not written to" in page
    assert 'Bob Bounces (First Assistant; <span class="unknown">mail to it is refused</span>)' in page
    assert "Cy Wrong (US Attorney; the reader says that this is the wrong person)" in page
    directive = issue(erin, "txnd", "nysd")
    assert mails() == [("DIRECTIVE", "ann@example.test", "txnd")]
    with acting_as(DatabaseRole.EOUSA):
        assert unwritten(list(directive.responses.all())) == 0


@pytest.mark.django_db(transaction=True)
def test_who_was_written_to_at_an_address_that_refuses_was_not_told(erin, oren, client_of):
    make.staff_contact("txnd", email="ann@example.test")
    make.staff_contact("txnd", post="FIRST_ASSISTANT", email="bob@example.test")
    directive = issue(erin, "txnd")
    refuse("bob@example.test", "550 No such user.")
    assert "1 (1 refused)" in text(client_of(erin).get(f"/directives/{directive.pk}/"))
    assert "refused" not in text(client_of(oren).get(f"/directives/{directive.pk}/"))

    refuse("ann@example.test", "550 No such user.")
    assert "at 1 nobody can be reached" in text(client_of(erin).get(f"/directives/{directive.pk}/"))


def test_who_leads_two_offices_hears_of_it_for_each(erin):
    luis = make.member("Luis Santos", Role.LEADERSHIP, office="gud")
    make.staff_contact("nmid", name="Luis Santos", email=luis.email)
    issue(erin, "gud", "nmid")

    assert [(mail[1], mail[2]) for mail in mails()] == [(luis.email, "gud"), (luis.email, "nmid")]
    assert [link.person for link in directives.links()] == [luis, luis]


def test_who_is_entered_later_can_be_written_to(erin, client_of):
    directive = issue(erin, "gud")
    client = client_of(erin)
    page = f"/directives/{directive.pk}/"
    assert "not told" not in text(client.get(page))
    make.staff_contact("gud", email="found@example.test")

    assert "Write to 1 person who was not told" in text(client.get(page))
    done = text(client.post(f"{page}send/", follow=True))
    assert "1 mail leaves within minutes." in done
    assert "not told" not in done
    assert [mail[1] for mail in mails()] == ["found@example.test"]


def test_a_directive_is_issued_once(erin, rhea):
    draft = write(erin)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        first, second = Directive.objects.get(pk=draft.pk), Directive.objects.get(pk=draft.pk)
        facts = {"version": draft.version, "by": erin, "at": timezone.now()}
        first.issue(offices=[make.office()], **facts)
        with pytest.raises(Refused, match="is issued"):
            second.issue(offices=[make.office("nysd")], **facts)
        with pytest.raises(Refused, match="words no longer change"):
            second.edit(version=draft.version, by=erin, at=timezone.now(), title="Other", due_on=today(5))
        assert Response.objects.count() == 1


def test_who_goes_back_after_issuing_is_told_where_the_directive_is_now(erin, client_of):
    directive = issue(erin)
    for act in ("issue", "edit"):
        page = client_of(erin).get(f"/directives/{directive.pk}/{act}/")
        assert page.status_code == 400
        assert "“Name your specialist” was issued on" in text(page)
        assert f'<a href="/directives/{directive.pk}/">Look at it as it is now</a>' in text(page)


def test_the_subject_names_the_office_and_says_emergency_once(erin):
    office = make.office("lawd")
    lines = {"is_emergency": True, "banner": "Now!"}
    assert subject_of(write(erin, **lines), office).startswith("Emergency directive of EOUSA to W.D. La.: Name")
    assert subject_of(write(erin, title="Emergency: call us", **lines), office).count("mergency") == 1


def test_the_preview_names_whom_it_reaches_and_where_nobody_is(erin, lena, client_of):
    make.appointment("nysd")
    client = client_of(erin)
    made = client.post("/directives/new/?template=memo", FORM | {"template": "MEMO"})
    page = client.get(f"{made.url}issue/")
    shown = text(page).partition("<main")[2]

    assert "Issue it to 93 offices?" in shown, "all without a specialist"
    assert "1 mail leaves." in shown
    assert "N.D. Tex.</strong>: Lena Hart (US Attorney or First Assistant)" in shown
    assert "Where nobody can be reached" in shown
    assert 'href="/offices/gud/staffing/"' in shown
    assert "S.D.N.Y." not in shown.partition("<details")[0] + shown.partition("</details>")[2]
    everybody = text(client.get(f"{made.url}issue/?audience=all"))
    assert "Issue it to 94 offices?" in everybody
    two = text(client.get(f"{made.url}issue/?audience=chosen&office=gud&office=txnd"))
    assert "Issue it to 2 offices?" in two
    assert "Choose the offices first." in text(client.get(f"{made.url}issue/?audience=chosen"))
    hidden = page.context["form"].initial
    done = text(client.post(f"{made.url}issue/", hidden, follow=True))
    assert "It is issued to 93 offices. 1 mail leaves within minutes." in done
    assert "None of 93 offices has answered; none is overdue." in done


def test_a_directive_about_coverage_asks_the_offices_too(erin, client_of):
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        Asking.objects.ask(offices=[make.office("nysd")], by=erin, on=today(-5))
    draft = write(erin)
    chosen = f"/directives/{draft.pk}/issue/?audience=chosen&office=gud&office=nysd"
    assert "1 of them has not been asked yet who its specialist is." in text(client_of(erin).get(chosen))
    issue(erin, "gud", "nysd")
    issue(erin, "lawd", asks="BUDGET")
    with acting_as(DatabaseRole.EOUSA):
        asked = dict(Asking.objects.standing().values_list("office__court_id", "asked_on"))

    assert asked == {"gud": today(), "nysd": today(-5)}
    assert "has not been asked yet" not in text(client_of(erin).get(chosen))


def test_the_templates_hold_todays_law_and_their_audience(erin, client_of):
    client = client_of(erin)
    memo = client.get("/directives/new/?template=memo").context["form"]
    assert memo["issuers"].value() == "OARM_AND_EOUSA"
    assert "28 USC 542 (assistant US attorneys)" in memo["legal_basis"].value()
    assert "543(a)" not in memo["legal_basis"].value() + memo["text"].value()
    emergency = client.get("/directives/new/?template=emergency").context["form"]

    assert emergency["is_emergency"].value() is True
    assert (MEMO.audience, EMERGENCY.audience) == ("lacking", "all")
    unchanged = client.post("/directives/new/?template=emergency", FORM | {"text": str(emergency["text"].value())})
    assert "Write what has happened, what to do and whom to call." in text(unchanged)
    assert client.get("/directives/new/?template=none-such").status_code == 200


def test_withdrawing_ends_what_is_owed_and_tells_who_was_told(erin, lena, client_of):
    directive = issue(erin)
    client = client_of(erin)
    assert client.post(f"/directives/{directive.pk}/withdraw/", {"reason": ""}).status_code == 422
    client.post(f"/directives/{directive.pk}/withdraw/", {"reason": "Sent to the wrong offices"})

    assert sorted(mail[0] for mail in mails()) == ["DIRECTIVE", "DIRECTIVE_WITHDRAWN"]
    page = text(client_of(lena).get(f"/directives/{directive.pk}/"))
    assert "This directive was withdrawn. Your office owes nothing." in page
    assert "Sent to the wrong offices" in page
    assert client.post(f"/directives/{directive.pk}/withdraw/", {"reason": "again"}).status_code == 404
    with pytest.raises(Refused, match="was withdrawn"), as_office(lena):
        response_of(lena).acknowledge(by=lena, at=timezone.now())
    with acting_as(DatabaseRole.EOUSA):
        assert not is_still_owed(Message.objects.filter(cause="DIRECTIVE").get())


def response_of(person):
    return Response.objects.select_related("directive").get()


def test_a_draft_is_discarded_without_a_mail(erin, client_of):
    draft = write(erin)
    client_of(erin).post(f"/directives/{draft.pk}/withdraw/")

    assert mails() == []
    assert "discarded" in text(client_of(erin).get("/directives/"))


# --- what an office answers ------------------------------------------------------------------------------------------
def test_leadership_acknowledges_and_answers_in_its_own_words(erin, lena, client_of):
    directive = issue(erin)
    client = client_of(lena)
    home = text(client.get("/"))
    assert "say who does the specialist’s work, or why nobody does" in home
    page = text(client.get(f"/directives/{directive.pk}/"))
    assert "Your office has to say who does the specialist’s work, or why nobody does by" in page
    done = text(client.post(f"/responses/{response().pk}/acknowledgment/", follow=True))
    assert "Acknowledged. The office still has to say who" in done
    assert "Acknowledged by Lena Hart on" in done
    facts = {"says": "CANNOT_NOW", "reason": "NO_SLOT", "review_on": today(20).isoformat()}
    done = text(client.post(f"/responses/{response().pk}/answer/", facts, follow=True))

    assert "Answered. Your office owes nothing more to this directive." in done
    found = response()
    assert (found.answered_by, found.answered_with) == (lena, "ANSWER")
    assert found.answer.reason == "NO_SLOT"
    assert "answered" in text(client.get("/"))
    assert client.get(f"/responses/{found.pk}/answer/").url == f"/directives/{directive.pk}/"


def test_who_may_do_what_at_an_office(erin, lena, olga, alma, client_of):
    issue(erin)
    pk = response().pk
    assert client_of(alma).post(f"/responses/{pk}/acknowledgment/").status_code == 403
    assert client_of(olga).get(f"/responses/{pk}/answer/").status_code == 403
    page = text(client_of(alma).get(f"/directives/{response().directive_id}/"))
    assert "The US Attorney or the First Assistant answers, signed in." in page
    assert "<button" not in page.partition("<main")[2].partition("</main")[0]
    client_of(olga).post(f"/responses/{pk}/acknowledgment/")

    assert response().acknowledged_name == "Olga Brandt"
    assert response().is_open


def test_another_offices_directive_is_like_a_missing_one(erin, otis, lena, client_of):
    directive = issue(erin, "nysd")
    pk = response("nysd").pk
    for address in (f"/directives/{directive.pk}/", f"/responses/{pk}/", f"/responses/{pk}/acknowledgment/"):
        assert client_of(lena).get(address).status_code == 404
    assert client_of(lena).post(f"/responses/{pk}/answer/", {"says": "ACTING"}).status_code == 404
    assert "Name your specialist" not in text(client_of(lena).get("/directives/"))
    assert "Name your specialist" in text(client_of(otis).get("/directives/"))


def test_an_answer_given_elsewhere_answers_the_directive_too(erin, lena, client_of):
    issue(erin)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        office = make.office()
        given = Answer.objects.give(office=office, says="ACTING", told_by="Lena Hart", by=erin, on=today())
    found = response()

    assert (found.answered_with, found.answered_name, found.answered_by) == ("ANSWER", "Lena Hart", erin)
    assert found.acknowledged_how == "TOLD"
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        given.withdraw(by=erin)
    assert response().is_open, "what it answered is owed again"
    assert response().answer is None


def test_an_older_answer_and_another_kind_of_directive_are_not_answered(erin, lena):
    issue(erin)
    budget = issue(erin, asks="BUDGET")
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        facts = {"office": make.office(), "says": "ACTING", "told_by": "Lena", "by": erin, "on": today()}
        Answer.objects.give(given_on=today(-3), **facts)
        assert Response.objects.open().count() == 2
        Answer.objects.give(**facts)
        assert [one.directive_id for one in Response.objects.open()] == [budget.pk]


def test_a_specialist_serves_only_if_the_record_says_so(erin, lena):
    issue(erin)
    with pytest.raises(Refused, match="No appointment is on record"):
        answer(lena, "SERVES")
    make.appointment("txnd", starts_on=today(-5))

    assert answer(lena, "SERVES").answered_with == "SERVES"
    with pytest.raises(Refused, match="Answered by Lena Hart on"):
        answer(lena, "ACTING")
    with acting_as(DatabaseRole.EOUSA):
        assert not Answer.objects.exists(), "who comes second records nothing"


def test_an_open_vacancy_is_an_answer_about_coverage(erin, lena):
    issue(erin, ago=1)
    with pytest.raises(Refused, match="No vacancy of your office is open"):
        answer(lena, "HIRING")
    with as_office(lena):
        Vacancy.objects.begin(office=make.office(), by=lena, on=today())
    assert response().answered_with == "HIRING", "opening it answers"
    issue(erin)

    assert answer(lena, "HIRING").answered_with == "HIRING"


@pytest.mark.parametrize(
    ("says", "what", "stage"),
    [
        ("VACANT_SLOT", "BUDGET", "BUDGET_IDENTIFIED"),
        ("HIRING_FREEZE", "NO_BUDGET", "NO_BUDGET"),
        ("REQUEST_POSITION", "REQUESTED", "POSITION_REQUESTED"),
    ],
)
def test_an_answer_about_the_budget_opens_and_moves_the_vacancy(erin, lena, client_of, says, what, stage):
    issue(erin, asks="BUDGET")
    client_of(lena).post(f"/responses/{response().pk}/answer/", {"says": says})
    with acting_as(DatabaseRole.EOUSA):
        vacancy = Vacancy.objects.get()

    assert (response().answered_with, vacancy.stage) == (what, stage)
    issue(erin, asks="BUDGET")
    assert answer(lena, "RECORD").answered_with == what, "what the record says already is an answer"


def test_a_move_of_the_vacancy_answers_and_undoing_it_reopens(erin, lena):
    issue(erin, asks="BUDGET")
    with as_office(lena):
        vacancy = Vacancy.objects.begin(office=make.office(), by=lena, on=today())
        assert Response.objects.open().exists(), "a gap alone names no budget"
        facts = {"acting": Role.LEADERSHIP, "by": lena, "on": today()}
        vacancy.take(StepKey.FIND_BUDGET, detail="DETAIL", **facts)
        assert not Response.objects.open().exists()
        vacancy.undo(by=lena, at=timezone.now())
    found = response()

    assert found.is_open
    assert (found.answered_with, found.answered_name) == ("", "")
    assert found.acknowledged_at, "that it was read stays"


def test_an_answer_about_coverage_says_nothing_of_the_budget(erin, lena):
    budget = issue(erin, asks="BUDGET")
    issue(erin)
    answer(lena, "CANNOT_NOW", reason="HIRING_FREEZE", review_on=today(20))

    assert response().answered_with == "ANSWER"
    with acting_as(DatabaseRole.EOUSA):
        assert Response.objects.open().get().directive_id == budget.pk, "the vacancy may have a budget all the same"


def test_an_answer_about_the_budget_says_nothing_of_coverage(erin, lena):
    coverage = issue(erin)
    issue(erin, asks="BUDGET")

    assert answer(lena, "HIRING_FREEZE").answered_with == "NO_BUDGET"
    with acting_as(DatabaseRole.EOUSA):
        assert Response.objects.open().get().directive_id == coverage.pk, "opening was a side effect, not a word"


def test_an_office_with_a_specialist_names_no_budget_for_a_post_that_is_filled(erin, lena, client_of):
    make.appointment("txnd", starts_on=today(-5))
    issue(erin, asks="BUDGET")
    page = text(client_of(lena).get(f"/responses/{response().pk}/answer/"))
    assert 'value="SERVES"' in page
    assert 'value="NO_SLOT"' not in page
    with pytest.raises(Refused, match="A specialist serves your office"):
        answer(lena, "NO_SLOT")
    with acting_as(DatabaseRole.EOUSA):
        assert not Vacancy.objects.exists()

    assert answer(lena, "SERVES").answered_with == "SERVES"


def test_the_form_names_the_other_directives_that_it_answers(erin, lena, client_of):
    issue(erin, title="The first")
    issue(erin, title="About money", asks="BUDGET")
    issue(erin, title="The second")
    page = text(client_of(lena).get(f"/responses/{response().pk}/answer/"))

    assert "also answers “The first”." in page
    assert "About money" not in page
    page = text(client_of(erin).get("/offices/txnd/answers/new/"))
    assert "It answers “The first”, “The second”." in page


def test_days_that_nobody_means_are_refused_with_a_sentence(erin, lena, client_of):
    told = {"says": "ACTING", "told_by": "Lena Hart", "given_on": "9999-12-31"}
    page = client_of(erin).post("/offices/txnd/answers/new/", told)
    assert (page.status_code, "cannot be given in the future" in text(page)) == (422, True)
    facts = {"says": "CANNOT_NOW", "reason": "NO_SLOT", "review_on": "9999-12-31"}
    page = client_of(lena).post("/offices/txnd/answers/new/", facts)
    assert (page.status_code, "more than a year ahead" in text(page)) == (422, True)
    page = client_of(erin).post("/directives/new/", FORM | {"due_on": "9999-12-31"})
    assert (page.status_code, "more than a year ahead" in text(page)) == (422, True)


@pytest.mark.parametrize(
    ("asks", "says"), [("COVERAGE", "VACANT_SLOT"), ("BUDGET", "ACTING"), ("ACKNOWLEDGE", "ACTING")]
)
def test_an_answer_of_the_wrong_kind_is_refused(erin, lena, asks, says):
    issue(erin, asks=asks)
    with pytest.raises(Refused, match=r"asks about|acknowledgment only"):
        answer(lena, says)


def test_eousa_records_that_an_office_has_read_it(erin, client_of):
    issue(erin, asks="ACKNOWLEDGE")
    address = f"/responses/{response().pk}/acknowledgment/"
    assert client_of(erin).post(address, {}).status_code == 422
    client_of(erin).post(address, {"name": "the First Assistant"})

    assert response().acknowledged_how == "TOLD"
    assert response().answered_name == "the First Assistant"


# --- following it ----------------------------------------------------------------------------------------------------
def test_the_live_page_says_who_has_come_how_far(erin, rhea, oren, lena, otis, client_of):
    directive = issue(erin, "txnd", "nysd", "gud", "cand", ago=20, due_on=today(-3))
    make.staff_contact("cand", email="cand@example.test")
    with acting_as(DatabaseRole.EOUSA):
        directive.send(at=timezone.now())
    client_of(otis).get(f"/directives/{directive.pk}/")
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        Answer.objects.give(office=make.office(), says="ACTING", told_by="Lena", by=erin, on=today())
    page = text(client_of(erin).get(f"/directives/{directive.pk}/"))

    assert "1 of 4 offices has answered; 3 are overdue, the longest for 3 days." in page
    assert "Of the others, 1 has only seen it, 1 has not looked at it, at 1 nobody can be reached." in page
    assert text(client_of(rhea).get(f"/directives/{directive.pk}/")).count("seen, not acknowledged") >= 1
    theirs = text(client_of(oren).get(f"/directives/{directive.pk}/"))
    assert "1 of 4 offices has answered" in theirs
    assert "only seen it" not in theirs, "OARM reads no trail"
    rows = list(
        csv.DictReader(client_of(erin).get(f"/directives/{directive.pk}/?format=csv").content.decode().splitlines())
    )
    assert [(row["office"], row["state"], row["overdue"]) for row in rows] == [
        ("D. Guam", "nobody can be reached", "3"),
        ("N.D. Cal.", "sent, not seen", "3"),
        ("S.D.N.Y.", "seen, not acknowledged", "3"),
        ("N.D. Tex.", "answered", ""),
    ]
    odd = text(client_of(erin).get(f"/directives/{directive.pk}/?state=lost&circuit=9"))
    assert "Part of the address could not be read" in odd
    assert "N.D. Cal." in odd
    assert "S.D.N.Y." not in odd.partition("<tbody>")[2].partition("</tbody>")[0], "the other filter still holds"
    seen = client_of(erin).get(f"/directives/{directive.pk}/?state=seen&format=csv").content.decode()
    assert "S.D.N.Y." in seen
    assert "N.D. Tex." not in seen
    assert "1 directive waits for overdue answers." in text(client_of(erin).get("/directives/"))


def test_only_a_look_by_the_office_counts_as_seen(erin, lena, client_of):
    directive = issue(erin)
    client_of(erin).get(f"/directives/{directive.pk}/")
    client_of(lena).get("/directives/")
    page = f"/directives/{directive.pk}/?format=csv"
    assert "sent, not seen" in client_of(erin).get(page).content.decode()
    client_of(lena).get(f"/directives/{directive.pk}/")

    assert "seen, not acknowledged" in client_of(erin).get(page).content.decode()
    assert "First opened by somebody of the office" in text(client_of(erin).get(f"/responses/{response().pk}/"))


def test_the_live_page_of_94_offices_stays_within_its_queries(erin, client_of):
    issue(erin, *[office.court_id for office in make.office().__class__.objects.all()])
    client = client_of(erin)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/directives/{response().directive_id}/")

    assert len(asked) <= 22, "\n".join(one["sql"][:160] for one in asked)


def test_the_pages_say_what_was_answered(erin, lena, oren, client_of):
    directive = issue(erin)
    facts = {"reason": "HIRING_FREEZE", "review_on": today(20), "note": "Until the new budget"}
    answer(lena, "CANNOT_NOW", **facts)
    pages = (f"/directives/{directive.pk}/?format=csv", f"/directives/{directive.pk}/", f"/responses/{response().pk}/")
    for page in pages:
        for person in (erin, oren):
            shown = text(client_of(person).get(page))
            assert "Cannot fill the post now: hiring freeze; to be looked at again on" in shown, (page, person)
            assert ("Until the new budget" in shown) == (person is erin), "a note is the office's and EOUSA's"
    assert "; Until the new budget" in text(client_of(lena).get(pages[1]))


def test_the_pages_say_which_budget_was_named(erin, lena, client_of):
    first = issue(erin, asks="BUDGET")
    answer(lena, "DETAIL")
    second = issue(erin, asks="BUDGET")
    answer(lena, "RECORD")
    for directive in (first, second):
        shown = client_of(erin).get(f"/directives/{directive.pk}/?format=csv").content.decode()
        assert f"budget authority identified: {Budget.DETAIL.label}" in shown
    issue(erin, "nysd", asks="BUDGET")
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        vacancy = Vacancy.objects.begin(office=make.office("nysd"), by=erin, on=today())
        vacancy.take(StepKey.LACK_BUDGET, acting=Role.LEADERSHIP, detail="NO_SLOT", by=erin, on=today())
    assert "no budget authority (none: no slot)" in text(client_of(erin).get(f"/responses/{response('nysd').pk}/"))


# --- emergencies -----------------------------------------------------------------------------------------------------
def test_an_emergency_stands_on_every_page_until_it_is_acknowledged(erin, lena, alma, otis, client_of):
    lines = {"is_emergency": True, "banner": "Read & acknowledge this now", "asks": "ACKNOWLEDGE"}
    issue(erin, **lines)
    told = 'class="banner"'
    for person in (lena, alma):
        for page in ("/", "/people/", "/offices/txnd/staffing/", "/directives/"):
            assert told in text(client_of(person).get(page)), (person, page)
    assert "Read &amp; acknowledge this now" in text(client_of(alma).get("/"))
    assert told not in text(client_of(otis).get("/")) + text(client_of(erin).get("/"))
    with patch("specialists.banners.Response.objects", None):
        assert told in text(client_of(alma).get("/account/")), "looked up once a minute, not on every page"
    client_of(lena).post(f"/responses/{response().pk}/acknowledgment/")

    assert told not in text(client_of(alma).get("/"))


def test_a_withdrawn_emergency_is_gone_from_every_page(erin, alma, client_of):
    directive = issue(erin, is_emergency=True, banner="Now!", asks="ACKNOWLEDGE")
    assert "Now!" in text(client_of(alma).get("/"))
    client_of(erin).post(f"/directives/{directive.pk}/withdraw/", {"reason": "over"})

    assert "Now!" not in text(client_of(alma).get("/"))


# --- programs --------------------------------------------------------------------------------------------------------
def caller(person):
    """A program with every right about directives that the person's role has."""
    role = Membership.objects.get(person=person).role
    scope = [permission for permission in Permission if "DIRECTIVE" in permission and role in MAY[permission]]
    return caller_of(token_of(person, *scope)[1])


def posted(client, address, **body):
    return client.post(address, body, content_type="application/json")


def test_the_api_lists_what_the_caller_may_see(erin, oren, lena, otis):
    first = issue(erin, "txnd", "nysd")
    write(erin, title="A draft")
    issue(erin, "nysd", is_emergency=True, banner="Now!", ago=1)

    def titles(person, query=""):
        return [one["title"] for one in caller(person).get(f"/api/v1/directives/{query}").json()["results"]]

    assert len(titles(erin)) == len(titles(oren)) == len(titles(otis)) == 2
    assert len(titles(lena)) == 1
    assert len(titles(otis, "?is_emergency=true")) == 1
    rows = caller(erin).get(f"/api/v1/responses/?directive={first.pk}&state=open").json()["results"]
    assert {row["office"] for row in rows} == {"txnd", "nysd"}
    assert [row["office"] for row in caller(lena).get("/api/v1/responses/").json()["results"]] == ["txnd"]
    assert caller(lena).get(f"/api/v1/responses/{response('nysd').pk}/").status_code == 404
    assert is_problem(caller(erin).get("/api/v1/responses/?state=lost"), 400)


def test_the_api_acts_with_the_sentence_of_the_page(erin, lena):
    issue(erin)
    address = f"/api/v1/responses/{response().pk}/"
    client = caller(lena)
    done = posted(client, f"{address}acknowledgment/")
    assert done.status_code == 201, done.content
    assert done.json()["acknowledged_name"] == "Lena Hart"
    again = posted(client, f"{address}acknowledgment/")
    assert is_problem(again, 409)
    assert "Acknowledged by Lena Hart on" in again.json()["detail"]
    assert is_problem(posted(client, f"{address}answer/", says="SERVES"), 409)
    assert is_problem(posted(client, f"{address}answer/", says="SHARED", shared_with="zz"), 400)
    assert is_problem(posted(client, f"{address}answer/", says="ACTING", more=1), 400)
    odd = client.post(f"{address}answer/", "[1]", content_type="application/json")
    assert is_problem(odd, 400)
    done = posted(client, f"{address}answer/", says="SHARED", shared_with="nysd")
    assert done.status_code == 201, done.content
    assert done.json()["answered_with"] == "ANSWER"


def test_the_api_takes_no_answer_from_who_may_not_give_one(erin, olga, rhea):
    issue(erin)
    address = f"/api/v1/responses/{response().pk}/"
    assert posted(caller_of(token_of(olga, "DIRECTIVE_VIEW")[1]), f"{address}acknowledgment/").status_code == 403
    assert is_problem(posted(caller(erin), f"{address}acknowledgment/"), 400), "EOUSA says who told it"
    assert posted(caller(erin), f"{address}acknowledgment/", name="Lena Hart").status_code == 201
    assert response().acknowledged_how == "TOLD"

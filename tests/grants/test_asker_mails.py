"""Every mail to whoever asked: in their language alone, saying no word of the question, and only as they allowed it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from grants import asker_mails, milestone_mails
from grants.models import GuidanceRequest, Opportunity, Outcome, Question, Referral, giving, recording
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asker_link import OPEN_FOR, key_of, question_path
from grants.models.telling import NEUTRAL, SUBJECTS, cause_of
from grants.taxonomy import AddressUse, Said
from portal.access import DatabaseRole, Role
from portal.models import Message, Person
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.public import english_in

pytestmark = pytest.mark.django_db(transaction=True)
HOKE = "37093"
NOTICE = 361001
SECRETS = ("quetzal", "zafiro", "Hoke", "Needs shelter", "Refugio")
"""Words of the question, of the answer, and of its facts."""
LATER = {"outcome", "reopens", "milestone"}
"""What only those get who let us use their address for reminders."""
MORNING = datetime(2026, 12, 4, 14, 30, tzinfo=UTC)
"""On the day after the notice closed."""
NEXT_YEAR = datetime(2026, 12, 12, 15, 0, tzinfo=UTC)
"""Sixty days before the notice's day comes again."""
SPANISH = re.compile(r"\b(?:el|la|los|las|una?|su|sus|de|del|para|con|por|que|esta?)\b|[áéíóúñ¿¡]")
ENGLISH = re.compile(r"\b(?:the|and|this|with|your|you|which|who|offices?|rows?|days?|by|of|it|for|at)\b")


class Mail(NamedTuple):
    subject: str
    text: str


@contextmanager
def worker() -> Iterator[None]:
    """Logged in and bound as the jobs are."""
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        yield
    finally:
        servers.log_in(served["DATABASE_URL"])


@pytest.fixture
def nora(db: None) -> Person:
    """Of an office with a divided county; a colleague of hers is Sam Vale."""
    return make.member("Nora Vale", Role.SPECIALIST, office="ncmd")


@pytest.fixture
def mails(nora: Person, visitor: Client) -> Callable[..., dict[str, Mail]]:
    """All that comes of one question whose asker will apply, until it is opened again and its link is old."""

    def written(language: str, *, is_neutral: bool = False, use: str = AddressUse.REMINDERS) -> dict[str, Mail]:
        sam = make.member("Sam Vale", Role.STAFF, office="ncmd")
        with acting_as(DatabaseRole.EOUSA):
            Opportunity.objects.create(
                pk=NOTICE, number="O-1", title="ICJR (inventado)", agency_code="USDOJ-OJP-OVW", is_demo=True,
                opens_on=date(2026, 2, 10), closes_on=date(2026, 12, 3), listings=["16.590"],
            )  # fmt: skip
        with time_machine.travel(NOW, tick=False):
            made = asked(nora, language=language, is_neutral=is_neutral, address_use=use)
            answered(made, nora)
        by_jobs()
        with at_office(nora):
            giving.give(made, to=sam, by=nora, at=MORNING)
            made.refresh_from_db()
            verbs.close(made, because="DONE", by=sam, at=MORNING)
            verbs.reopen(made, by=sam, at=MORNING)
        with time_machine.travel(NOW - OPEN_FOR - timedelta(days=1), tick=False):
            old = key_of(made)
        with time_machine.travel(NOW, tick=False):
            assert visitor.post(reverse("question-link-renew", args=[old])).status_code == 200
        return told()

    return written


def asked(by: Person, **facts: Any) -> GuidanceRequest:
    """Told to the office in English, whatever the asker speaks."""
    said = {"need": "SHELTER", "text": "Un quetzal morado", "email": "asker@example.test"} | facts
    use = said.pop("address_use")
    with at_office(by) as member:
        return recording.record_told(
            office=member.office, asked=uuid4(), county=HOKE, by=by, at=NOW,
            may_remind=use == AddressUse.REMINDERS, **said,
        )  # fmt: skip


def answered(made: GuidanceRequest, by: Person) -> None:
    """Pointed to one program, for which they will apply."""
    with at_office(by):
        verbs.answer(made, text="Un zafiro", referrals=[Pointer("icjr", NOTICE)], by=by, at=NOW)
        Outcome.objects.say(referral=Referral.objects.get(request=made.pk), said=Said.WILL_APPLY, by=by, on=DAY)


def by_jobs() -> None:
    """What is written later, by the clock."""
    with worker():
        milestone_mails.tell_milestones(at=NOW)
        asker_mails.ask_outcomes(at=MORNING)
        asker_mails.tell_reopenings(at=NEXT_YEAR)


def told() -> dict[str, Mail]:
    """Each mail to the asker, by what it is."""
    with worker(), acting_as(DatabaseRole.JOBS):
        rows = Message.objects.filter(cause__startswith="ASKER_").select_related("words")
        found = {row.cause: Mail(row.subject, row.words.text) for row in rows}
    return {what: found[cause_of(what)] for what in SUBJECTS if cause_of(what) in found}


@pytest.mark.parametrize("is_neutral", [True, False])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_mail_is_in_the_language_of_its_asker_alone(language: str, is_neutral: bool, mails, missing) -> None:
    found = mails(language, is_neutral=is_neutral)

    assert found.keys() == SUBJECTS.keys()
    path = r"https?://\S+?/es/q/\S+" if language == "es" else r"https?://[^/\s]+/q/\S+"
    wrong = {what: faults(mail, language) for what, mail in found.items()}
    assert {what: said for what, said in wrong.items() if said} == {}
    assert [what for what, mail in found.items() if not re.search(path, mail.text)] == []
    assert missing == set()
    with override(language):
        subjects = {what: str(NEUTRAL if is_neutral else subject) for what, subject in SUBJECTS.items()}
    assert {what: mail.subject for what, mail in found.items()} == subjects


def faults(mail: Mail, language: str) -> list[str]:
    """What does not belong in it: another language, a link to another's pages, a word that was asked or answered."""
    text = re.sub(r"https?://\S+|ICJR \(inventado\)", "", f"{mail.subject}\n{mail.text}")
    other = SPANISH.findall(text) if language == "en" else [*english_in(text), *ENGLISH.findall(text)]
    pages = re.findall(r"https?://[^/\s]+(/\S*)", mail.text)
    strange = [page for page in pages if page.startswith("/es/") is not (language == "es")]
    return other + strange + [word for word in SECRETS if word.casefold() in text.casefold()]


def test_a_fault_is_noticed() -> None:
    said = "Su pregunta.\nThe link opens your question. Un quetzal https://x.test/q/a"
    assert faults(Mail("", said), "es") == ["your", "/q/a", "quetzal"]
    assert faults(Mail("", "Su pregunta https://x.test/es/q/a"), "en") == ["/es/q/a"]


@pytest.mark.parametrize("use", [AddressUse.ANSWER, AddressUse.REMINDERS])
def test_an_address_for_the_answer_alone_gets_nothing_later_and_its_page_says_so(use: str, mails, visitor) -> None:
    found = mails("en", use=use)

    assert SUBJECTS.keys() - found.keys() == (LATER if use == AddressUse.ANSWER else set())
    with worker(), acting_as(DatabaseRole.JOBS):
        made = Question.objects.select_related("request").get().request
    for path, said in (("", "only for the answer"), ("/es", "solo para la respuesta")):
        with time_machine.travel(NOW, tick=False):
            page = visitor.get(path + question_path(made)).content.decode()
        assert (said in page) is (use == AddressUse.ANSWER), path

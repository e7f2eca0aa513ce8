"""What an advocate meets who asks about money: what is promised, found, kept, and left behind."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from grants.fit import fits, presumed
from grants.fit_words import groups, sentence
from grants.models import Entry, FeedRun, Opportunity, Question, Referral, answering
from grants.models.answering import Pointer
from grants.models.asker_link import key_of, question_path
from grants.models.telling import tell_asker
from grants.open_now import open_now
from grants.pointers import choices
from grants.views.ask import SIGNER
from grants.views.first_answer import first_answer
from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.models import Message, MessageText
from portal.tenancy import acting_as
from tests.grants.questions import question
from tests.grants.test_fit import program
from tests.make import DAY, NOW
from tests.partners.log import at_office

FIELD = re.compile(r"<(?:input|textarea|select|form)\b[^>]*\bautocomplete=\"([^\"]*)\"")
COLLIN = "48085"
NAMED = "Maria Gonzalez, 34, was strangled by her husband"


# --- what is typed ---------------------------------------------------------------------------------------------------
def test_by_the_link_no_reason_is_taken_and_signed_in_it_is(
    alma: Any, ada: Any, visitor: Client, client_of: Any
) -> None:
    asked, own = question(alma), question(alma, organization=ada.organization)
    added = {"text": NAMED, "text_kept_because": "Published in the newspaper"}

    refused = visitor.post(reverse("question-link-add", args=[key_of(asked)]), added)
    assert refused.status_code == 422
    assert "Leave out names" in refused.content.decode()
    assert client_of(ada).post(reverse("guidance-own-add", args=[own.pk]), added).status_code == 302
    with at_office(alma):
        (entry,) = Entry.objects.filter(kind=Entry.Kind.ADDED)
    assert (entry.request_id, entry.kept_because) == (own.pk, "Published in the newspaper")


def test_while_one_types_it_is_said_that_no_reason_helps(alma: Any, client_of: Any) -> None:
    checked = client_of(alma).post(reverse("text-check"), {"text": NAMED, "strict": "1"}).json()
    assert (checked["level"], "Leave out" in checked["sentence"]) == ("hard", True)
    assert client_of(alma).post(reverse("text-check"), {"text": "More beds", "strict": "1"}).json()["level"] == ""


@pytest.mark.parametrize("path", ["/ask/", "/fit/", "/fit/?kind=SHELTER", "link"])
def test_a_browser_restores_nothing_of_what_was_typed(path: str, alma: Any, visitor: Client) -> None:
    said = visitor.get(question_path(question(alma)) if path == "link" else path).content.decode()
    main = said[said.index("<main") :]

    assert set(FIELD.findall(main)) == {"off"}
    assert all('autocomplete="off"' in form for form in re.findall(r"<form\b[^>]*>", main))


def test_the_page_about_leaving_says_what_holds_without_script(visitor: Client) -> None:
    assert "Without it the button still ends your session" in visitor.get(reverse("leaving")).content.decode()


# --- what fits -------------------------------------------------------------------------------------------------------
def ways(shown: list[Any]) -> list[str]:
    return [one["fit"].program.key for one in shown]


def test_the_need_is_asked_first_and_a_missing_who_gets_a_sentence_at_its_field(visitor: Client) -> None:
    first = visitor.get(reverse("fit"))
    assert [field.name for field in first.context["steps"]] == ["violence", "need", "kind"]

    said = visitor.get(reverse("fit"), {"violence": "DOMESTIC", "need": "LEGAL", "kind": ""})
    assert said.status_code == 400
    assert said.context["form"]["kind"].errors == ["Say who you are: without it nobody can tell what fits."]
    assert visitor.get(reverse("fit"), {"need": "LEGAL"}).status_code == 200


def test_what_is_there_for_the_need_above_all_comes_first_and_through_the_state_unfolded(visitor: Client) -> None:
    shelter = visitor.get(reverse("fit"), {"violence": "DOMESTIC", "need": "SHELTER", "kind": "SHELTER"})
    through = [group for group in shelter.context["groups"] if group.is_through_state]

    assert [line.fit.program.key for line in shelter.context["above_all"]][:2] == ["fvpsa_state", "voca_assist"]
    assert {"fvpsa_state", "voca_assist"} <= {line.fit.program.key for group in through for line in group.lines}
    assert not any(group.is_folded for group in through)
    legal = first_answer({"need": "LEGAL", "kind": "SHELTER"}, DAY, NOW)["fits"]
    assert ways(legal)[0] == "lav"
    catalog = [program("lav", needs=("ORDERS", "LEGAL")), program("jff", needs=("LEGAL",))]
    of_need = fits(presumed("shelter"), catalog, DAY, need="LEGAL")
    assert [one.program.key for one in of_need] == ["jff", "lav"]


def test_a_need_that_no_program_names_is_answered_in_words_and_a_lone_list_stands_open(visitor: Client) -> None:
    nothing = visitor.get(reverse("fit"), {"need": "INTERVENTION", "kind": "SHELTER"})
    unread = visitor.get(reverse("fit"), {"need": "MONEY", "kind": "LEGAL_AID"})

    assert (nothing.context["groups"], "None of our programs names this" in nothing.content.decode()) == ([], True)
    assert sentence(fits(presumed("shelter"), [program("lav")], DAY)) == "Of 1 program, 1 fits you directly."
    assert not (len(unread.context["groups"]) == 1 and unread.context["groups"][0].is_folded)
    alone = groups(fits(presumed("shelter"), [program("deaf")], DAY), "")
    assert [group.is_folded for group in alone] == [False]


def test_a_notice_that_is_open_stands_beside_the_verdict_and_one_that_has_closed_does_not(visitor: Client) -> None:
    with acting_as(DatabaseRole.EOUSA):
        facts = {"title": "Lawyers (invented)", "listings": ["16.524"], "opens_on": DAY, "is_demo": True}
        Opportunity.objects.create(pk=990_777, number="O-777", closes_on=date(2026, 12, 1), **facts)
        Opportunity.objects.create(pk=990_778, number="O-778", closes_on=DAY - timedelta(days=3), **facts)
    with time_machine.travel(NOW, tick=False):
        said = visitor.get(reverse("fit"), {"need": "LEGAL", "kind": "LEGAL_AID"}).content.decode()
        (lav,) = [
            one for one in first_answer({"need": "LEGAL", "kind": "LEGAL_AID"}, DAY, NOW)["fits"] if one["notices"]
        ]
    with time_machine.travel(datetime(2026, 12, 3, 12, tzinfo=UTC), tick=False):
        later = visitor.get(reverse("fit"), {"need": "LEGAL", "kind": "LEGAL_AID"}).content.decode()

    cache.clear()
    evening = datetime(2026, 12, 1, 23, 58, 30, tzinfo=CENTER)
    for at, there in ((evening, [990_777]), (evening + timedelta(seconds=40), [])):
        with time_machine.travel(at, tick=False), acting_as(DatabaseRole.PUBLIC):
            assert [one.pk for one in open_now(at)] == there

    assert "Open until Dec. 1, 2026, Eastern time:" in said
    assert "/opportunities/990777/" in said
    assert ("990778" in said, "990777" in later) == (False, False)
    assert (lav["fit"].program.key, [one.pk for one in lav["notices"]]) == ("lav", [990_777])


@pytest.mark.parametrize(("days", "times"), [(0, 0), (20, 1)])
def test_notices_that_were_read_long_ago_are_said_to_be_old_once_wherever_they_stand(
    alma: Any, visitor: Client, days: int, times: int
) -> None:
    with acting_as(DatabaseRole.EOUSA):
        FeedRun.objects.create(source="x", state=FeedRun.State.GOOD, ended_at=NOW - timedelta(days=days))
        facts = {"listings": ["16.524"], "opens_on": DAY, "closes_on": date(2026, 12, 1)}
        for n in (777, 778):
            Opportunity.objects.create(pk=990_000 + n, number=f"O-{n}", title="Lawyers", **facts)
    asked = question(alma, need="LEGAL")
    with at_office(alma), time_machine.travel(NOW, tick=False):
        answering.answer(asked, text="Read this", referrals=[Pointer("lav")], by=alma, at=NOW)
    said = {"need": "LEGAL", "violence": ["DOMESTIC"], "kind": "LEGAL_AID", "county": COLLIN}
    key = SIGNER.sign_object({**said, "due": "2026-11-25", "central": False})
    way = {name: said[name] for name in ("need", "kind", "county")}
    with time_machine.travel(NOW, tick=False):
        addresses = (f"{reverse('ask-sent')}?said={key}", question_path(asked), f"{reverse('fit')}?{urlencode(way)}")
        for address in addresses:
            page = visitor.get(address).content.decode()
            assert "/opportunities/990777/?state=TX" in page, address
            assert page.count("Old: last read from Grants.gov on Nov. 3, 2026.") == times, address


# --- ways in ---------------------------------------------------------------------------------------------------------
def test_a_finding_and_an_office_lead_to_the_money_with_the_county(visitor: Client) -> None:
    found = visitor.get(reverse("find"), {"q": "Collin County, Texas"}).content.decode()
    office = visitor.get(reverse("office-detail", args=["txed"]), {"county": COLLIN}).content.decode()

    for path in (f"/ask/?county={COLLIN}", f"/fit/?county={COLLIN}"):
        assert f'href="{path}"' in found
        assert f'href="{path}"' in office
    assert f'href="/offices/txed/?county={COLLIN}"' in found
    elsewhere = visitor.get(reverse("office-detail", args=["txnd"]), {"county": COLLIN}).content.decode()
    assert 'href="/ask/"' in elsewhere


def test_the_first_page_asks_both_questions_before_anything_else(visitor: Client) -> None:
    said = visitor.get(reverse("home")).content.decode()
    main = said[said.index("<main") :]

    assert "Is there money for what you need?" in main[: main.index("</h1>")]
    assert main.index('href="#office"') < main.index('href="/fit/"') < main.index("<form")


# --- by the link -----------------------------------------------------------------------------------------------------
def test_the_answer_stands_above_the_programs_and_what_is_open_is_not_called_unannounced(
    alma: Any, visitor: Client
) -> None:
    with acting_as(DatabaseRole.EOUSA):
        facts = {"title": "Lawyers (invented)", "listings": ["16.524"], "opens_on": DAY, "is_demo": True}
        Opportunity.objects.create(pk=990_777, number="O-777", closes_on=date(2026, 12, 1), **facts)
    asked = question(alma, need="LEGAL")
    with at_office(alma), time_machine.travel(NOW, tick=False):
        (lav,) = (one for one in choices(Question.objects.get(request=asked.pk), on=DAY, at=NOW) if one.key == "lav")
        answering.answer(asked, text="Read this first", referrals=[Pointer("lav", None, lav.fit)], by=alma, at=NOW)
    with time_machine.travel(NOW, tick=False):
        said = visitor.get(question_path(asked)).content.decode()
    assert said.index("Read this first") < said.index('class="referrals"')
    assert "Open until Dec. 1, 2026, Eastern time:" in said
    assert "nobody has announced it" not in said
    assert "Alma Reyes takes care of your question" in said
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        cache.clear()
        assert "nobody has announced it" in visitor.get(question_path(asked)).content.decode()


def test_what_was_added_is_said_to_be_sent(alma: Any, visitor: Client) -> None:
    asked = question(alma)
    page = visitor.post(reverse("question-link-add", args=[key_of(asked)]), {"text": "A van too"}, follow=True)

    assert "Sent. It stands below, and whoever answers you is told." in page.content.decode()


@pytest.mark.parametrize(
    ("is_central", "named"), [(False, "The US Attorney’s Office reads it"), (True, "The Executive")]
)
def test_whoever_really_answers_is_named_where_one_says_what_became_of_it(
    is_central: bool, named: str, alma: Any, erin: Any, visitor: Client
) -> None:
    asked = question(erin if is_central else alma, is_central=is_central)
    with acting_as(DatabaseRole.EOUSA) if is_central else at_office(alma):
        answering.answer(asked, text="Look", referrals=[Pointer("lav")], by=asked.owner, at=NOW)
        row = Referral.objects.get(request=asked.pk)
    said = visitor.get(reverse("question-link-outcome", args=[key_of(asked), row.pk])).content.decode()

    assert f"One choice and one button are enough. {named}" in said


# --- in Spanish, and in a calendar -----------------------------------------------------------------------------------
def test_a_spanish_mail_says_in_spanish_that_it_is_a_demonstration_and_says_it_once(
    spanish: None, alma: Any, posted: Any
) -> None:
    texts = (("es", "Demostración, no es un sitio", "Demonstration"), ("en", "Demonstration", "Demos"))
    for language, said, other in texts:
        asked = question(alma, language=language, email=f"{language}@example.test")
        tell_asker(asked, "renewed", period=language)
        (facts,) = [one for one in posted("ASKER_RENEWED") if one["recipient"].startswith(language)]
        mail = Message(cause="ASKER_RENEWED", recipient="a@example.test")
        mail.words = MessageText(text=facts["text"])
        body = str(mail.as_mail().body)
        assert (body.count(said), other in body.replace(said, "")) == (1, False)


def test_a_calendar_file_names_the_program_and_says_that_it_is_invented(visitor: Client) -> None:
    with acting_as(DatabaseRole.EOUSA):
        facts = {"title": "Lawyers (invented)", "listings": ["16.524"], "opens_on": DAY, "is_demo": True}
        Opportunity.objects.create(pk=990_777, number="O-777", closes_on=date(2026, 12, 1), **facts)
    with time_machine.travel(NOW, tick=False):
        file = visitor.get(reverse("opportunity-calendar", args=[990_777]), {"file": "ics"}).content.decode()

    titles = [line for line in file.replace("\r\n ", "").splitlines() if line.startswith("SUMMARY:")]
    assert titles
    assert all("Lawyers (invented)" in title for title in titles)


def test_a_spanish_page_gives_its_sources_and_its_invented_notices_in_spanish(spanish: None, visitor: Client) -> None:
    with acting_as(DatabaseRole.EOUSA):
        facts = {"title": "Lawyers (invented)", "listings": ["16.524"], "opens_on": DAY, "is_demo": True}
        Opportunity.objects.create(pk=990_777, number="O-777", description="Nothing", **facts)
    fit = visitor.get("/es/fit/", {"violence": "DOMESTIC", "kind": "SHELTER"}).content.decode()
    notice = visitor.get("/es/opportunities/990777/").content.decode()

    assert "Active Assistance Listings" not in fit
    assert "no se leyó palabra por palabra" in fit
    assert "Una convocatoria inventada de la demostración" in notice
    assert "Nothing" not in notice

"""Asking about federal money without an account: who gets the question, what is told, and what is not let in."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from grants import rates
from grants.counties import meant
from grants.models import Backup, Entry, GuidanceRequest, Question
from grants.models.asking import add, ask
from grants.models.routing import intake
from portal import gazetteer
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import KeptText, Membership, OfficeContact, Person
from portal.tenancy import acting_as
from tests import make
from tests.partners.directory import said
from tests.reading import text

TARRANT, HOKE, EASTERN_SAMOA, DALLAS = "48439", "37093", "60010", "48113"
MAIL = "asker@example.test"
WORDS = "We want to open six more beds next summer"
FORM = {"place": "Tarrant County, Texas", "need": "SHELTER", "email": MAIL, "address_use": "ANSWER", "is_neutral": "on"}


def asked_for(county: str, at: datetime = make.NOW, **said: Any) -> GuidanceRequest:
    return ask(asked=uuid4(), county=county, at=at, need="SHELTER", email=MAIL, **said)


def questions() -> list[Question]:
    with acting_as(DatabaseRole.OFFICE, office_id=make.office().pk):
        return list(Question.objects.order_by("pk"))


def standing(made: GuidanceRequest) -> GuidanceRequest:
    with intake(made.asked, made.office_id):
        return GuidanceRequest.objects.get(pk=made.pk)


# --- who gets it -----------------------------------------------------------------------------------------------------
def test_the_specialist_of_the_county_gets_it_and_both_are_told(alma, vic, erin, posted) -> None:
    made = asked_for(TARRANT, text=WORDS)

    assert (made.owner_id, made.is_central, made.office.court_id) == (alma.pk, False, "txnd")
    (to_asker,), (to_owner,) = posted("ASKER_ASKED"), posted("GUIDANCE_ASKED")
    assert (to_asker["recipient"], to_asker["is_private"], to_asker["is_secret"]) == (MAIL, True, True)
    assert "/q/" in to_asker["text"]
    assert "Alma Reyes" in to_asker["text"]
    assert to_owner["recipient"] == alma.email
    assert WORDS not in "".join(map(str, [*to_asker.values(), *to_owner.values()]))
    assert "money" not in to_asker["subject"]


def test_staff_and_the_backup_stand_in_and_then_the_center(vic, lena, erin) -> None:
    assert asked_for(TARRANT).owner_id == vic.pk

    with acting_as(DatabaseRole.OFFICE, office_id=make.office().pk, person_id=lena.pk):
        Backup.objects.create(office=make.office(), person=lena, named_by=lena)
    assert asked_for(TARRANT).owner_id != erin.pk

    elsewhere = asked_for("36061")
    assert (elsewhere.owner_id, elsewhere.is_central, elsewhere.office.court_id) == (erin.pk, True, "nysd")


def test_a_divided_county_is_the_first_office_s_and_the_other_is_named(erin, posted) -> None:
    made = asked_for(HOKE)

    assert (made.office.court_id, made.other_office.court_id) == ("ncmd", "nced")
    assert "Eastern District of North Carolina" in posted("ASKER_ASKED")[0]["text"]


def test_american_samoa_has_no_office_and_the_center_answers(erin, posted) -> None:
    made = asked_for(EASTERN_SAMOA)

    assert (made.office_id, made.is_central, made.owner_id) == (None, True, erin.pk)
    (mail,) = posted("ASKER_ASKED")
    assert (mail["is_private"], mail["office"]) == (False, None)
    assert "Executive Office" in mail["text"]


def test_without_anybody_it_is_refused_and_nothing_is_kept(db) -> None:
    with pytest.raises(Refused, match="Nobody can answer"):
        asked_for(TARRANT)
    assert questions() == []


def test_every_county_has_somebody(erin) -> None:
    """Whoever has left is nobody, and each of the 94 is somebody's."""
    counties = {county.court_id: county.fips for county in gazetteer.country().counties.values()}
    gone = make.member("Gone Away", Role.SPECIALIST, office="txnd")
    with acting_as(DatabaseRole.OPERATOR):
        Person.objects.filter(pk=gone.pk).update(is_active=False)

    made = [asked_for(fips) for fips in [*list(counties.values())[::12], TARRANT]]
    assert {one.owner_id for one in made} == {erin.pk}


@pytest.mark.parametrize(
    ("at", "asked_on", "due_on"),
    [
        (datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("UTC")), date(2026, 11, 23), date(2026, 11, 25)),
        (datetime(2026, 11, 24, 5, tzinfo=ZoneInfo("UTC")), date(2026, 11, 23), date(2026, 11, 25)),
        (datetime(2026, 11, 25, 20, tzinfo=ZoneInfo("UTC")), date(2026, 11, 25), date(2026, 11, 30)),
        (datetime(2026, 11, 28, 20, tzinfo=ZoneInfo("UTC")), date(2026, 11, 28), date(2026, 12, 2)),
    ],
)
def test_the_answer_is_due_two_working_days_on_by_the_office_s_clock(at, asked_on, due_on, alma) -> None:
    """Texas is still in November 23 when Greenwich is not; Thanksgiving and weekends are nobody's working days."""
    made = asked_for(TARRANT, at)

    assert (made.asked_on, made.waits_since, made.due_on) == (asked_on, asked_on, due_on)


def test_the_same_key_twice_is_one_question(alma, posted) -> None:
    key = uuid4()
    first, second = (
        ask(asked=key, county=TARRANT, at=make.NOW, need="SHELTER", email=MAIL, text=WORDS) for _ in range(2)
    )

    assert first.pk == second.pk
    assert len(questions()) == len(posted("ASKER_ASKED")) == len(posted("GUIDANCE_ASKED")) == 1


# --- adding ----------------------------------------------------------------------------------------------------------
def test_adding_opens_it_again_with_somebody_who_is_there(alma, erin, posted) -> None:
    made = asked_for(TARRANT)
    with acting_as(DatabaseRole.OFFICE, office_id=made.office_id, person_id=alma.pk):
        closed = {"state": "CLOSED", "closed_on": make.DAY, "closed_because": "DONE"}
        GuidanceRequest.objects.filter(pk=made.pk).update(**closed)
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.filter(person=alma).update(ended_at=make.NOW)

    later = make.NOW + timedelta(days=7)
    add(made, text="One more thing", at=later)

    again = standing(made)
    assert (again.state, again.closed_on, again.owner_id, again.is_central) == ("WAITING", None, erin.pk, True)
    assert (again.waits_since, again.due_on) == (date(2026, 11, 30), date(2026, 12, 2))
    assert posted("GUIDANCE_ADDED")[0]["recipient"] == erin.email


def test_a_question_that_waits_keeps_its_clock(alma) -> None:
    made = asked_for(TARRANT)
    add(made, text="One more thing", at=make.NOW + timedelta(days=7))

    assert standing(made).due_on == made.due_on
    with intake(made.asked):
        assert Entry.objects.get().kind == "ADDED"


# --- the form --------------------------------------------------------------------------------------------------------
def test_a_visitor_asks_and_sees_what_comes_next(alma, visitor) -> None:
    answer = visitor.post(reverse("ask"), FORM | {"text": WORDS, "violence": ["DOMESTIC"]}, follow=True)
    page = answer.content.decode()

    assert "Northern District of Texas" in page
    assert "A named person answers by" in page
    assert MAIL not in page + str(answer.redirect_chain)
    assert "Alma" not in page
    (kept,) = questions()
    assert (kept.county, kept.text, kept.email, kept.language, kept.violence) == (
        TARRANT,
        WORDS,
        MAIL,
        "en",
        ["DOMESTIC"],
    )


def test_three_answers_are_enough_and_the_kind_of_violence_comes_before_the_need(alma, visitor) -> None:
    page = visitor.get(reverse("ask")).content.decode()
    shown, folded = page.split('<details class="field"')
    names = re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', shown)
    assert list(dict.fromkeys(names))[-6:] == ["place", "violence", "need", "email", "kind", "text"]
    assert 'name="address_use"' in folded
    required = set(re.findall(r'name="(\w+)"[^>]* required', page))
    assert required == {"place", "need", "email"}

    sent = visitor.post(reverse("ask"), {"place": "Tarrant County, Texas", "need": "SHELTER", "email": MAIL})

    assert sent.status_code == 302, sent.content.decode()
    (kept,) = questions()
    assert (kept.address_use, kept.violence) == ("ANSWER", [])


def test_the_day_that_is_promised_is_the_day_of_the_question_by_the_clock_of_whoever_answers(erin, visitor) -> None:
    """On Guam it is Tuesday already; nobody is there, and by EOUSA's clock the answer is due on Wednesday."""
    with time_machine.travel(datetime(2026, 11, 23, 18, tzinfo=ZoneInfo("UTC")), tick=False):
        guam = FORM | {"place": "Guam", "county": "66010"}
        real, filled = (visitor.post(reverse("ask"), guam | {"website": web}).url for web in ("", "spam"))
        page = visitor.get(real).content.decode()
        assert visitor.get(filled).content.decode() == page
        with intake(made_with(erin).asked):
            due = made_with(erin).due_on
    assert due == date(2026, 11, 25)
    assert "answers by Nov. 25, 2026" in page
    assert "on its way to the Executive Office for United States Attorneys" in page
    assert "has nobody who can" in page


def made_with(owner: Person) -> GuidanceRequest:
    """The one question that EOUSA answers."""
    with acting_as(DatabaseRole.EOUSA):
        return GuidanceRequest.objects.only("asked", "due_on").get(owner=owner)


def test_every_kind_of_violence_goes_on_to_the_fit_checker_and_back(alma, visitor) -> None:
    kinds = ["SEXUAL_ASSAULT", "STALKING"]
    page = visitor.post(reverse("ask"), FORM | {"violence": kinds, "kind": "SHELTER"}, follow=True)
    there = re.search(r'href="(/fit/\?[^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    fitting = visitor.get(there)
    assert fitting.context["form"].said["violence"] == kinds
    back = fitting.context["ask_url"]
    assert visitor.get(back).context["form"]["violence"].value() == kinds
    assert [value for name, value in fitting.context["form"].kept() if name == "violence"] == kinds


def test_what_was_answered_in_the_fit_checker_is_not_asked_again_after_the_question(alma, visitor) -> None:
    said = {"need": "LEGAL", "kind": "LAW_SCHOOL"}
    for legal, label in (("yes", "fits directly"), ("perhaps", "depends on something")):
        ask_url = visitor.get(reverse("fit"), said | {"legal": legal}).context["ask_url"]
        assert ("legal=yes" in ask_url) == (legal == "yes")
        page = visitor.post(ask_url, FORM | said, follow=True)
        answer = page.context["answer"]
        assert {one["fit"].program.key: one["label"] for one in answer["fits"]}["lav"] == label
        assert ("whether you give legal help" in page.content.decode()) == (legal != "yes")
        assert ("legal=yes" in answer["fit_url"]) == (legal == "yes")


def test_what_the_kind_rules_out_is_left_aside_and_a_kind_without_entry_goes_on_by_its_form(alma, visitor) -> None:
    ruled_out = visitor.post(
        f"{reverse('ask')}?form=NONPROFIT", FORM | {"kind": "COURT", "need": "ORDERS"}, follow=True
    )
    assert {one["fit"].program.key: one["label"] for one in ruled_out.context["answer"]["fits"]}[
        "icjr"
    ] == "fits directly"

    ask_url = visitor.get(reverse("fit"), {"kind": "SCHOOL", "need": "PREVENTION"}).context["ask_url"]
    school = visitor.post(ask_url, FORM | {"kind": "OTHER", "need": "PREVENTION"}, follow=True)
    assert {one["fit"].program.key: one["label"] for one in school.context["answer"]["fits"]}["cyem"] == "fits directly"


def test_how_to_reach_the_office_is_one_quiet_line_until_something_is_known_and_nothing_where_eousa_answers(
    alma, erin, visitor
) -> None:
    quiet, unknown = "No telephone or mailbox of this office is verified yet", "unknown, to be verified"
    asked = visitor.post(reverse("ask"), FORM).url
    before = visitor.get(asked).content.decode()
    with acting_as(DatabaseRole.EOUSA):
        main = OfficeContact.objects.filter(office=make.office(), kind="MAIN_PHONE")
        main.update(value="214-555-0100", verified_on=make.DAY, verified_by=erin)
    after = visitor.get(asked).content.decode()

    assert (quiet in before, quiet in after) == (True, False)
    assert "214-555-0100" in after
    assert unknown not in before + after
    central = visitor.post(reverse("ask"), FORM | {"place": "Guam", "county": "66010"}, follow=True).content.decode()
    assert "How to reach the office" not in central


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(alma, visitor) -> None:
    pages = [visitor.post(reverse("ask"), FORM | {"email": mail}).url for mail in (MAIL, MAIL, alma.email)]
    seen = {visitor.get(url).content for url in pages}

    assert len(seen) == 1


def test_in_spanish_it_is_asked_and_answered_in_spanish(alma, visitor, posted) -> None:
    visitor.post("/es" + reverse("ask"), FORM)

    words = posted("ASKER_ASKED")[0]["text"]
    assert questions()[0].language == "es"
    assert "/es/q/" in words
    assert "Your question" not in words
    assert "waits for you" in posted("GUIDANCE_ASKED")[0]["text"]


def test_a_town_that_lies_in_several_counties_asks_which_and_nothing_is_lost(alma, visitor) -> None:
    typed = FORM | {"place": "Dallas", "text": WORDS}
    answer = visitor.post(reverse("ask"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{DALLAS}"' in page
    assert WORDS in page
    assert page.count("Which county is it?") == 2, "once in the summary, once at the field"
    assert questions() == []

    assert visitor.post(reverse("ask"), typed | {"county": DALLAS}).status_code == 302
    assert questions()[0].county == DALLAS


@pytest.mark.parametrize(
    ("typed", "count"),
    [("New York City", 5), ("Vermont", 14), ("American Samoa", 5), ("Xyzzyville", 0), ("txnd", 0)],
)
def test_every_other_place_asks_for_the_county(typed, count, db) -> None:
    found = meant(gazetteer.country(), typed)

    assert not found.fips
    assert found.note
    assert len(found.offered) == count


def test_a_county_that_is_offered_for_a_town_says_so(visitor) -> None:
    page = text(visitor.post(reverse("ask"), FORM | {"place": "Tarrant"}))

    assert "Jefferson County, Alabama (town of Tarrant)" in page
    assert "Tarrant County, Texas<" in page.replace(" <", "<"), "it is offered for its own name"


def test_a_county_that_was_not_offered_is_not_taken(alma, visitor) -> None:
    answer = visitor.post(reverse("ask"), FORM | {"place": "Dallas", "county": TARRANT})

    assert answer.status_code == 422
    assert questions() == []


@pytest.mark.parametrize("email", [f"{MAIL}\nBcc: all@example.test", "a@b", "x" * 250 + "@example.test", ""])
def test_an_address_that_is_none_is_refused(email, alma, visitor) -> None:
    assert visitor.post(reverse("ask"), FORM | {"email": email}).status_code == 422
    assert questions() == []


@pytest.mark.parametrize(
    "text",
    [
        "Her SSN is 219-09-9999",
        "Maria Gonzalez, 34, was strangled by her husband",
        "My client Ana was raped by her boyfriend last week",
        "Jane Doe needs shelter tonight",
    ],
)
def test_what_may_identify_somebody_is_refused_whatever_reason_comes_with_it(text, alma, visitor) -> None:
    refused = visitor.post(reverse("ask"), FORM | {"text": text, "text_kept_because": "ok"})
    said = refused.content.decode()

    assert (refused.status_code, questions()) == (422, [])
    assert "Leave out names, telephone numbers and addresses: “a client” is enough." in said
    assert "The answer comes to your e-mail." in said
    assert text in said
    assert "text_kept_because" not in said


def test_in_spanish_a_name_is_refused_what_was_typed_stays_and_the_form_says_what_to_do(alma, visitor) -> None:
    with override("es"):
        address = reverse("ask")
    text = "Mi clienta Ana fue violada por su novio"
    opened = visitor.get(address).content.decode()
    refused = visitor.post(address, FORM | {"text": text})
    said = refused.content.decode()

    assert "no nombre a ninguna persona que necesite ayuda" in opened
    assert (refused.status_code, questions()) == (422, [])
    assert f"{text}</textarea>" in said
    assert "el nombre de una persona con un detalle" in said
    assert "No escriba nombres, números de teléfono ni direcciones: basta con «una clienta»." in said
    assert all(value in said for value in (MAIL, FORM["place"]))


def test_what_fills_the_field_that_nobody_sees_is_thanked_and_dropped(alma, visitor, caplog) -> None:
    real = visitor.post(reverse("ask"), FORM).url
    filled = visitor.post(reverse("ask"), FORM | {"website": "https://spam.example.test"}).url

    assert visitor.get(real).content == visitor.get(filled).content
    assert len(questions()) == 1
    assert "was dropped" in caplog.text
    assert MAIL not in caplog.text


def test_two_clicks_are_one_question(alma, visitor) -> None:
    form = FORM | {"key": str(uuid4())}
    for _ in range(2):
        assert visitor.post(reverse("ask"), form).status_code == 302
    assert len(questions()) == 1

    visitor.post(reverse("ask"), form | {"need": "LEGAL"})
    assert len(questions()) == 2


def test_a_flood_is_held_back_by_network_and_by_address(alma, visitor, monkeypatch) -> None:
    with time_machine.travel(make.NOW, tick=False):
        most = rates.OF_ADDRESS[0].times
        codes = [visitor.post(reverse("ask"), FORM | {"key": str(uuid4())}).status_code for _ in range(most + 2)]
        assert codes == [302] * most + [429] * 2
        assert len(questions()) == most

        monkeypatch.setattr(rates, "OF_NETWORK", (rates.Rate(1, rates.HOUR),))
        held = Client(REMOTE_ADDR="192.0.2.9")
        assert [held.post(reverse("ask"), {}).status_code for _ in range(2)] == [422, 429]
    with time_machine.travel(make.NOW + timedelta(hours=1), tick=False):
        assert visitor.post(reverse("ask"), FORM | {"key": str(uuid4())}).status_code == 302


def test_the_page_is_prefilled_by_its_address_and_sets_the_one_cookie(alma, visitor) -> None:
    page = visitor.get(reverse("ask"), {"county": TARRANT, "need": "LEGAL", "violence": "STALKING", "kind": "nonsense"})
    said = page.content.decode()

    assert "Tarrant County, Texas" in said
    assert re.search(r'<option[^>]*value="LEGAL"[^>]*selected', said)
    assert re.search(r'value="STALKING"[^>]*checked', said)
    assert set(page.cookies) == {"csrftoken"}
    assert page.cookies["csrftoken"]["max-age"] == ""
    for name in ("home", "find", "ask-sent"):
        assert not Client().get(reverse(name)).cookies
    assert Client(enforce_csrf_checks=True).post(reverse("ask"), FORM).status_code == 403


@pytest.mark.parametrize("said", ["", "made-up", "a:b:c"])
def test_what_comes_next_cannot_be_made_up(said, visitor) -> None:
    page = visitor.get(reverse("ask-sent"), {"said": said})

    assert page.status_code == 200
    assert "Look at your mail" in page.content.decode()


# --- signed in -------------------------------------------------------------------------------------------------------
def test_an_advocate_asks_in_a_shorter_form_and_reads_the_organization_s_own(alma, ada, pia, client_of) -> None:
    client = client_of(ada)
    soft = {"text": "Call us at 817-555-0142", "text_kept_because": "our own number"}
    answer = client.post(
        reverse("guidance-ask"),
        {"place": "Tarrant County, Texas", "need": "LEGAL", "violence": ["SEXUAL_ASSAULT", "STALKING"], "reminds": "on"}
        | soft,
    )

    (kept,) = questions()
    assert answer.url == reverse("guidance-own-detail", args=[kept.request_id])
    assert (kept.email, kept.channel, kept.address_use) == (ada.email, "SIGNED_IN", "REMINDERS")
    assert kept.organization_id == ada.organization_id
    assert kept.violence == ["SEXUAL_ASSAULT", "STALKING"]
    assert client.get(reverse("guidance-ask"), {"violence": "STALKING"}).context["form"]["violence"].value() == [
        "STALKING"
    ]
    with acting_as(DatabaseRole.EOUSA):
        assert KeptText.objects.get().reason == "our own number"
    page = client_of(pia).get(answer.url).content.decode()
    assert "Alma Reyes" in page
    assert "legal assistance" in client_of(pia).get(reverse("guidance-own-list")).content.decode()


def test_until_it_is_answered_a_question_of_an_organization_shows_what_fits_by_its_entry(alma, ada, client_of) -> None:
    made = asked_for(TARRANT, organization=ada.organization, by=ada, kind="SHELTER")
    page, client = reverse("guidance-own-detail", args=[made.pk]), client_of(ada)
    presumed = client.get(page)
    said(ada.organization, ada, legal_form="LOCAL", populations=["RURAL"])
    entered = client.get(page)

    first, known = (
        {one["fit"].program.key: one["label"] for one in seen.context["first"]["fits"]} for seen in (presumed, entered)
    )
    assert "This is what our list says until a person answers you." in presumed.content.decode()
    assert (first["rural"], known["rural"]) == ("depends on something", "fits directly")
    assert reverse("own-fit") in entered.content.decode()


def test_each_question_of_an_organization_has_its_own_thread(alma, ada, client_of) -> None:
    first, second = (asked_for(TARRANT, organization=ada.organization, by=ada) for _ in range(2))
    add(second, text="Zanzibar van", at=make.NOW, by=ada)
    pages = [client_of(ada).get(reverse("guidance-own-detail", args=[one.pk])) for one in (first, second)]

    assert ["Zanzibar van" in page.content.decode() for page in pages] == [False, True]


def test_another_organization_finds_nothing_there(alma, ada, client_of) -> None:
    made = asked_for(TARRANT, organization=ada.organization, by=ada, text=WORDS)
    other = make.member("Max Else", Role.MANAGER, organization=make.organization("Elsewhere (invented)"))
    client = client_of(other)

    assert client.get(reverse("guidance-own-detail", args=[made.pk])).status_code == 404
    assert client.post(reverse("guidance-own-add", args=[made.pk]), {"text": "mine"}).status_code == 404
    assert "legal" not in client.get(reverse("guidance-own-list")).content.decode()

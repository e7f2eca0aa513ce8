"""The pages of vacancies as each role meets them: whose turn it is, the next act, and what only few may read."""

import csv
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now

from portal.access import DatabaseRole, Role
from portal.models import AccessEvent
from portal.tenancy import acting_as
from specialists.models import Appointment, Clearance, Move, Nomination, PointOfContact, Vacancy
from specialists.stages import STEPS, Stage, StepKey
from specialists.views.vacancy_acts import OF_NOMINATION, OWN_FORM
from specialists.views.vacancy_words import QUESTIONS
from tests import make
from tests.reading import text

pytestmark = pytest.mark.django_db
SECRET, REASON = "Zanzibar secret note", "the candidate withdrew"
WHO = ("erin", "rhea", "oren", "lena", "olga", "alma", "vic")
SEES_CANDIDATES = {"erin", "oren", "lena", "olga"}


def ago(days):
    return localdate() - timedelta(days=days)


def heads(by, court_id="txnd"):
    return acting_as(DatabaseRole.HEADS, office_id=make.office(court_id).pk, person_id=by.pk)


def begin(by, court_id="txnd", days=300):
    with heads(by, court_id):
        return Vacancy.objects.begin(office=make.office(court_id), by=by, on=localdate(), made_on=ago(days))


def take(vacancy, step, by, days, court_id="txnd", **words):
    with heads(by, court_id):
        vacancy.take(step, acting=Role.LEADERSHIP, by=by, on=localdate(), made_on=ago(days), **words)
    return vacancy


def screening(by, court_id="txnd"):
    vacancy = begin(by, court_id)
    take(vacancy, StepKey.FIND_BUDGET, by, 290, court_id, detail="VACANT_SLOT")
    take(vacancy, StepKey.ANNOUNCE, by, 280, court_id)
    return take(vacancy, StepKey.SCREEN, by, 270, court_id)


def nominated(by, days=34):
    vacancy = screening(by)
    with heads(by):
        nomination = Nomination.objects.prepare(
            vacancy=vacancy, candidate_name="Cleo Marsh", candidate_email="cleo@example.test", by=by, on=localdate()
        )
        nomination.send(by=by, on=localdate(), made_on=ago(days))
    return refreshed(vacancy, by)


def refreshed(vacancy, by):
    with heads(by):
        vacancy.refresh_from_db()
    return vacancy


def on_duty(lena, oren):
    """Through OARM, the offer and the checks, entered on duty five days ago."""
    vacancy = nominated(lena, days=250)
    with acting_as(DatabaseRole.OARM, person_id=oren.pk):
        Nomination.objects.get().approve(by=oren, on=localdate(), made_on=ago(230))
    refreshed(vacancy, lena)
    take(vacancy, StepKey.OFFER, lena, 228)
    take(vacancy, StepKey.BEGIN_CHECKS, lena, 220)
    with heads(lena):
        Clearance.objects.enter_on_duty(
            vacancy=vacancy,
            drug_test_on=ago(20),
            background_opened_on=ago(210),
            by=lena,
            on=localdate(),
            made_on=ago(5),
        )
    return vacancy


def page_of(vacancy):
    return reverse("vacancy-detail", args=[vacancy.pk])


def step_of(vacancy, key):
    return f"{reverse('vacancy-move', args=[vacancy.pk])}?step={key}"


def stage_of(vacancy):
    with acting_as(DatabaseRole.EOUSA):
        return Vacancy.objects.get(pk=vacancy.pk).stage


def count(model, **filters):
    with acting_as(DatabaseRole.EOUSA):
        return model.objects.filter(**filters).count()


# --- whose turn it is ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", WHO)
def test_everybody_in_government_reads_whose_turn_it_is(cast, client_of, who):
    vacancy = nominated(cast["lena"])
    client = client_of(cast[who])

    assert "OARM has to decide on the nomination. Day 34 of 30, 4 days over target." in text(
        client.get(page_of(vacancy))
    )
    page = text(client.get("/vacancies/"))
    assert ("Day 34 of 30" in page) == (who not in {"erin", "rhea", "oren"})
    assert ("1 vacancy is open. OARM has 1, the oldest for 34 days (target 30)." in page) == (
        who in {"erin", "rhea", "oren"}
    )


@pytest.mark.parametrize(("who", "status"), [("otis", 404), ("opal", 403), ("pia", 403), ("ada", 403)])
def test_another_office_meets_nothing_and_outsiders_are_refused(cast, client_of, who, status):
    vacancy = nominated(cast["lena"])

    assert client_of(cast[who]).get(page_of(vacancy)).status_code == status
    if status == 404:
        assert "N.D. Tex." not in text(client_of(cast[who]).get("/vacancies/?which=all"))


@pytest.mark.parametrize("who", WHO)
def test_candidates_reasons_and_dates_of_checks_are_for_few(cast, client_of, who):
    vacancy = on_duty(cast["lena"], cast["oren"])
    lost = {"reason": "CANDIDATE_WITHDREW", "note": SECRET}
    take(vacancy, StepKey.LOSE_CANDIDATE, cast["lena"], 4, **lost)
    client = client_of(cast[who])
    page = text(client.get(page_of(vacancy)))

    sees = who in SEES_CANDIDATES
    for secret in (SECRET, REASON, "C. M.", f'href="{reverse("nomination-detail", args=[nomination_pk()])}"'):
        assert (secret in page) == sees, secret
    assert "Back to screening" in page
    with acting_as(DatabaseRole.EOUSA):
        reads = AccessEvent.objects.filter(kind=AccessEvent.Kind.READ, detail__vacancy=vacancy.pk).count()
    assert reads == int(sees), "who read about a candidate stays in the trail"


def nomination_pk():
    with acting_as(DatabaseRole.OARM):
        return Nomination.objects.get().pk


@pytest.mark.parametrize("who", WHO)
def test_the_checks_are_told_by_the_stage_to_everybody_else(cast, client_of, who):
    page = text(client_of(cast[who]).get(page_of(on_duty(cast["lena"], cast["oren"]))))

    assert "<dt>Pre-employment checks</dt><dd>entered on duty</dd>" in page
    assert ("Background investigation</dt>" in page) == ("Drug test</dt>" in page) == (who in SEES_CANDIDATES)


@pytest.mark.parametrize(
    ("who", "main"),
    [
        ("lena", "Name the budget"), ("olga", "Name the budget"), ("alma", ""), ("vic", ""), ("erin", ""), ("oren", ""),
        ("rhea", ""),
    ],
)  # fmt: skip
def test_the_next_act_is_the_largest_thing_for_whoever_may_take_it(cast, client_of, who, main):
    page = text(client_of(cast[who]).get(page_of(begin(cast["lena"], days=3))))

    assert re.findall(r'usa-button--big" href="[^"]+">([^<]+)<', page) == ([main] if main else [])
    assert ("Request a special AUSA from EOUSA</a>" in page) == (who in {"lena", "olga"})
    assert (
        ("Designate a sitting AUSA</a>" in page)
        == ("Close without a specialist</a>" in page)
        == (who in {"lena", "erin"})
    )


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("oren", "Decide on the nomination"),
        ("lena", "See the nomination"),
        ("erin", "See the nomination"),
        ("rhea", ""),
    ],
)
def test_while_oarm_decides_only_oarm_is_called_upon(cast, client_of, who, words):
    page = text(client_of(cast[who]).get(page_of(nominated(cast["lena"]))))

    assert ("usa-button--big" in page) == (who == "oren")
    assert not words or f">{words}</a>" in page
    assert words or "nomination</a>" not in page


def test_the_way_is_drawn_with_words(client_of, lena):
    page = text(client_of(lena).get(page_of(nominated(lena))))

    assert page.count('class="pipeline__done"') == 4
    now = re.search(r'<li class="pipeline__now" aria-current="step">.*?</li>', page)[0]
    assert "Nominated, with OARM" in now
    assert "day 34 of 30" in now
    assert page.count('class="pipeline__ahead"') == 5


# --- the list --------------------------------------------------------------------------------------------------------
@pytest.fixture
def nation(lena, erin):
    nominated(lena)
    begin(lena, "nysd", 40)
    begin(lena, "gud", 3)
    take(begin(lena, "cand", 60), StepKey.REQUEST_POSITION, lena, 50, "cand")
    take(begin(lena, "ilnd", 60), StepKey.LACK_BUDGET, lena, 5, "ilnd", detail="HIRING_FREEZE")
    closed = begin(lena, "mad", 60)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        closed.designate(
            name="Abel Orr", email="a@example.test", kind="COLLATERAL", starts_on=ago(10), by=erin, on=localdate()
        )
    make.desk("gud", erin)


@pytest.mark.parametrize(
    ("query", "offices"),
    [
        ("", "N.D. Tex., N.D. Cal., D. Guam, S.D.N.Y., N.D. Ill."),
        ("which=closed", "D. Mass."),
        ("stage=DESIGNATED", "D. Mass."),
        ("acts=OARM", "N.D. Tex."),
        ("acts=OFFICE", "D. Guam, S.D.N.Y., N.D. Ill."),
        ("acts=EOUSA&over=on", "N.D. Cal."),
        ("over=on", "N.D. Tex., N.D. Cal., S.D.N.Y."),
        ("budget=lacking", "N.D. Ill."),
        ("budget=VACANT_SLOT", "N.D. Tex."),
        ("budget=unsaid", "D. Guam, S.D.N.Y., N.D. Cal."),
        ("budget=found", "N.D. Tex."),
        ("state=TX", "N.D. Tex."),
        ("circuit=2", "S.D.N.Y."),
        ("mine=on", "D. Guam"),
    ],
)
def test_the_list_is_filtered_and_downloads_what_it_shows(client_of, erin, nation, query, offices):
    client = client_of(erin)
    rows = list(csv.DictReader(client.get(f"/vacancies/?{query}&format=csv").content.decode().splitlines()))

    assert sorted(row["office"] for row in rows) == sorted(offices.split(", "))
    page = text(client.get(f"/vacancies/?{query}"))
    assert all(f">{row['office']}</a></th>" in page for row in rows)


def test_the_list_counts_by_turn(client_of, erin, nation):
    assert (
        "5 vacancies are open. OARM has 1, the oldest for 34 days (target 30); offices have 3, 1 over target; "
        "EOUSA has 1, 1 over target." in text(client_of(erin).get("/vacancies/"))
    )


def test_the_list_sorts_by_budget(client_of, erin, nation):
    rows = client_of(erin).get("/vacancies/?sort=budget&format=csv").content.decode().splitlines()
    budgets = [row["budget"] for row in csv.DictReader(rows)]

    assert budgets == ["none: hiring freeze", "vacant slot", "", "", ""]


@pytest.mark.parametrize("address", ["/vacancies/", "/vacancies/?which=all&format=csv"])
def test_the_list_stays_within_its_queries(client_of, erin, nation, address):
    assert asked(client_of(erin), address) <= 4


def test_the_page_of_a_vacancy_stays_within_its_queries_however_long_its_history(client_of, lena, oren):
    vacancy = begin(lena)
    short = asked(client_of(lena), page_of(vacancy))
    for days in range(100, 90, -2):
        take(vacancy, StepKey.LACK_BUDGET, lena, days, detail="NO_SLOT", note="None.")
        take(vacancy, StepKey.FIND_BUDGET, lena, days - 1, detail="DETAIL")

    assert asked(client_of(lena), page_of(vacancy)) <= short <= 7


def asked(client, address):
    """How many queries the page makes, the second time, besides those of every page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    rest = ("django_session", "SAVEPOINT", 'INSERT INTO "audit"')
    return len([q for q in queries if not any(word in q["sql"] for word in rest)])


@pytest.mark.parametrize("query", ["stage=banana", "which=none", "acts=NOBODY"])
def test_a_filter_that_cannot_be_meant_is_told(client_of, erin, query):
    assert client_of(erin).get(f"/vacancies/?{query}").status_code == 400


# --- moves -----------------------------------------------------------------------------------------------------------
def test_leadership_opens_and_moves_and_is_told_what_is_next(client_of, lena):
    make.asking("txnd", asked_on=ago(90))
    client = client_of(lena)
    assert "Open the vacancy</a>" in text(client.get("/"))

    opened = client.post("/offices/txnd/vacancies/new/", {"made_on": ago(9).isoformat()}, follow=True)
    assert "The vacancy is open. N.D. Tex. has never had a specialist on record here" in text(opened)
    assert "Next: the office has to find budget authority or say why there is none." in text(opened)
    (address, _status) = opened.redirect_chain[-1]
    pk = int(address.strip("/").split("/")[1])
    moved = client.post(
        f"/vacancies/{pk}/moves/new/?step=FIND_BUDGET",
        {"detail": "DETAIL", "made_on": ago(2).isoformat(), "note": "From the civil division."},
        follow=True,
    )
    page = text(moved)
    assert "Budget identified." in page
    assert "Your office has to announce the position. Day 2 of 30." in page
    assert "From the civil division." in page
    assert f"recorded {date_format(localdate(), 'DATE_FORMAT')}" in page
    assert "Open the vacancy</a>" not in text(client.get("/"))
    assert "Record the announcement</a>" in text(client.get("/"))


def test_a_vacancy_of_an_office_is_opened_once(client_of, lena):
    client = client_of(lena)
    facts = {"made_on": localdate().isoformat()}
    assert client.post("/offices/txnd/vacancies/new/", facts).status_code == 302
    again = client.post("/offices/txnd/vacancies/new/", facts)

    assert again.status_code == 422
    assert "This office has an open vacancy already. Move that one." in text(again)
    assert count(Vacancy) == 1


def test_sent_twice_it_moves_once_and_nothing_typed_is_lost(client_of, lena):
    vacancy = begin(lena, days=9)
    client = client_of(lena)
    facts = {"detail": "DETAIL", "made_on": localdate().isoformat(), "note": "Typed with care."}
    assert client.post(step_of(vacancy, "FIND_BUDGET"), facts).status_code == 302
    again = client.post(step_of(vacancy, "FIND_BUDGET"), facts)

    assert again.status_code == 422
    assert "now at “budget identified”, from where “Name the budget” is not possible" in text(again)
    assert "Typed with care.</textarea>" in text(again)
    assert count(Move, step="FIND_BUDGET") == 1


@pytest.mark.parametrize(
    ("who", "step", "sentence"),
    [
        ("lena", "SCREEN", "This vacancy is at “gap known”, from where “Begin screening” is not possible."),
        ("lena", "GRANT_POSITION", "“Grant the position” is not for your role to do."),
        ("erin", "FIND_BUDGET", "“Name the budget” is not for your role to do."),
        ("olga", "WITHDRAW", "“Close without a specialist” is not for your role to do."),
        ("lena", "NOMINATE", "There is no step “NOMINATE” to make here."),
        ("lena", "", "There is no step “” to make here."),
        ("lena", "<b>", "There is no step “&lt;b&gt;” to make here."),
    ],
)
def test_a_wrong_step_is_answered_with_the_sentence(cast, client_of, who, step, sentence):
    vacancy = begin(cast["lena"], days=9)
    client = client_of(cast[who])
    response = client.get(step_of(vacancy, step))

    assert response.status_code == 400
    assert sentence in text(response)
    sent = client.post(step_of(vacancy, step), {"made_on": localdate().isoformat(), "detail": "DETAIL"})
    assert sent.status_code in {400, 422}
    assert stage_of(vacancy) == Stage.GAP_KNOWN


@pytest.mark.parametrize("who", ["alma", "vic", "rhea", "oren", "opal", "ada"])
def test_who_may_not_move_finds_no_form(cast, client_of, who):
    vacancy = begin(cast["lena"], days=9)
    for address in (step_of(vacancy, "FIND_BUDGET"), *(f"{page_of(vacancy)}{own}/" for own in FORMS)):
        if (who, address) == ("oren", f"{page_of(vacancy)}undo/"):
            continue
        assert client_of(cast[who]).get(address).status_code == 403, address


FORMS = ("designation", "special", "cover", "checks", "entry", "training", "undo")


@pytest.mark.parametrize("key", [key for key, step in STEPS.items() if step.is_plain])
def test_every_plain_step_has_its_question(key):
    assert key in QUESTIONS


@pytest.mark.parametrize("key", [key for key, step in STEPS.items() if not step.is_plain and key != StepKey.OPEN])
def test_every_other_step_has_a_form_of_its_own(key):
    assert key in OWN_FORM or key in OF_NOMINATION


def test_a_day_that_cannot_be_stands_on_the_form(client_of, lena):
    vacancy = begin(lena, days=9)
    client = client_of(lena)
    for day, sentence in (
        (ago(-1), "The day is in the future."),
        (ago(30), "The move cannot be earlier than that."),
    ):
        response = client.post(step_of(vacancy, "FIND_BUDGET"), {"detail": "DETAIL", "made_on": day.isoformat()})
        assert response.status_code == 422
        assert sentence in text(response)


def test_what_people_write_is_text(client_of, lena):
    vacancy = begin(lena, days=9)
    client = client_of(lena)
    note = "<script>alert(1)</script>{{ 7|add:7 }}"
    facts = {"detail": "DETAIL", "made_on": localdate().isoformat(), "note": note}
    page = text(client.post(step_of(vacancy, "FIND_BUDGET"), facts, follow=True))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def test_eousa_grants_the_position(client_of, lena, erin):
    vacancy = take(begin(lena, days=60), StepKey.REQUEST_POSITION, lena, 45)
    client = client_of(erin)
    assert "EOUSA has to grant or refuse the position. Day 45 of 30, 15 days over target." in text(
        client.get(page_of(vacancy))
    )
    client.post(step_of(vacancy, "GRANT_POSITION"), {"made_on": localdate().isoformat()})

    assert stage_of(vacancy) == Stage.BUDGET_IDENTIFIED
    assert "<dd>new position from EOUSA</dd>" in text(client.get(page_of(vacancy)))


# --- the end ---------------------------------------------------------------------------------------------------------
def test_from_entry_to_designation_with_everything_that_follows(client_of, lena, oren, erin):
    vacancy = on_duty(lena, oren)
    client = client_of(lena)
    form = text(client.get(f"{page_of(vacancy)}designation/"))
    assert 'value="Cleo Marsh"' in form

    facts = {"name": "Cleo Marsh", "email": "cleo@example.test", "kind": "FULL_TIME"}
    days = {"starts_on": ago(1).isoformat(), "made_on": ago(1).isoformat()}
    done = text(client.post(f"{page_of(vacancy)}designation/", facts | days, follow=True))
    assert "The specialist is designated and the vacancy closed." in done
    assert "N.D. Tex. has a full-time specialist" in done
    assert "Cleo Marsh is the designated specialist." in done
    assert "Name the point of contact (18 USC 925D)</a>" in done
    assert "1 of 94 offices is covered" in text(client_of(erin).get("/"))
    again = client.post(f"{page_of(vacancy)}designation/", facts | days)
    assert again.status_code == 422
    assert count(Appointment) == 1
    client.post(f"{page_of(vacancy)}training/", {"trained_on": localdate().isoformat()})
    assert "Record the training" not in text(client.get(page_of(vacancy)))


def test_the_author_undoes_the_designation_and_nobody_else(client_of, lena, erin):
    vacancy = begin(lena, days=9)
    facts = {"name": "Abel Orr", "email": "a@example.test", "kind": "COLLATERAL", "starts_on": ago(0).isoformat()}
    client = client_of(lena)
    client.post(f"{page_of(vacancy)}designation/", facts | {"made_on": ago(0).isoformat()})
    assert "Undo your last move" not in text(client_of(erin).get(page_of(vacancy)))
    assert "Only who made the last move can undo it" in text(client_of(erin).post(f"{page_of(vacancy)}undo/"))

    assert "Undo your last move: sitting AUSA designated" in text(client.get(page_of(vacancy)))
    assert client.get(f"{page_of(vacancy)}undo/").status_code == 200
    assert stage_of(vacancy) == Stage.DESIGNATED, "looking undoes nothing"
    page = text(client.post(f"{page_of(vacancy)}undo/", follow=True))
    assert "Taken back: Sitting AUSA designated." in page
    assert re.search(r"<del>Sitting AUSA designated</del> <strong>undone ", page)
    assert stage_of(vacancy) == Stage.GAP_KNOWN
    assert client.post(f"{page_of(vacancy)}undo/").status_code == 422


def test_cover_is_recorded_beside_the_vacancy_once(client_of, lena, erin):
    vacancy = begin(lena, days=9)
    facts = {"name": "Ida Kirby", "email": "ida@example.test", "starts_on": ago(1).isoformat()}
    client = client_of(lena)
    page = text(client.post(f"{page_of(vacancy)}cover/", facts, follow=True))

    assert "The acting cover is recorded. N.D. Tex. is covered by an acting specialist" in page
    assert "Your office’s leadership has to find budget authority" in page
    client.post(f"{page_of(vacancy)}cover/", facts)
    assert count(Appointment) == 1
    (row,) = csv.DictReader(client_of(erin).get("/?vacancy=open&format=csv").content.decode().splitlines())
    assert (row["answer"], row["acts"], row["stage"]) == ("acting", "OFFICE", "gap known"), "still somebody’s turn"


@pytest.mark.parametrize(
    ("kind", "stage", "words"),
    [("SAUSA_925D", Stage.GAP_KNOWN, "Alone this covers no office"), ("TRIBAL_543", Stage.DESIGNATED, "is closed")],
)
def test_eousa_appoints_the_special_ausa_that_was_asked_for(client_of, lena, erin, kind, stage, words):
    vacancy = take(begin(lena, days=60), StepKey.REQUEST_SPECIAL, lena, 20, detail=kind)
    client = client_of(erin)
    assert "Appoint the special AUSA</a>" in text(client.get(page_of(vacancy)))
    assert words in text(client.get(f"{page_of(vacancy)}special/"))
    facts = {"name": "Ida Kirby", "email": "ida@example.test", "kind": "COLLATERAL"}
    client.post(
        f"{page_of(vacancy)}special/",
        facts | {"starts_on": localdate().isoformat(), "made_on": localdate().isoformat()},
    )

    assert stage_of(vacancy) == stage
    assert count(Appointment) == 1


def test_checks_are_kept_and_typed_once(client_of, olga, lena, oren):
    vacancy = on_duty(lena, oren)
    client = client_of(olga)

    assert f'value="{ago(20).isoformat()}"' in text(client.get(f"{page_of(vacancy)}checks/"))
    later = {"background_opened_on": ago(210).isoformat(), "background_closed_on": ago(220).isoformat()}
    assert "cannot end before it began" in text(client.post(f"{page_of(vacancy)}checks/", later))
    entry = text(client.post(f"{page_of(vacancy)}entry/", {"made_on": localdate().isoformat()}))
    assert "The drug test comes before the entry on duty." in entry


# --- office page and board -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("address", ["/offices/txnd/staffing/", "/"])
def test_an_offices_pages_lead_to_its_vacancy(cast, client_of, who, address):
    vacancy = nominated(cast["lena"])
    page = text(client_of(cast[who]).get(address))

    if address != "/" or who not in {"erin", "rhea", "oren"}:
        assert f'href="{page_of(vacancy)}">See the vacancy</a>' in page
        assert "OARM has to decide on the nomination (day 34 of 30)" in page
        assert 'class="pipeline__now"' in page


def test_the_office_page_stays_within_its_queries_with_a_vacancy(client_of, lena):
    nominated(lena)

    assert asked(client_of(lena), "/offices/txnd/staffing/") <= 11


def test_a_stalled_vacancy_is_what_the_office_owes(client_of, lena, alma):
    make.asking("txnd", asked_on=ago(200))
    begin(lena, days=60)

    assert "Your office has to act: find budget authority or say why there is none (day 60 of 14)." in text(
        client_of(lena).get("/")
    )
    assert "Next: the office has to find budget authority" in text(client_of(alma).get("/"))


def test_changes_tell_of_the_move_once(client_of, lena):
    take(begin(lena, days=9), StepKey.LACK_BUDGET, lena, 3, detail="NO_SLOT", note=SECRET)
    page = text(client_of(lena).get("/offices/txnd/staffing/"))

    assert page.count("Lena Hart: recorded a move of the vacancy") == 2
    assert "changed the vacancy" not in page
    assert "none: no slot" in page
    assert SECRET not in page


def test_an_ended_appointment_can_be_corrected_from_the_office_page(client_of, erin, rhea):
    appointment = make.appointment("txnd", starts_on=ago(400), ends_on=ago(100))
    address = f"/offices/txnd/appointments/{appointment.pk}/end/"

    assert f'href="{address}">correct the end' in text(client_of(erin).get("/offices/txnd/staffing/"))
    assert address not in text(client_of(rhea).get("/offices/txnd/staffing/"))
    client_of(erin).post(address, {"ends_on": ago(90).isoformat()})
    with acting_as(DatabaseRole.EOUSA):
        assert Appointment.objects.standing().get().ends_on == ago(90)


def test_each_figure_of_who_acts_next_leads_to_that_many_offices(client_of, erin, nation):
    client = client_of(erin)
    make.asking("txed", asked_on=ago(90))
    make.staff_contact("txed")
    make.staff_contact("nysd")
    make.asking("txwd", asked_on=ago(90))
    page = text(client.get("/"))
    panel = re.search(r'<section aria-labelledby="panel-who-acts-next">.*?</section>', page)[0]
    figures = re.findall(r'<a href="\?([^"#]+)#listing">(\d+) ([^<]+)</a>', panel)

    assert {what for _query, _n, what in figures} >= {
        "nomination, the oldest 34 days", "to move a vacancy", "of them over target", "position to grant",
        "office to answer", "silent office where nobody can be reached",
    }  # fmt: skip
    for query, number, what in figures:
        rows = client.get(f"/?{query.replace('&amp;', '&')}&format=csv").content.decode().splitlines()
        assert len(rows) - 1 == int(number), what


@pytest.mark.parametrize(
    ("query", "some"),
    [("vacancy=open", 5), ("vacancy=over", 3), ("vacancy=none", 89), ("vacancy=NO_BUDGET", 1), ("acts=OARM", 1)],
)
def test_the_board_filters_by_vacancy_and_turn(client_of, erin, nation, query, some):
    rows = client_of(erin).get(f"/?{query}&format=csv").content.decode().splitlines()

    assert len(rows) - 1 == some
    assert client_of(erin).get("/?vacancy=banana").status_code == 400


# --- what a tester met -----------------------------------------------------------------------------------------------
def test_a_form_opened_before_the_vacancy_moved_moves_nothing(client_of, lena, oren):
    vacancy = nominated(lena)
    form = text(client_of(lena).get(step_of(vacancy, "WITHDRAW")))
    assert '<input type="hidden" name="seen" value="NOMINATED"' in form
    with acting_as(DatabaseRole.OARM, person_id=oren.pk):
        Nomination.objects.get().approve(by=oren, on=localdate())
    facts = {"reason": "NO_LONGER_NEEDED", "made_on": localdate().isoformat(), "seen": "NOMINATED"}
    response = client_of(lena).post(step_of(vacancy, "WITHDRAW"), facts)

    assert response.status_code == 422
    assert "This vacancy is now at “approved”" in text(response)
    assert stage_of(vacancy) == Stage.APPROVED
    assert client_of(lena).post(step_of(vacancy, "WITHDRAW"), facts | {"seen": "APPROVED"}).status_code == 302


@pytest.mark.parametrize("address", ["/offices/txnd/staffing/", "/"])
def test_an_office_shows_the_way_of_its_open_vacancy_else_of_the_one_closed_last(client_of, lena, address):
    client = client_of(lena)
    assert 'class="pipeline"' not in text(client.get(address))
    closed = take(begin(lena, days=300), StepKey.WITHDRAW, lena, 30, reason="NO_LONGER_NEEDED")
    page = text(client.get(address))
    assert "The way of the last vacancy, closed" in page
    assert 'class="pipeline__now"' not in page

    refreshed(closed, lena)
    begin(lena, days=20)
    page = text(client.get(address))
    assert "The way to a specialist" in page
    assert re.search(r'<li class="pipeline__now" aria-current="step">.*?</li>', page)[0].count("Gap known") == 1
    assert "Closed without a specialist" not in page


def test_who_entered_on_duty_is_designated_and_nobody_else(client_of, lena, oren):
    vacancy = on_duty(lena, oren)
    form = text(client_of(lena).get(f"{page_of(vacancy)}designation/"))
    for known in ("Cleo Marsh", "cleo@example.test"):
        assert re.search(rf'<input[^>]+value="{known}"[^>]* disabled', form), known
    facts = {"name": "Eve Other", "email": "eve@example.test", "kind": "FULL_TIME"}
    days = {"starts_on": ago(1).isoformat(), "made_on": ago(1).isoformat()}
    client_of(lena).post(f"{page_of(vacancy)}designation/", facts | days)

    with acting_as(DatabaseRole.EOUSA):
        assert Appointment.objects.get().person.email == "cleo@example.test"


def test_a_sitting_ausa_is_typed(client_of, lena):
    form = text(client_of(lena).get(f"{page_of(begin(lena, days=9))}designation/"))

    assert 'name="email"' in form
    assert " disabled" not in re.search(r"<form.*?</form>", form)[0]


def test_at_the_checks_the_drug_test_comes_first(client_of, lena, oren, erin):
    vacancy = nominated(lena, days=250)
    with acting_as(DatabaseRole.OARM, person_id=oren.pk):
        Nomination.objects.get().approve(by=oren, on=localdate(), made_on=ago(230))
    take(refreshed(vacancy, lena), StepKey.OFFER, lena, 228)
    take(vacancy, StepKey.BEGIN_CHECKS, lena, 220)
    client = client_of(lena)
    assert largest(client, vacancy) == ["Record the checks"]
    assert "Record the entry on duty</a>" in text(client.get(page_of(vacancy)))
    assert largest(client_of(erin), vacancy) == []
    client.post(f"{page_of(vacancy)}checks/", {"drug_test_on": ago(10).isoformat()})

    assert largest(client, vacancy) == ["Record the entry on duty"]
    assert "Record the checks</a>" in text(client.get(page_of(vacancy)))


def largest(client, vacancy):
    return re.findall(r'usa-button--big" href="[^"]+">([^<]+)<', text(client.get(page_of(vacancy))))


@pytest.mark.parametrize(("email", "ends", "is_asked"), [
    ("gone@example.test", 40, True), ("gone@example.test", None, False), ("poc@example.test", 40, False),
])  # fmt: skip
def test_a_point_of_contact_who_serves_no_longer_is_named_anew(client_of, lena, email, ends, is_asked):
    with heads(lena):
        office = make.office("txnd")
        gone = Appointment.objects.appoint_named(
            office=office, name="Gus Gone", email="gone@example.test", authority="AUSA_542", kind="COLLATERAL",
            starts_on=ago(400), ends_on=ends and ago(ends), by=lena, on=localdate(),
        )  # fmt: skip
        assert gone.ends_on == (ends and ago(ends))
        PointOfContact.objects.designate(
            office=office, name="Gus Gone", email=email, since=ago(400), by=lena, on=localdate()
        )
    vacancy = begin(lena, days=9)
    facts = {"name": "Abel Orr", "email": "a@example.test", "kind": "COLLATERAL", "starts_on": ago(0).isoformat()}
    client_of(lena).post(f"{page_of(vacancy)}designation/", facts | {"made_on": ago(0).isoformat()})

    assert stage_of(vacancy) == Stage.DESIGNATED
    assert ("Name the point of contact (18 USC 925D)" in largest(client_of(lena), vacancy)) == is_asked


def test_the_forms_promise_only_what_will_happen(client_of, lena, erin):
    opening = text(client_of(lena).get("/offices/txnd/vacancies/new/"))
    assert "of a gap known for 28 days or longer, only from its next move on" in opening
    vacancy = screening(lena)
    client = client_of(lena)
    assert ">Announce again</a>" in text(client.get(page_of(vacancy)))
    assert "Announce again</button>" in text(client.get(step_of(vacancy, "ANNOUNCE")))
    ends_with_it = "The nomination under way ends with it."
    assert ends_with_it not in text(client.get(step_of(vacancy, "WITHDRAW")))
    with heads(lena):
        Nomination.objects.prepare(
            vacancy=vacancy, candidate_name="Cleo Marsh", candidate_email="cleo@example.test", by=lena, on=localdate()
        )
    assert ends_with_it in text(client.get(step_of(vacancy, "WITHDRAW")))


@pytest.mark.parametrize(("kind", "is_final"), [("SAUSA_925D", True), ("SAUSA_543", False)])
def test_an_appointment_that_cannot_be_undone_says_so_first(client_of, lena, erin, kind, is_final):
    vacancy = take(begin(lena, days=60), StepKey.REQUEST_SPECIAL, lena, 20, detail=kind)
    form = text(client_of(erin).get(f"{page_of(vacancy)}special/"))

    assert ("It cannot be undone here." in form) == is_final
    assert ("You alone can undo it, within a day." in form) != is_final


def test_who_may_not_undo_meets_the_sentence_and_no_form(client_of, lena, erin):
    vacancy = take(begin(lena, days=9), StepKey.LACK_BUDGET, lena, 3, detail="NO_SLOT")
    response = client_of(erin).get(f"{page_of(vacancy)}undo/")

    assert response.status_code == 400
    assert "Only who made the last move can undo it, and only within a day." in text(response)
    assert "Undo the move</button>" not in text(response)
    assert "Undo the move</button>" in text(client_of(lena).get(f"{page_of(vacancy)}undo/"))


def test_the_download_says_by_when_it_was_known(client_of, erin, nation):
    (row, *_rest) = csv.DictReader(client_of(erin).get("/vacancies/?format=csv").content.decode().splitlines())

    assert row["on"] == localdate().isoformat()
    assert row["known"].startswith(now().date().isoformat())


def test_what_leads_back_says_where_to(client_of, lena, erin):
    vacancy = take(screening(lena), StepKey.REQUEST_SPECIAL, lena, 20, detail="SAUSA_925D")
    client = client_of(erin)

    assert "to “screening and interviews”." in text(client.get(step_of(vacancy, "REFUSE_SPECIAL")))
    assert "goes back to “screening and interviews”" in text(client.get(f"{page_of(vacancy)}special/"))
    client.post(step_of(vacancy, "REFUSE_SPECIAL"), {"made_on": localdate().isoformat()})
    assert stage_of(vacancy) == Stage.SCREENING

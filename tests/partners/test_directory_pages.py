"""The directory as offices and EOUSA see it: the list, an organization, entering it, and what one does with it."""

import re
from datetime import timedelta
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from partners.duties import DUTIES
from partners.kinds import Kind
from partners.models import NamedContact, OfficeWord, Partnership, Profile, RoleContact
from portal.access import DatabaseRole
from portal.models import KeptText, Organization
from portal.models.owned import recording_at
from portal.tenancy import acting_as
from tests import make
from tests.partners.log import at_office, entry, step
from tests.partners.test_directory_verbs import enter, office_of, speak, standing, word
from tests.partners.test_merging import merge
from tests.reading import text

pytestmark = pytest.mark.django_db
MOST_SECONDS = 0.3


def names(response):
    return [row["cells"][0]["text"] for row in response.context["listing"].rows]


def ask(client, **asked):
    return client.get("/organizations/", asked)


def asked_of_us(queries):
    """The queries that the page itself asks, without those of session, person and binding."""
    said = ('FROM "partners_', 'FROM "portal_organization"', 'FROM "portal_office"')
    return [one["sql"] for one in queries.captured_queries if any(part in one["sql"] for part in said)]


def long_ago(person, *facts, **more):
    """Entered so long ago that somebody should ask again."""
    with recording_at(now() - timedelta(days=200)):
        return enter(person, *facts, **more)


# --- the list --------------------------------------------------------------------------------------------------------
@pytest.fixture
def known(alma, otis):
    """Two partners of N.D. Tex., one of S.D.N.Y., one that nobody else may know of."""
    today = localdate()
    return {
        "harbor": enter(
            alma, "Harbor Light", city="Dallas", state="TX", counties=["48113"], populations=["DEAF"],
            languages=["ES"], verified_on=today - timedelta(days=3),
        ),
        "oak": long_ago(alma, "Oak House", kind="HOTLINE", city="Plano", state="TX", statewide=["TX"]),
        "hudson": long_ago(otis, "Hudson Legal Aid", kind="LEGAL_AID", city="New York", state="NY"),
        "quiet": enter(otis, "Quiet Cove", is_confidential=True),
    }  # fmt: skip


def test_an_office_sees_its_own_partners_and_all_with_one_click(client_of, alma, otis, erin, known):
    response = ask(client_of(alma))
    assert names(response) == ["Harbor Light", "Oak House"]
    assert "Your office works with 2 organizations; 1 entry is unverified." in text(response)
    assert '<a href="?whose=all">All organizations</a>' in text(response)

    assert names(ask(client_of(alma), whose="all")) == ["Harbor Light", "Hudson Legal Aid", "Oak House"]
    assert names(ask(client_of(otis))) == ["Hudson Legal Aid", "Quiet Cove (only your office)"]
    assert names(ask(client_of(erin))) == ["Harbor Light", "Hudson Legal Aid", "Oak House"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"name": "light harbor"}, ["Harbor Light"]),
        ({"place": "dallas"}, ["Harbor Light", "Oak House"]),
        ({"place": "New York"}, ["Hudson Legal Aid"]),
        ({"place": "Dallas County, TX"}, ["Harbor Light", "Oak House"]),
        ({"state": "TX"}, ["Harbor Light", "Oak House"]),
        ({"kind": "LEGAL_AID"}, ["Hudson Legal Aid"]),
        ({"population": "DEAF"}, ["Harbor Light"]),
        ({"language": "ES"}, ["Harbor Light"]),
        ({"unverified": "on"}, ["Hudson Legal Aid", "Oak House"]),
        ({"kind": "NO_SUCH_KIND"}, ["Harbor Light", "Hudson Legal Aid", "Oak House"]),
        ({"sort": "-name"}, ["Oak House", "Hudson Legal Aid", "Harbor Light"]),
        ({"sort": "kind"}, ["Oak House", "Hudson Legal Aid", "Harbor Light"]),
        ({"sort": "place"}, ["Hudson Legal Aid", "Harbor Light", "Oak House"]),
        ({"sort": "-verified"}, ["Harbor Light", "Oak House", "Hudson Legal Aid"]),
    ],
)
def test_the_list_is_searched_and_sorted(client_of, alma, known, asked, found):
    shown = names(ask(client_of(alma), whose="all", **asked))

    assert shown == found if asked.keys() != {"sort"} or "verified" not in asked["sort"] else shown[:1] == found[:1]


def test_a_name_that_nobody_has_leads_to_those_like_it(client_of, alma, known):
    page = text(ask(client_of(alma), name="Harber Light"))

    assert "Is it one of these?" in page
    assert f'href="/organizations/{known["harbor"].pk}/"' in page


def test_a_double_is_found_under_the_entry_that_counts(client_of, alma, known):
    double = enter(alma, "Faro de Dallas")
    merge(alma, double, known["harbor"])

    assert names(ask(client_of(alma), name="faro")) == ["Harbor Light"]
    assert names(ask(client_of(alma))) == ["Harbor Light", "Oak House"]


def test_a_partner_known_by_its_double_alone_is_a_partner(client_of, alma, otis, known):
    double = enter(alma, "Hudson Legal")
    merge(alma, double, known["hudson"])

    assert "Hudson Legal Aid" in names(ask(client_of(alma)))


def test_the_download_is_what_is_listed(client_of, alma, known):
    response = ask(client_of(alma), kind="SHELTER", format="csv")
    head, *rows = response.content.decode().splitlines()

    assert head.startswith(
        "name,kind,place,verified,since,reporting,legal_form,counties,statewide,populations,languages"
    )
    assert len(rows) == 1
    assert "Harbor Light,shelter or domestic violence program" in rows[0]
    assert '"Dallas County, TX"' in rows[0]
    assert "Deaf or hard of hearing,Spanish" in rows[0]


@pytest.fixture
def thousands(otis):
    """5,000 organizations of another office."""
    kinds = [kind for kind in Kind.values if not kind.startswith("TRIB")]
    with at_office(otis) as member:
        made = Organization.objects.bulk_create(
            Organization(name=f"Harbor {number:04} House", office=member.office) for number in range(5000)
        )
        Profile.objects.bulk_create(
            Profile(
                organization=one, office=member.office, recorded_by=otis, kind=kinds[number % len(kinds)], state="NY",
                city=f"City {number % 90}", counties=["36061"], verified_on=make.DAY - timedelta(days=number % 400),
            )
            for number, one in enumerate(made)
        )  # fmt: skip


ASKED = ({}, {"sort": "-verified"}, {"sort": "since"}, {"name": "harbor 49", "place": "City 7"}, {"state": "NY"})


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_page_of_the_list_asks_little(client_of, alma, known, asked):
    client = client_of(alma)
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, whose="all", **asked).status_code == 200
    assert len(asked_of_us(queries)) <= 6


@pytest.mark.proof
def test_a_page_of_five_thousand_is_quick(client_of, alma, thousands, known):
    client = client_of(alma)
    for asked in ASKED:
        took = []
        for _ in range(5):
            began = perf_counter()
            assert ask(client, whose="all", **asked).status_code == 200
            took.append(perf_counter() - began)
        assert min(took) < MOST_SECONDS, f"{asked}: {min(took):.3f} s"


# --- one of them -----------------------------------------------------------------------------------------------------
def test_an_organization_says_what_it_is_and_what_the_office_has_to_do_with_it(client_of, alma, otis, erin, vic):
    made = enter(
        alma, "Harbor Light", city="Dallas", state="TX", counties=["48113"], populations=["DEAF"], languages=["ES"],
        grounds=["SEX"], lgbtq_training="PARTLY", website="https://harbor.example.test/", about="A place to stay.",
    )  # fmt: skip
    logged = entry(alma, organizations=[made], line="Agreed on a protocol")
    step(alma, logged, "Send the draft", organization=made)
    with at_office(alma) as member:
        OfficeWord(office_of(member), made).reach(by=alma, on=make.DAY, post="HOTLINE", email="", phone="800-555-0100")
        partnership = Partnership.objects.get(organization=made)
        partnership.write_note(note="First Tuesday of the month", by=alma, on=make.DAY)
        partnership.get_to_know(by=alma, on=make.DAY, name="Nora Field", title="director")
    page = text(client_of(vic).get(f"/organizations/{made.pk}/"))

    for said in (
        "Harbor Light: shelter or domestic violence program, Dallas, Texas", "domestic violence organization",
        "Dallas County, TX", "Deaf or hard of hearing", "Spanish", "A place to stay.", "https://harbor.example.test/",
        "sex", "partly", "Its own word, no finding.", "800-555-0100",
    ):  # fmt: skip
        assert said in page
    ours = ("First Tuesday of the month", "Nora Field", "Agreed on a protocol", "Send the draft", "Alma Reyes")
    assert all(said in page for said in ours)
    for stranger in (otis, erin):
        page = text(client_of(stranger).get(f"/organizations/{made.pk}/"))
        assert "Dallas County, TX" in page
        assert not any(said in page for said in ours)


def test_the_largest_act_is_the_next_one(client_of, alma, otis, shelter):
    made = long_ago(alma)
    client = client_of(alma)

    def main(organization):
        return client.get(f"/organizations/{organization.pk}/").context["acts"]["main"]["label"]

    assert main(shelter) == "Say what it is"
    assert main(made) == "Confirm with them"
    with at_office(alma):
        word(alma, made).verify(by=alma, on=localdate(), asked_on=localdate())
    assert main(made) == "Log outreach"


def test_eousa_reads_what_is_open_and_may_say_that_it_is_a_double(client_of, alma, erin, rhea):
    made, hidden = enter(alma), enter(alma, "Quiet Cove", is_confidential=True)

    assert "It is a double" in text(client_of(erin).get(f"/organizations/{made.pk}/"))
    assert "It is a double" not in text(client_of(rhea).get(f"/organizations/{made.pk}/"))
    assert client_of(erin).get(f"/organizations/{hidden.pk}/").status_code == 404
    assert client_of(erin).get(f"/organizations/{made.pk}/edit/").status_code == 403


def test_a_detail_asks_the_same_however_much_there_is(client_of, alma):
    made = enter(alma)
    client = client_of(alma)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/organizations/{made.pk}/")
        return len(queries)

    count()
    first = entry(alma, organizations=[made], line="One")
    step(alma, first, "A step", organization=made)
    before = count()
    for number in range(4):
        step(alma, entry(alma, organizations=[made], line=f"More {number}"), f"Step {number}", organization=made)
    assert count() == before


def test_the_history_tells_who_said_what_before(client_of, alma, otis):
    made = enter(alma, city="Dallas", about="The earlier words")
    with at_office(otis):
        word(otis, made).edit(by=otis, on=make.DAY, name="Harbor Light", kind="HOTLINE", city="Plano")
    page = text(client_of(alma).get(f"/organizations/{made.pk}/"))

    assert "N.D. Tex.: Harbor Light · shelter or domestic violence program, Dallas" in page
    assert "The earlier words" in page


# --- entering --------------------------------------------------------------------------------------------------------
NEW = {"name": "Harbor Light", "kind": "SHELTER", "city": "Dallas", "state": "TX"}


def test_names_like_it_are_offered_before_it_is_entered(client_of, alma, otis):
    there = enter(otis, "The Harbor Light House")
    client = client_of(alma)
    response = client.post("/organizations/new/", NEW)
    assert response.status_code == 422
    assert "Is it one of these?" in text(response)
    assert "The Harbor Light House (shelter or domestic violence program)" in text(response)
    assert 'value="Harbor Light"' in text(response), "what was typed stays"

    assert client.post("/organizations/new/", NEW | {"answer": str(there.pk)}).url == f"/organizations/{there.pk}/"
    made = client.post("/organizations/new/", NEW | {"answer": "new"}, follow=True)
    assert "Harbor Light is entered, as a partner of your office." in text(made)
    again = client.post("/organizations/new/", NEW | {"answer": "new"})
    assert again.url == made.redirect_chain[-1][0], "pressed twice, it is entered once"


def test_a_rare_first_word_is_enough_where_the_kind_is_the_same(client_of, alma, otis):
    there = enter(otis, "Bluebonnet Legal Line", kind="LEGAL_AID", city="Dallas", state="TX")
    client, typed = client_of(alma), NEW | {"name": "Bluebonnet Legal Hotline"}
    asked = client.post("/organizations/new/", typed | {"kind": "LEGAL_AID"})

    assert asked.status_code == 422
    assert f'value="{there.pk}"' in text(asked)
    for other in ("Amarillo", "Canyon", "Panhandle"):
        enter(otis, f"Bluebonnet {other} Women", kind="LEGAL_AID")
    assert client.post("/organizations/new/", typed | {"kind": "LEGAL_AID"}).status_code == 302, "no longer rare"


def test_of_another_kind_a_rare_first_word_says_nothing(client_of, alma, otis):
    enter(otis, "Bluebonnet Legal Line", kind="LEGAL_AID")

    typed = NEW | {"name": "Bluebonnet Legal Hotline", "kind": "COURT"}
    assert client_of(alma).post("/organizations/new/", typed).status_code == 302


def test_a_made_up_answer_is_asked_again(client_of, alma, otis):
    enter(otis, "The Harbor Light House")

    assert client_of(alma).post("/organizations/new/", NEW | {"answer": "999999"}).status_code == 422


def test_a_name_that_identifies_somebody_is_refused_and_a_soft_one_keeps_its_reason(client_of, alma):
    client = client_of(alma)
    refused = client.post("/organizations/new/", NEW | {"name": "Client SSN 219-09-9999"})
    assert refused.status_code == 422
    kept = {"name": "12 Main Street House", "name_kept_because": "It calls itself so."}
    assert client.post("/organizations/new/", NEW | kept).status_code == 302
    with acting_as(DatabaseRole.EOUSA_READER):
        assert KeptText.objects.get().reason == "It calls itself so."


# --- mending ---------------------------------------------------------------------------------------------------------
def test_the_whole_entry_is_mended_in_one_form(client_of, alma):
    made = enter(alma)
    client = client_of(alma)
    typed = NEW | {"counties": ["48113"], "populations": ["DEAF"], "grounds": ["SEX"], "stated_on": "2026-10-01"}
    done = client.post(f"/organizations/{made.pk}/edit/", typed, follow=True)

    assert "The entry is saved." in text(done)
    [row] = standing(alma, made)
    assert (row.counties, row.populations, row.grounds) == (["48113"], ["DEAF"], ["SEX"])
    assert row.stated_on.isoformat() == "2026-10-01"
    assert 'value="2026-10-01"' in text(client.get(f"/organizations/{made.pk}/edit/"))


def test_a_shelters_street_is_refused(client_of, alma):
    made = enter(alma)
    typed = NEW | {"about": "We are at 1420 Main Street, ring twice.", "about_kept_because": "Everybody knows it."}
    response = client_of(alma).post(f"/organizations/{made.pk}/edit/", typed)

    assert response.status_code == 422
    assert "no address is kept here" in text(response)
    assert standing(alma, made)[0].about == ""


def test_of_a_shelter_no_reason_is_asked_for_a_street(client_of, alma):
    """It would not help: the street is refused at once, and with it what cannot be kept for any reason."""
    made = enter(alma)
    for name in ("about", "complaint_route"):
        page = text(client_of(alma).post(f"/organizations/{made.pk}/edit/", NEW | {name: "Come to 1420 Main Street."}))
        assert "no address is kept here" in page
        assert "say why it has to stand here" not in page
        assert f'name="{name}_kept_because"' not in page.replace(template_of(name, page), "")
    office = NEW | {"kind": "COURT", "about": "Room 3, 1420 Main Street."}
    assert "say why it has to stand here" in text(client_of(alma).post(f"/organizations/{made.pk}/edit/", office))


def template_of(name, page):
    """The reason of a field where it waits to be asked for."""
    return next((part for part in re.findall("<template>.*?</template>", page) if f'"{name}_kept_because"' in part), "")


def test_a_reason_is_not_asked_again_while_the_text_stays_as_it_is(client_of, alma):
    made = enter(alma)
    page, client = f"/organizations/{made.pk}/edit/", client_of(alma)
    told = NEW | {"kind": "COURT", "about": "The clerk answers\r\nat 214-555-0142."}
    assert client.post(page, told).status_code == 422
    assert client.post(page, told | {"about_kept_because": "A public number."}).status_code == 302

    opened = text(client.get(page))
    assert '"about_kept_because"' in template_of("about", opened)
    assert 'data-guarded="about" data-stands' in opened
    assert client.post(page, told | {"city": "Dallas"}).status_code == 302
    assert standing(alma, made)[0].city == "Dallas"
    assert client.post(page, told | {"about": "The clerk answers at 214-555-0143."}).status_code == 422
    with acting_as(DatabaseRole.EOUSA_READER):
        assert KeptText.objects.count() == 1


def test_counties_of_another_state_are_typed_or_ticked(client_of, alma):
    made = enter(alma)
    page, client = f"/organizations/{made.pk}/edit/", client_of(alma)
    wrong = client.post(page, NEW | {"other_counties": "Nowhere County, Texas\nBaltimore, MD"})
    assert wrong.status_code == 422
    assert "There is no county “Nowhere County, Texas”." in text(wrong)
    assert "may be several counties: Baltimore" in text(wrong)

    typed = {"counties": ["48113"], "other_counties": "Bryan County, Oklahoma\r\n\r\ndallas county tx"}
    assert client.post(page, NEW | typed).status_code == 302
    assert standing(alma, made)[0].counties == ["48113", "40013"]
    assert re.search(r'value="40013"[^>]* checked', text(client.get(page))), "what stands can be taken out again"
    assert client.post(page, NEW | {"counties": ["40013", "05091"]}).status_code == 302
    assert client.post(page, NEW | {"counties": ["99999"]}).status_code == 422


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("call us at night", 422),
        ("CALL US AT NIGHT", 422),
        ("555", 422),
        ("555-012", 422),
        ("214-555-0100 or 0101", 422),
        ("214-555-0100; 214-555-0101", 422),
        ("988", 302),
        ("800-799-SAFE", 302),
        ("1-800-799-7233 (SAFE)", 302),
        ("+1 (214) 555-0100 ext. 12", 302),
        ("214.555.0100 x12", 302),
    ],
)
def test_a_telephone_number_can_be_dialed(client_of, alma, number, status):
    made = enter(alma)

    said = client_of(alma).post(f"/organizations/{made.pk}/contacts/", {"phone_HOTLINE": number})
    assert said.status_code == status


def test_the_title_of_an_act_says_of_whom(client_of, alma):
    made = enter(alma)

    page = text(client_of(alma).get(f"/organizations/{made.pk}/readers/"))
    assert "<title>Who may read it · Harbor Light" in page


def test_what_an_organization_keeps_itself_has_no_form(client_of, alma, shelter, pia):
    speak(shelter, pia, city="Dallas")
    for page in ("edit", "contacts"):
        response = client_of(alma).get(f"/organizations/{shelter.pk}/{page}/")
        assert response.status_code == 400
        assert "keeps its entry itself; tell it what is wrong" in text(response)
    page = text(client_of(alma).get(f"/organizations/{shelter.pk}/"))
    assert "keeps its entry itself" in page
    assert "Edit the entry" not in page


def test_a_tribes_entry_waits_for_its_approval(client_of, alma, otis):
    made = enter(alma, "Lake Nation (invented)", kind="TRIBE", about="What we propose")

    client = client_of(alma)
    page = client.get(f"/organizations/{made.pk}/")
    assert "waits for the tribe’s approval" in text(page)
    assert page.context["acts"]["main"]["label"] == "Say how the tribe is reached"
    client.post(f"/organizations/{made.pk}/contacts/", {"email_MAIN": "council@example.test"})
    page = client.get(f"/organizations/{made.pk}/")
    assert page.context["acts"]["main"]["url"] == f"/organizations/{made.pk}/ask/"
    assert client.get(f"/organizations/{made.pk}/ask/").status_code == 200
    assert client_of(otis).get(f"/organizations/{made.pk}/").status_code == 404


def test_mailboxes_and_numbers_stand_in_one_table(client_of, alma):
    made = enter(alma)
    client = client_of(alma)
    page = f"/organizations/{made.pk}/contacts/"
    assert client.post(page, {"email_MAIN": "no mailbox"}).status_code == 422
    client.post(page, {"email_MAIN": "office@example.test", "phone_HOTLINE": "800-555-0100"})

    assert {(row.post, row.email, row.phone) for row in standing(alma, made, RoleContact)} == {
        ("MAIN", "office@example.test", ""),
        ("HOTLINE", "", "800-555-0100"),
    }
    assert 'value="office@example.test"' in text(client.get(page))


def test_whoever_asked_them_says_when(client_of, alma):
    made = enter(alma)
    done = client_of(alma).post(f"/organizations/{made.pk}/verify/", {"asked_on": str(localdate())}, follow=True)

    assert "Harbor Light is verified." in text(done)
    assert standing(alma, made)[0].verified_on == localdate()


def test_an_office_decides_who_may_read_what_it_entered(client_of, alma, otis):
    made = enter(alma)
    client, other = client_of(alma), client_of(otis)
    page = f"/organizations/{made.pk}/readers/"
    assert "Keep it to your office" in text(client.get(page))
    client.post(page)
    assert other.get(f"/organizations/{made.pk}/").status_code == 404
    assert "only your office reads this" in text(client.get(f"/organizations/{made.pk}/"))

    assert "Let every office read it" in text(client.get(page))
    client.post(page)
    assert other.get(f"/organizations/{made.pk}/").status_code == 200


# --- merging, as it is pressed ---------------------------------------------------------------------------------------
def test_what_a_merge_will_do_is_shown_before_it_does_it(client_of, alma, otis):
    double, target = enter(alma, "Harbor Lights"), enter(otis, "Harbor Light")
    entry(alma, organizations=[double], line="One")
    client = client_of(alma)
    page = f"/organizations/{double.pk}/merge/"
    assert f'href="?into={target.pk}"' in text(client.get(page))
    assert f'href="?into={target.pk}"' in text(client.get(page, {"q": "harbor"}))

    shown = text(client.get(f"{page}?into={target.pk}"))
    assert "Merge “Harbor Lights” into “Harbor Light”?" in shown
    assert "Of your office these go along: 1 entry of the log." in shown
    done = client.post(f"{page}?into={target.pk}", follow=True)
    assert "“Harbor Lights” is read as “Harbor Light” from now on." in text(done)
    assert "One" in text(done), "the log under the double's name is read here"
    assert "“Harbor Lights” is a double of “Harbor Light”." in text(client.get(f"/organizations/{double.pk}/"))

    taken = client.post(f"/organizations/{double.pk}/take-apart/", follow=True)
    assert "are two entries again" in text(taken)


def test_why_two_cannot_be_merged_is_said_on_the_page(client_of, alma, otis):
    double, target = enter(alma, "Quiet Cove", is_confidential=True), enter(otis, "Quiet Cove House")
    response = client_of(alma).get(f"/organizations/{double.pk}/merge/?into={target.pk}")

    assert response.status_code == 422
    assert "Open this entry to all offices first" in text(response)
    for page in ("merge", "take-apart"):
        response = client_of(otis).get(f"/organizations/{enter(alma).pk}/{page}/")
        assert "Another office entered this organization" in text(response)


# --- the partnership -------------------------------------------------------------------------------------------------
def test_an_organization_becomes_a_partner_with_one_press_and_stops_being_one(client_of, alma, otis):
    made = enter(otis)
    client = client_of(alma)
    assert client.get(f"/organizations/{made.pk}/partnership/").status_code == 405
    assert "is a partner of your office" in text(client.post(f"/organizations/{made.pk}/partnership/", follow=True))
    with at_office(alma):
        partnership = Partnership.objects.get()

    client.post(f"/partnerships/{partnership.pk}/edit/", {"note": "First Tuesday"})
    client.post(f"/partnerships/{partnership.pk}/people/new/", {"name": "Nora Field", "title": "director"})
    page = text(client.get(f"/organizations/{made.pk}/"))
    assert "First Tuesday" in page
    assert "Nora Field" in page
    ended = client.post(f"/partnerships/{partnership.pk}/end/", {"ended_on": str(localdate())}, follow=True)
    assert "no longer works with" in text(ended)
    assert "Make it a partner" in text(ended)


def test_somebody_there_is_mended_and_taken_off(client_of, alma, otis):
    made = enter(alma)
    client = client_of(alma)
    with at_office(alma):
        partnership = Partnership.objects.get(organization=made)
        known = partnership.get_to_know(by=alma, on=make.DAY, name="Nora Field", title="director")
    assert client.post(f"/partnerships/{partnership.pk}/people/new/", {"name": "Only A Name"}).status_code == 422
    client.post(f"/named-contacts/{known.pk}/edit/", {"name": "Nora Field", "title": "chair"})
    with at_office(alma):
        fresh = NamedContact.objects.standing().get()
    assert fresh.title == "chair"
    assert client.get(f"/named-contacts/{known.pk}/edit/").status_code == 404, "superseded"
    assert client_of(otis).get(f"/named-contacts/{fresh.pk}/edit/").status_code == 404
    assert "is taken off" in text(client.post(f"/named-contacts/{fresh.pk}/end/", follow=True))


# --- the duties ------------------------------------------------------------------------------------------------------
def test_the_five_duties_stand_with_the_memos_section_and_todays_law(client_of, olga):
    page = text(client_of(olga).get("/duties/"))

    for about in DUTIES.values():
        assert f"section {about.section}" in page
        assert all(citation in page for citation, _says in about.law)

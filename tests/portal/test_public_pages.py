"""What everybody may see: without script, with hotlines first, in two languages, and never a person's name."""

import html
import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal import gazetteer
from portal.access import DatabaseRole, Role
from portal.models import AccessEvent, Hotline, OfficeContact
from portal.tenancy import acting_as
from tests import make, walk
from tests.public import english_in, text_of

pytestmark = pytest.mark.django_db

PATHS = [
    "/", "/find/", "/find/?q=Dallas", "/find/?q=Tarrant+County,+TX", "/find/?q=Hoke+County,+NC",
    "/find/?q=northern+district",
    "/find/?q=American+Samoa", "/find/?q=Navajo+Nation", "/find/?zip=76102", "/find/?zip=1", "/find/?county=00000",
    "/find/?q=zzzzqqq", "/find/?q=Texas", "/find/?q=Nevada", "/find/?q=Denver,+CO", "/find/?q=New+York",
    "/find/?q=10001", "/find/?q=Washington", "/find/?q=Idaho", "/find/?q=Hopi+tribe", "/find/?q=Tacoma",
    "/offices/", "/offices/?state=TX", "/offices/?state=TX&circuit=1", "/offices/?circuit=99", "/offices/txnd/",
    "/offices/gud/", "/offices/nced/", "/leaving/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _the_country_is_read(db):
    """As in a process that has answered before; the minute's hotlines are read anew."""
    gazetteer.country()
    gazetteer.places()
    gazetteer._hotlines.cache_clear()
    yield
    gazetteer._hotlines.cache_clear()


def heading(response):
    return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)[1]).strip()


@pytest.mark.parametrize("path", PATHS)
def test_help_and_the_way_out_stand_before_everything_else(visitor, path):
    page = visitor.get(path).content.decode()

    assert page.index("/leave/") < page.index("800-799-7233") < page.index('<main id="main"')
    assert "StrongHearts" in page


@pytest.mark.parametrize("path", PATHS)
def test_a_public_page_has_a_neutral_title_and_asks_nobody_else(visitor, path):
    page = visitor.get(path).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].strip()

    assert title
    assert not re.search(r"violen|survivor|victim|assault|abuse|hotline", title, re.IGNORECASE)
    assert not re.findall(r"<(?!a )\w+[^>]* (?:src|href|action)=\"(?:https?:)?//", page)
    assert not re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page)


@pytest.mark.parametrize("path", PATHS)
def test_a_public_page_costs_the_binding_and_one_query(visitor, path):
    with CaptureQueriesContext(connection) as asked:
        visitor.get(path)
    real = [q["sql"] for q in asked if not q["sql"].startswith(("BEGIN", "ROLLBACK", "SAVEPOINT", "RELEASE", "COMMIT"))]
    binding = [sql for sql in real if "set_config" in sql]
    hotlines = [sql for sql in real if "portal_hotline" in sql]

    assert len(real) - len(binding) - len(hotlines) <= 1
    assert len(hotlines) == 1, "once a minute, here for the first time"


def test_hotlines_are_read_once_a_minute(visitor):
    visitor.get("/find/")
    with CaptureQueriesContext(connection) as asked:
        visitor.get("/find/")

    assert not [q for q in asked if "portal_hotline" in q["sql"]]


def test_the_finder_answers_on_the_page(visitor):
    assert heading(visitor.get("/find/?q=Tarrant County, Texas")) == (
        "The US Attorney’s Office for the Northern District of Texas serves Tarrant County, Texas."
    )
    assert heading(visitor.get("/find/?q=txnd")) == "It is the US Attorney’s Office for the Northern District of Texas."
    assert "Southern District of New York serves" in heading(visitor.get("/find/?q=Bronx County")), "water asks nobody"
    assert heading(visitor.get("/find/?q=Hoke County, NC")) == "Two offices serve Hoke County, North Carolina."
    assert (
        heading(visitor.get("/es/find/?q=Hoke County, NC")) == "Dos fiscalías atienden Hoke County, Carolina del Norte."
    )
    assert "American Samoa has no federal district" in heading(visitor.get("/find/?q=American Samoa"))


def test_the_first_page_promises_what_is_known_and_leads_to_the_one_way_in(visitor):
    page = visitor.get("/").content.decode()
    main = page[page.index('<main id="main"') :]

    assert "as far as that has been verified" in main
    assert f'href="{reverse("sign-in")}"' in main
    assert reverse("account_login") not in page


def test_a_state_names_and_links_its_offices_before_counties_of_its_name(visitor):
    nevada = visitor.get("/find/?q=Nevada").content.decode()
    assert "District of Nevada" in heading(visitor.get("/find/?q=Nevada"))
    assert nevada.index('href="/offices/nvd/"') < nevada.index("Counties of this name") < nevada.index("county=05099")

    washington = visitor.get("/find/?q=Washington").content.decode()
    assert heading(visitor.get("/find/?q=Washington")).startswith("Washington has 2 offices. Which county is it?")
    assert washington.index('href="/offices/waed/#counties"') < washington.index("county=53033")
    assert washington.index("county=53033") < washington.index("county=11001")
    assert 'id="counties"' in visitor.get("/offices/waed/").content.decode()


def test_beside_a_county_stands_the_town_for_which_it_is_offered(visitor, spanish):
    page = text_of(visitor.get("/find/?q=Dallas"))

    assert "Paulding County, Georgia N.D. Ga. · town of Dallas" in page
    assert "Collin County, Texas E.D. Tex. · part of Dallas" in page
    assert "Dallas County, Texas N.D. Tex. Dallas County, Alabama" in page
    assert "localidad de Dallas" in text_of(visitor.get("/es/find/?q=Dallas"))


def test_american_samoa_says_whom_to_ask(visitor):
    assert "Ask the Executive Office for United States Attorneys" in text_of(visitor.get("/find/?q=American Samoa"))
    assert "Ask the Executive" not in text_of(visitor.get("/find/?q=Nevada"))


def test_a_county_is_chosen_by_a_link(visitor):
    page = visitor.get("/find/?q=Dallas, TX").content.decode()
    links = re.findall(r'href="(/find/\?county=\d{5})"', page)

    assert "/find/?county=48085" in links
    assert "Collin County" in heading(visitor.get("/find/?county=48085"))


def test_what_was_typed_comes_back_harmless(visitor):
    page = visitor.get("/find/", {"q": '"><script>alert(1)</script>\0\u202e'}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\0" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("junk", ["x" * 1_000_000, "\0", "' OR 1=1 --", "%", "\ud7ff", "ﷺ" * 100])
@pytest.mark.parametrize("name", ["q", "county", "zip"])
def test_junk_gets_a_page(visitor, name, junk):
    response = visitor.get("/find/", {name: junk})

    assert response.status_code == 200
    assert heading(response)


def test_the_94_are_listed_filtered_and_downloaded(visitor):
    assert "94 offices" in text_of(visitor.get("/offices/"))
    texas = visitor.get("/offices/?state=TX").content.decode()
    assert len(re.findall(r"<th scope=\"row\">", texas)) == 4
    rows = visitor.get("/offices/?circuit=9&format=csv").content.decode().splitlines()
    assert len(rows) == 1 + 15
    assert "No office is in this state" in text_of(visitor.get("/offices/?state=TX&circuit=1"))


def test_every_office_has_its_page_in_both_languages(visitor):
    for court_id, office in gazetteer.offices().items():
        assert office.official_name in visitor.get(f"/offices/{court_id}/").content.decode()
        assert office.official_name in visitor.get(f"/es/offices/{court_id}/").content.decode()
    assert visitor.get("/offices/zzz/").status_code == 404


def test_an_office_page_says_what_is_unknown_and_when_the_rest_was_verified(visitor, lena):
    assert text_of(visitor.get("/offices/txnd/")).count("unknown, to be verified") == 3
    with acting_as(DatabaseRole.EOUSA):
        phone = OfficeContact.objects.get(office__court_id="txnd", kind="MAIN_PHONE")
        phone.verify("202-555-0100", by=lena, on=make.DAY)

    page = visitor.get("/offices/txnd/").content.decode()

    assert 'href="tel:+1-202-555-0100"' in page
    assert "verified on Nov. 23, 2026" in page
    assert page.count("unknown, to be verified") == 2


def test_no_person_stands_on_an_office_page(visitor, lena, alma):
    make.appointment("txnd", person=alma)
    make.staff_contact("txnd", name="Uma Attorney")
    with acting_as(DatabaseRole.EOUSA):
        OfficeContact.objects.get(office__court_id="txnd", kind="MAIN_PHONE").verify(
            "202-555-0100", by=lena, on=make.DAY
        )

    page = visitor.get("/offices/txnd/").content.decode()

    for name in ("Alma", "Reyes", "Lena", "Lena Hart", "Uma"):
        assert name not in page


def test_shared_counties_stand_apart_from_an_offices_own(visitor):
    north_carolina = text_of(visitor.get("/offices/nced/"))
    assert "44 counties" in north_carolina
    assert "Hoke County: part on the Fort Bragg military reservation" in north_carolina
    assert "Hoke County (in part)" in text_of(visitor.get("/offices/ncmd/"))
    new_york = text_of(visitor.get("/offices/nysd/"))
    assert "8 counties" in new_york
    assert "Kings County: waters only" in new_york


def test_guam_and_the_marianas_say_that_they_share_a_us_attorney(visitor):
    for court_id in ("gud", "nmid"):
        assert "share one US Attorney" in text_of(visitor.get(f"/offices/{court_id}/"))


def test_an_unverified_hotline_is_named_without_its_number(visitor):
    page = visitor.get("/find/").content.decode()

    assert "RAINN" in page
    assert "800-656-4673" not in page

    with acting_as(DatabaseRole.EOUSA):
        Hotline.objects.filter(name__startswith="RAINN").update(verified_on=date(2026, 11, 23))
    gazetteer._hotlines.cache_clear()
    assert "800-656-4673" in visitor.get("/find/").content.decode()


# --- the way out -----------------------------------------------------------------------------------------------------
def test_leaving_ends_the_session_and_goes_somewhere_neutral(client_of, alma, settings):
    client = client_of(alma)
    client.cookies["csrftoken"] = "x" * 32
    response = client.get("/leave/")

    assert response.status_code == 302
    assert response.headers["Location"] == settings.LEAVE_URL
    assert not [cookie for cookie in response.cookies.values() if cookie.value]
    assert {"session", "csrftoken"} <= response.cookies.keys()
    assert "_auth_user_id" not in client.session
    with acting_as(DatabaseRole.EOUSA):
        event = AccessEvent.objects.get(kind=AccessEvent.Kind.SIGN_OUT)
    assert event.detail == {"by": "quick exit"}


@pytest.mark.parametrize(
    ("asked", "answered"), [("/offices/COD/", "/offices/cod/"), ("/es/offices/Cod/", "/es/offices/cod/")]
)
def test_an_office_is_found_in_capitals_too(visitor, asked, answered):
    moved = visitor.get(asked)

    assert (moved.status_code, moved.headers["Location"]) == (301, answered)
    assert visitor.get(answered).status_code == 200
    assert visitor.get("/offices/COX/").status_code == 404


def test_leaving_needs_no_token_and_no_account(visitor):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/leave/").status_code == 302
    assert visitor.get("/leave/").status_code == 302


def test_somebody_signed_in_sees_a_public_page_as_public(client_of, lena):
    page = client_of(lena).get("/find/").content.decode()

    assert "/leave/" in page
    assert "800-799-7233" in page


# --- verifying a contact ---------------------------------------------------------------------------------------------
def test_a_leader_verifies_a_contact_of_the_own_office_only(client_of, lena):
    client = client_of(lena)

    response = client.post("/offices/txnd/contacts/main-phone/", {"value": "(214) 555 0100"})

    assert response.headers["Location"] == "/offices/txnd/staffing/", "back to where it was asked for"
    with acting_as(DatabaseRole.EOUSA):
        contact = OfficeContact.objects.get(office__court_id="txnd", kind="MAIN_PHONE")
    assert contact.value == "214-555-0100"
    assert contact.verified_by_id == lena.pk
    assert contact.verified_on
    for method in (client.get, client.post):
        assert method("/offices/nysd/contacts/main-phone/", {"value": "214-555-0100"}).status_code == 404
    assert client.get("/offices/txnd/contacts/fax/").status_code == 404


def test_the_wall_itself_keeps_an_office_from_another_ones_contacts(lena):
    with acting_as(DatabaseRole.OFFICE, office_id=make.office("txnd").pk, person_id=lena.pk):
        assert OfficeContact.objects.filter(office__court_id="nysd").update(value="1") == 0
        assert OfficeContact.objects.filter(office__court_id="txnd").update(value="1") == 3


def test_who_may_verify_contacts(client_of, visitor, erin, alma, olga, ada):
    path = "/offices/nysd/contacts/victim-witness/"

    assert client_of(erin).get(path).status_code == 200
    opened = client_of(olga).get("/offices/txnd/contacts/victim-witness/")
    assert 'href="/offices/txnd/staffing/">Cancel' in opened.content.decode()
    for person in (alma, ada):
        assert client_of(person).get(path).status_code == 403
    assert visitor.get(path).status_code == 302


@pytest.mark.parametrize(
    ("kind", "value"),
    [("main-phone", "12"), ("main-phone", "call us"), ("public-mailbox", "nobody"), ("victim-witness", "=1+1")],
)
def test_a_contact_that_cannot_be_one_is_refused_on_the_form(client_of, erin, kind, value):
    response = client_of(erin).post(f"/offices/txnd/contacts/{kind}/", {"value": value})

    assert response.status_code == 200
    assert "Not done yet" in text_of(response)
    assert OfficeContact.objects.exclude(value="").count() == 0


def test_an_emptied_contact_is_unknown_again_and_a_task(client_of, erin):
    client = client_of(erin)
    client.post("/offices/txnd/contacts/public-mailbox/", {"value": "usatxn.office@example.gov"})
    assert OfficeContact.objects.filter(office__court_id="txnd", verified_on=None).count() == 2

    page = client.post("/offices/txnd/contacts/public-mailbox/", {"value": ""}, follow=True)

    assert "It stays on the list of what is to be verified." in text_of(page)
    assert OfficeContact.objects.filter(office__court_id="txnd", verified_on=None).count() == 3


# --- Spanish ---------------------------------------------------------------------------------------------------------
def test_no_public_page_shows_a_string_without_spanish(visitor, missing):
    for path in [*PATHS, *(f"/offices/{court_id}/" for court_id in gazetteer.offices()), "/nowhere/"]:
        visitor.get(f"/es{path}")
    for county in gazetteer.country().counties.values():
        if county.part or county.note:
            visitor.get(f"/es/find/?county={county.fips}")

    assert missing == set()


def test_a_string_without_spanish_is_noticed(missing):
    with translation.override("es"):
        translation.gettext("Nobody has translated this.")
        translation.gettext("Texas")

    assert missing == {"Nobody has translated this."}


@pytest.mark.parametrize("path", PATHS)
def test_a_spanish_page_has_no_english_words_left(visitor, spanish, path):
    response = visitor.get(f"/es{path}")

    assert '<html lang="es">' in response.content.decode()
    assert (
        re.findall(r"\b(?:the|and|this|with|your|which|office|offices|counties|county is)\b", text_of(response)) == []
    )
    assert english_in(text_of(response)) == []


@pytest.mark.parametrize("path", ["/find/?q=Dallas", "/offices/txnd/", "/"])
def test_a_page_leads_to_itself_in_the_other_language(visitor, spanish, path):
    assert f'href="/es{path}"' in visitor.get(path).content.decode()
    assert f'href="{path}"' in visitor.get(f"/es{path}").content.decode()


def test_the_title_of_a_page_that_an_organization_opens_names_nobody_and_nothing():
    """It stands in the history of the browser: one neutral word for each page; the name stands in its heading."""
    own = {Role.ADVOCATE, Role.MANAGER}
    names = {
        route.pattern.name for route in walk.routes() if route.permission and own & set(walk.matrix()[route.permission])
    }
    files = [file for file in (settings.BASE_DIR / "templates").rglob("*.html") if file.stem.replace("_", "-") in names]
    titles = {file.stem: re.search(r"{% block title %}(.*?){% endblock %}", file.read_text()) for file in files}

    assert {"erpo_detail", "meeting_detail", "ask"} <= titles.keys()
    told = {stem: found[1] for stem, found in titles.items() if found and stem != "office_detail"}
    telling = r"{{|risk|protect|violen|survivor|victim|assault|abuse|hotline|shelter|stalk"
    assert {stem: title for stem, title in told.items() if re.search(telling, title, re.IGNORECASE)} == {}

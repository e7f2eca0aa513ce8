"""What people lack, in the log; what an organization does, in the directory: typed, kept, found, taken out and in."""

import csv
from io import StringIO
from uuid import uuid4

import pytest

from partners.importing.values import counties_of, county_of, needs_of
from partners.models import Draft, Outreach, OwnWord, Profile
from portal.errors import Refused
from tests import make
from tests.partners.directory import as_partner, entered, entries, link, manager_of
from tests.partners.log import at_office, entry
from tests.partners.test_log import bound, five
from tests.portal.test_api import caller, token_of

pytestmark = pytest.mark.django_db
SEEN = {"needs": ["SHELTER", "LEGAL"], "populations": ["RURAL"], "counties": ["48113", "22071"]}


def standing(person):
    with at_office(person):
        return Outreach.objects.standing().get()


def test_the_quick_form_takes_needs_and_counties_of_any_district(client_of, alma, shelter):
    client = client_of(alma)
    assert client.post("/outreach/new/", five(shelter, **SEEN)).status_code == 302

    made = standing(alma)
    assert {name: getattr(made, name) for name in SEEN} == SEEN
    page = client.get(f"/outreach/{made.key}/").content.decode()
    assert "emergency shelter; legal assistance" in page
    assert "Dallas County, TX; Orleans Parish, LA" in page
    form = client.get(f"/outreach/{made.key}/edit/").context["form"]
    assert form["counties"].value() == SEEN["counties"]
    assert "22071" in dict(form.fields["counties"].choices)
    changed = five(shelter, **SEEN | {"needs": ["WORK"]}, replaces=made.pk)
    assert client.post(f"/outreach/{made.key}/edit/", changed).status_code == 302
    assert standing(alma).needs == ["WORK"]


@pytest.mark.parametrize(("name", "value"), [("needs", "BREAD"), ("counties", "99999"), ("counties", "Dallas")])
def test_what_is_no_need_and_no_county_is_refused(client_of, alma, shelter, name, value):
    answer = client_of(alma).post("/outreach/new/", five(shelter, **{name: [value]}))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {name}
    assert answer.context["form"].more


def test_a_draft_keeps_them_and_they_alone_are_none(client_of, alma, shelter):
    client = client_of(alma)
    said = {"key": str(uuid4()), "form": "NEW", "needs": ["SHELTER"], "counties": ["48113"]}
    client.post("/outreach/drafts/save/", said)
    with bound(alma):
        assert not Draft.objects.exists()
    client.post("/outreach/drafts/save/", said | {"line": "Beds"})
    with bound(alma):
        kept = Draft.objects.get().fields
    assert (kept["needs"], kept["counties"]) == (["SHELTER"], ["48113"])
    form = client.get("/outreach/new/").context["form"]
    assert form["needs"].value() == ["SHELTER"]


def test_the_log_is_narrowed_by_them_and_says_them_in_its_download(client_of, alma, shelter):
    entry(alma, organizations=[shelter], line="Beds", **SEEN)
    entry(alma, organizations=[shelter], line="Nothing")
    client = client_of(alma)

    def lines(query):
        rows = csv.DictReader(StringIO(b"".join(client.get(f"/outreach/?format=csv&{query}")).decode()))
        return [(row["line"], row["needs"], row["counties"]) for row in rows]

    told = [("Beds", "SHELTER LEGAL", "48113 22071")]
    assert lines("need=SHELTER") == lines("county=48113") == lines("need=LEGAL&county=22071") == told
    assert lines("need=WORK") == lines("county=48439") == []
    assert len(lines("")) == 2
    assert client.get("/outreach/?need=BREAD").status_code == 400


def test_programs_read_them_ask_for_them_and_send_them(alma, shelter):
    client = caller(token_of(alma, "OUTREACH_VIEW", "OUTREACH_LOG")[1])
    body = {"key": str(uuid4()), "held_on": "2026-11-20", "did": "CALL", "duty": 3, "organizations": [shelter.pk],
            "line": "Beds", **SEEN}  # fmt: skip
    made = client.post("/api/v1/outreach/log/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert (made.json()["needs"], made.json()["counties"]) == (SEEN["needs"], SEEN["counties"])
    again = client.post(
        "/api/v1/outreach/log/", body | {"needs": ["LEGAL", "SHELTER"]}, content_type="application/json"
    )
    assert again.status_code == 200
    other = client.post("/api/v1/outreach/log/", body | {"counties": []}, content_type="application/json")
    assert other.status_code == 409
    wrong = body | {"key": str(uuid4()), "counties": ["99999"]}
    assert client.post("/api/v1/outreach/log/", wrong, content_type="application/json").status_code == 400
    for query, number in (("need=SHELTER", 1), ("need=WORK", 0), ("county=48113", 1), ("county=48439", 0)):
        assert len(client.get(f"/api/v1/outreach/?{query}").json()["results"]) == number, query


# --- import ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("48113 48439", ("48113", "48439")),
        ("Dallas County, Texas; Orleans Parish, LA", ("48113", "22071")),
        ("1001", ("01001",)),
        ("", ()),
    ],
)
def test_counties_are_read_by_code_and_by_name(text, codes):
    assert counties_of(text) == codes


@pytest.mark.parametrize("text", ["Washington County", "Nowhere, Texas", "99999"])
def test_a_county_that_is_not_one_is_refused_with_a_sentence(text):
    with pytest.raises(Refused, match="not one county"):
        county_of(text)


@pytest.mark.parametrize("text", ["SHELTER LEGAL", "emergency shelter; legal assistance"])
def test_needs_are_read_by_code_and_by_label(text):
    assert needs_of(text) == ("SHELTER", "LEGAL")


# --- the directory ---------------------------------------------------------------------------------------------------
def test_the_office_says_what_an_organization_does_and_finds_it_by_that(client_of, alma):
    made = entered(alma, "Prairie House", services=["SHELTER", "CHILD_CARE"], counties=["48113"])
    entered(alma, "Big Sky Legal", kind="LEGAL_AID", services=["LEGAL"])
    client = client_of(alma)

    assert "emergency shelter, child care" in client.get(f"/organizations/{made.pk}/").content.decode()
    answer = client.get("/organizations/?service=LEGAL")
    assert [row["cells"][0]["text"] for row in answer.context["listing"].rows] == ["Big Sky Legal"]
    typed = {"name": made.name, "kind": "SHELTER", "services": ["SHELTER", "HOTLINE"]}
    assert client.post(f"/organizations/{made.pk}/edit/", typed).status_code == 302
    with at_office(alma):
        assert Profile.objects.standing().get(organization=made).services == ["SHELTER", "HOTLINE"]
    download = b"".join(client.get("/organizations/?format=csv&service=HOTLINE")).decode()
    assert next(csv.DictReader(StringIO(download)))["services"] == "emergency shelter, hotline"


def test_an_organization_says_it_by_account_and_by_link_in_spanish_too(client_of, visitor, alma):
    made = entered(alma, "Prairie House")
    client = client_of(manager_of(made))
    typed = {"name": made.name, "kind": "SHELTER", "services": ["SHELTER"], "email_MAIN": "main@prairie.example"}
    assert client.post("/our-entry/edit/", typed).status_code == 302
    assert entries(made)[0].services == ["SHELTER"]

    where = link(made, "main@prairie.example", "-edit")
    assert visitor.post(where, typed | {"services": ["SHELTER", "TRANSPORT"]}).status_code == 302
    assert entries(made)[0].services == ["SHELTER", "TRANSPORT"]
    page = visitor.get(f"/es{where}").content.decode()
    assert "refugio de emergencia" in page
    assert "emergency shelter" not in page


def test_what_a_tribe_approves_has_its_services(alma):
    made = entered(alma, "Prairie Nation", kind="TRIBE", services=["LEGAL"])
    word = OwnWord(made, manager_of(made))
    with as_partner(made):
        word.approve(proposal=word.proposals()[0], on=make.DAY)

    assert entries(made)[0].services == ["LEGAL"]


def test_programs_find_an_organization_by_its_service(alma):
    entered(alma, "Prairie House", services=["SHELTER"])
    client = caller(token_of(alma, "ORGANIZATION_READ")[1])

    found = client.get("/api/v1/organizations/?service=SHELTER").json()["results"]
    assert [(row["name"], row["entry"]["services"]) for row in found] == [("Prairie House", ["SHELTER"])]
    assert client.get("/api/v1/organizations/?service=LEGAL").json()["results"] == []

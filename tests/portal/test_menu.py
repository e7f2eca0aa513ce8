"""What stands around a page of members: the line of the menu, and the one language of their pages."""

import pytest
from django.urls import reverse

from portal.access import Role
from portal.hats import Hat
from portal.navigation import AT_HAND, ENTRIES, entries_of, navigation
from tests import make


def hat(role: Role, office_id: int | None = None) -> Hat:
    row = {"id": 1, "role": role.value, "office_id": office_id, "court_id": "", "organization_id": None, "place": ""}
    return Hat.of(row, 1)


@pytest.mark.parametrize("role", [Role.EOUSA, Role.SPECIALIST])
def test_the_current_one_never_makes_the_line_longer(role) -> None:
    everything = entries_of(hat(role), "")
    assert len(everything) > AT_HAND + 1

    for place, entry in enumerate(everything):
        found = navigation(hat(role), entry["url"])
        shown = [one["url"] for one in found["at_hand"]]
        assert len(shown) == AT_HAND
        assert entry["url"] in shown
        assert sum(one["current"] for one in found["at_hand"]) == 1
        assert len(found["more"]) == len(everything) - AT_HAND
        assert shown[-1] == (entry if place >= AT_HAND else everything[AT_HAND - 1])["url"]
        assert {one["url"] for one in found["at_hand"] + found["more"]} == {one["url"] for one in everything}


@pytest.mark.parametrize("path", ["/gaps/", "/gaps/SHELTER--48113/", "/readiness/edit/", "/case-counts/", "/projects/"])
def test_pages_of_the_five_duties_stand_under_their_entry(path) -> None:
    found = [entry for entry in navigation(hat(Role.SPECIALIST), path)["at_hand"] if entry["current"]]
    assert [(entry["url"], entry["is_page"]) for entry in found] == [("/duties/", False)]
    assert not [
        one for one in entries_of(hat(Role.SPECIALIST), "/barriers/") if one["url"] == "/duties/" and one["current"]
    ]


@pytest.mark.parametrize("role", list(Role))
def test_no_two_entries_of_a_role_share_a_letter(role) -> None:
    letters = [letter for _label, _route, letter, permission in ENTRIES if hat(role).may(permission)]
    assert len(set(letters)) == len(letters)


def test_the_menu_of_the_nation_leads_to_its_figures(client_of, erin) -> None:
    assert reverse("figure-list") in {entry["url"] for entry in entries_of(hat(Role.EOUSA), "")}
    assert f'href="{reverse("figure-list")}"' in client_of(erin).get("/").content.decode()


def test_what_government_reads_for_its_work_is_in_english_only(client_of, alma) -> None:
    answer = client_of(alma).get("/es/organizations/?whose=all")
    assert (answer.status_code, answer["Location"]) == (302, "/organizations/?whose=all")
    page = client_of(alma).get("/").content.decode()
    assert '<html lang="en">' in page
    assert 'hreflang="es"' not in page


def test_an_organization_reads_its_pages_in_both_languages(client_of) -> None:
    client = client_of(make.member("Mara Quist", Role.MANAGER, organization=make.organization()))
    for path in ("/", "/our-entry/", "/own-questions/new/"):
        assert f'href="/es{path}" lang="es"' in client.get(path).content.decode()
        assert '<html lang="es">' in client.get(f"/es{path}").content.decode()


def test_public_pages_stay_in_both_languages_for_members(client_of, visitor, alma) -> None:
    for client, path in ((visitor, "/"), (visitor, "/find/"), (client_of(alma), "/find/")):
        assert f'href="/es{path}" lang="es"' in client.get(path).content.decode()
        assert '<html lang="es">' in client.get(f"/es{path}").content.decode()

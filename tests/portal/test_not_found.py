"""What is not there and what belongs to others: one page, also while developing; and who keeps the quick exit."""

import pytest
from django.test import override_settings

from portal.access import DatabaseRole, Role
from portal.models import Membership
from portal.tenancy import acting_as
from tests import make

LISTS_ROUTES = ("URLconf", "specialists.views", "portal.urls")


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/offices/nysd/staffing/", "/offices/xxxx/staffing/", "/nowhere/", "/a/b.php"])
def test_missing_and_foreign_pages_answer_alike_and_list_no_routes(client_of, lena, address, debug):
    with override_settings(DEBUG=debug):
        response = client_of(lena).get(address)

    assert response.status_code == 404
    body = response.content.decode()
    assert "There is no such page, or it is not yours to see." in body
    assert not any(word in body for word in LISTS_ROUTES)


def test_a_forgotten_slash_is_put_right(visitor):
    assert visitor.get("/find").headers["Location"].endswith("/find/")


def test_whoever_wears_two_hats_is_told_which_one_is_on(client_of, lena):
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.create(person=lena, role=Role.LEADERSHIP, office=make.office("nysd"))

    body = client_of(lena).get("/offices/nysd/staffing/").content.decode()

    assert "You act as US Attorney or First Assistant · N.D. Tex." in body


@pytest.mark.parametrize(("who", "keeps_it"), [("ada", True), ("pia", True), ("lena", False), ("erin", False)])
def test_advocates_keep_the_quick_exit_when_signed_in(cast, client_of, who, keeps_it):
    body = client_of(cast[who]).get("/account/").content.decode()

    assert ("data-leave" in body) is keeps_it
    assert ("800-799-7233" in body) is keeps_it

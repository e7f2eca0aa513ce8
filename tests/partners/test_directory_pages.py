"""The directory as offices and EOUSA see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.partners.test_directory_verbs import enter

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def test_every_page_of_an_organization_opens(client_of, alma, erin):
    made = enter(alma, city="Dallas", state="TX")
    client = client_of(alma)
    for page in ("", "edit/", "verify/", "readers/", "contacts/", "merge/"):
        assert client.get(f"/organizations/{made.pk}/{page}").status_code == 200, page
    assert client.get("/organizations/new/").status_code == 200
    assert client.get("/organizations/").status_code == 200
    assert client.get("/duties/").status_code == 200
    assert client_of(erin).get("/organizations/").status_code == 200
    assert client_of(erin).get(f"/organizations/{made.pk}/").status_code == 200

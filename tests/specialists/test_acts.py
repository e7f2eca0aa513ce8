"""Acts on the post as each role meets them: what is shared, taken off the record, promised and refused on a page."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from portal.access import DatabaseRole
from portal.tenancy import acting_as
from tests import make

pytestmark = pytest.mark.django_db
OFFICE = "/offices/txnd/staffing/"


def ago(days):
    return localdate() - timedelta(days=days)


def text(response):
    return " ".join(response.content.decode().split())


def standing(model):
    with acting_as(DatabaseRole.EOUSA):
        return list(model.objects.standing())


def test_sharing_with_nobody_is_told_to_eousa_on_board_and_office(client_of, erin, lena):
    make.answer("txnd", says="SHARED", shared_with=make.office("wyd"), given_on=ago(3), lapses_on=ago(-80))
    client = client_of(erin)
    act = "check with D. Wyo., which has no specialist itself"

    assert f"EOUSA: {act}" in text(client.get("/?answer=doubted"))
    assert "1 office shares a specialist with one that has none" in text(client.get("/"))
    assert f"Next: EOUSA has to {act}." in text(client.get(OFFICE))
    assert "no specialist itself" not in text(client_of(lena).get(OFFICE)), "an office sees no other office's rows"
    make.appointment("wyd", starts_on=ago(9))
    assert "no specialist itself" not in text(client.get("/")) + text(client.get(OFFICE))

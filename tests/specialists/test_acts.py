"""Acts on the post as each role meets them: what is shared, taken off the record, promised and refused on a page."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate

from portal.access import DatabaseRole
from portal.tenancy import acting_as
from specialists.models import Absence, Answer, Appointment
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


def test_an_appointment_recorded_in_error_goes_off_the_record_and_stays_readable(client_of, erin):
    kept = make.appointment("txnd", person=make.person("Nora Vale"), starts_on=ago(400), ends_on=ago(50))
    wrong = make.appointment("txnd", person=make.person("Tom Wrong"), starts_on=ago(20))
    client = client_of(erin)
    address = f"/offices/txnd/appointments/{wrong.pk}/withdraw/"

    page = text(client.get(OFFICE))
    assert f'href="{address}"' in page
    assert f'href="/offices/txnd/appointments/{kept.pk}/withdraw/"' in page, "what has ended can be wrong too"
    asked = text(client.get(address))
    assert "Was the appointment of Tom Wrong" in asked
    assert f"Afterwards: N.D. Tex. has no specialist since {date_format(ago(50))} (50 days)." in asked
    assert "The entry is off the record. N.D. Tex. has no specialist since" in text(client.post(address, follow=True))
    assert standing(Appointment) == [kept]
    assert "Erin Cole: took an appointment off the record" in text(client.get(OFFICE))
    assert client.post(address).status_code == 404, "once"


def test_heads_of_an_office_take_back_their_absences_and_answers(client_of, lena, olga, alma, otis):
    absence = make.absence(make.appointment("txnd", person=alma, starts_on=ago(90)), starts_on=ago(3), ends_on=ago(1))
    answer = make.answer("txnd", given_on=ago(4), lapses_on=ago(-80))
    gone = f"/offices/txnd/absences/{absence.pk}/withdraw/"
    unsaid = f"/offices/txnd/answers/{answer.pk}/withdraw/"

    for link in (gone, unsaid):
        assert f'href="{link}"' in text(client_of(lena).get(OFFICE))
        assert f'href="{link}"' not in text(client_of(alma).get(OFFICE)), "a specialist changes nothing here"
        assert client_of(otis).post(link).status_code in {403, 404}
    assert client_of(olga).post(unsaid).status_code == 403, "the answer is the leadership's"
    assert "Today’s answer does not change: N.D. Tex. has a full-time" in text(client_of(olga).get(gone))
    assert client_of(olga).post(gone).status_code == 302
    assert client_of(lena).post(unsaid).status_code == 302
    assert standing(Absence) == standing(Answer) == []


def test_whoever_takes_off_a_correction_is_told_that_the_first_entry_stays_off(client_of, erin):
    first = make.appointment("txnd", starts_on=ago(90))
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        ended = first.end(ends_on=ago(5), by=erin, on=localdate())

    page = text(client_of(erin).get(f"/offices/txnd/appointments/{ended.pk}/withdraw/"))
    assert "The earlier entry whose place it took does not come back." in page
    assert client_of(erin).get(f"/offices/txnd/appointments/{first.pk}/withdraw/").status_code == 404
    assert client_of(erin).get(f"/offices/nysd/appointments/{ended.pk}/withdraw/").status_code == 404

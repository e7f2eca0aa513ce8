"""Acts on the post as each role meets them: what is shared, taken off the record, promised and refused on a page."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate

from portal.access import DatabaseRole
from portal.tenancy import acting_as
from specialists.coverage import Fact, Source, answer_on
from specialists.models import Absence, Answer, Appointment
from tests import make
from tests.reading import text

pytestmark = pytest.mark.django_db
OFFICE = "/offices/txnd/staffing/"


def ago(days):
    return localdate() - timedelta(days=days)


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


APPOINTMENT = {"name": "Ann Acting", "email": "ann@example.test", "authority": "AUSA_542", "kind": "ACTING"}


@pytest.mark.parametrize(
    ("full_time", "is_said"),
    [({}, True), ({"ends_on": -10}, True), ({"ends_on": 9}, False), ({"authority": "SAUSA_925D"}, False)],
)
def test_acting_beside_a_full_time_specialist_is_said_to_change_nothing(client_of, erin, full_time, is_said):
    days = {name: ago(value) for name, value in full_time.items() if name == "ends_on"}
    make.appointment("txnd", person=make.person("Nora Vale"), **full_time | days)
    facts = APPOINTMENT | {"starts_on": ago(5).isoformat()}
    page = text(client_of(erin).post("/offices/txnd/appointments/new/", facts, follow=True))

    assert "The appointment is recorded." in page
    assert ("Coverage does not change while Nora Vale serves here full time" in page) == is_said


def test_a_shared_appointment_without_an_office_is_refused_beside_its_field(client_of, erin):
    facts = APPOINTMENT | {"kind": "SHARED", "starts_on": ago(5).isoformat()}
    response = client_of(erin).post("/offices/txnd/appointments/new/", facts)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "shared_with": ["Name the other office with which the specialist is shared."]
    }


def test_the_absence_page_promises_what_is_counted(client_of, olga, alma):
    """The sentences against the engine, at the edges that they name."""
    make.appointment("txnd", person=alma, starts_on=ago(100))
    page = text(client_of(olga).get("/offices/txnd/absences/new/"))
    assert "An absence of up to 30 days changes nothing" in page
    assert "the office counts as acting with a stand-in, as without a specialist otherwise" in page
    assert "Of an absence without a known end this is so from day 31." in page

    def answer(days, *, away, stand_in=None, is_open=False):
        end = None if is_open else ago(0) + timedelta(days=days)
        absence = Fact(1, Source.ABSENCE, "", ago(0), end, 7, stand_in_id=stand_in)
        served = Fact(1, Source.APPOINTMENT, "FULL_TIME", ago(100), None, 7, "AUSA_542")
        return answer_on([served, absence], ago(0) + timedelta(days=away - 1)).value

    assert answer(30, away=1) == answer(30, away=30, stand_in=8) == "FULL_TIME"
    assert (answer(31, away=1), answer(31, away=1, stand_in=8)) == ("NOT_ASKED", "ACTING")
    assert (answer(0, away=30, is_open=True), answer(0, away=31, is_open=True)) == ("FULL_TIME", "NOT_ASKED")


def test_the_answer_page_says_where_an_appointment_is_recorded(client_of, lena, erin):
    address = "/offices/txnd/answers/new/"
    assert "This form appoints nobody: leadership designates through the vacancy" in text(client_of(lena).get(address))
    make.desk("txnd", erin)
    assert f"Your desk officer Erin Cole, {erin.email}, helps." in text(client_of(lena).get(address))
    assert "Seen by your office and EOUSA." in text(client_of(lena).get(address))

    page = text(client_of(erin).get(address))
    assert "This form appoints nobody" not in page
    assert f'value="{localdate().isoformat()}"' in page, "told today unless said otherwise"

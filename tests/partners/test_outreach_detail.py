"""One entry: all that is known of it, its history in words, its neighbors; deleting, bringing back, changing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import NextStep, Outreach
from partners.taxonomy import Did, Profession
from portal.models import AuditEvent
from tests import make
from tests.make import DAY
from tests.partners import log
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db


def address(entry, act=""):
    return f"/outreach/{entry.key}/{act}"


@pytest.fixture
def entry(alma, shelter):
    return log.entry(
        alma, organizations=[shelter], line="Planning the spring training", narrative="The hall is booked.",
        held_on=DAY - timedelta(days=5), minutes=45,
    )  # fmt: skip


def shown(client, entry):
    answer = client.get(address(entry))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_all_that_is_known(client_of, alma, entry, shelter):
    log.step(alma, entry, "Send the protocol", organization=shelter)
    log.share(entry, shelter)
    text = shown(client_of(alma), entry)

    for said in (
        "Meeting with Safe Harbor (invented)", "Planning the spring training", "The hall is booked.", "45",
        "Send the protocol", "Never the line, never the notes", "Alma Reyes: logged the entry",
    ):  # fmt: skip
        assert said in text


def test_several_organizations_are_named_as_people_would(client_of, alma, shelter):
    others = [make.organization("Dallas Police (invented)"), make.organization("Ximena House (invented)")]
    entry = log.entry(alma, organizations=[shelter, *others])

    said = "Meeting with Dallas Police (invented), Safe Harbor (invented) and Ximena House (invented)"
    assert said in shown(client_of(alma), entry)


def test_an_edit_is_told_with_what_it_changed_and_by_whom(client_of, alma, vic, shelter, entry):
    police = make.organization("Dallas Police (invented)")
    with at_office(vic):
        entry.amend(
            organizations=[shelter, police], by=vic, on=DAY, did=Did.TRAINING, minutes=60,
            trained={Profession.LAW_ENFORCEMENT.value: 12, Profession.COURTS.value: 3},
        )  # fmt: skip
    answer = client_of(alma).get(address(entry))
    change, first = answer.context["events"]

    assert (first["actor"], change["actor"], change["action"]) == ("Alma Reyes", "Vic Moreno", "changed the entry")
    assert [(str(one["field"]), one["old"], one["new"]) for one in change["changes"]] == [
        ("What", "meeting", "training of professionals"),
        ("Who", "Safe Harbor (invented)", "Dallas Police (invented); Safe Harbor (invented)"),
        ("Minutes", "45", "60"),
        (
            "People trained", None,
            "court personnel: 3; law enforcement officers (incl. tribal police): 12; 15 in all"
            if "incl" in Profession.LAW_ENFORCEMENT.label
            else "court personnel: 3; law enforcement officers: 12; 15 in all",
        ),
    ]  # fmt: skip
    assert "Joint with" not in str(change)


def test_it_was_recorded_by_who_logged_it_whoever_changed_it_since(client_of, alma, vic, shelter, entry):
    assert "changed by" not in shown(client_of(alma), entry).split("<h2>History")[0]
    with at_office(vic):
        entry.amend(organizations=[shelter], by=vic, on=DAY, minutes=90)

    text = " ".join(shown(client_of(alma), entry).split())

    assert f"<dt>Recorded by</dt><dd>{alma.name} · changed by {vic.name} on " in text
    for person, number in ((alma, 1), (vic, 0)):
        listed = client_of(person).get("/outreach/?mine=on").context["listing"]
        assert [one.logged_by for one in listed.shown] == [alma.name] * number


def test_the_neighbors_are_those_of_the_list_of_the_own_office(client_of, alma, otis, shelter, entry):
    log.entry(otis, organizations=[shelter], held_on=entry.held_on)
    same_day = log.entry(alma, organizations=[shelter], held_on=entry.held_on)
    older = log.entry(alma, organizations=[shelter], held_on=DAY - timedelta(days=9))
    gone = log.entry(alma, organizations=[shelter], held_on=DAY - timedelta(days=4))
    with at_office(alma):
        gone.remove(by=alma, on=DAY)
    client = client_of(alma)

    beside = {each.pk: client.get(address(each)).context["beside"] for each in (entry, same_day, older)}
    assert beside[same_day.pk] == (None, entry.key)
    assert beside[entry.pk] == (same_day.key, older.key)
    assert beside[older.pk] == (entry.key, None)


def test_the_page_asks_seven_times_whatever_it_shows(client_of, alma, shelter, entry):
    """Session, person, bind, the rows of the entry, steps, shares, neighbors."""
    client = client_of(alma)
    shown(client, entry)
    assert asked_by(client, entry) == 7
    for number in range(5):
        with at_office(alma):
            standing = Outreach.objects.standing().with_organizations().get(key=entry.key)
            standing.amend(organizations=[shelter], by=alma, on=DAY, minutes=number)
    for number in range(3):
        log.step(alma, standing_row(alma, entry), f"Step {number}", organization=shelter)
    log.share(standing_row(alma, entry), shelter)
    assert asked_by(client, entry) == 7


def standing_row(person, entry):
    with at_office(person):
        return Outreach.objects.standing().select_related("recorded_by").get(key=entry.key)


def asked_by(client, entry):
    """How often the database is asked, besides the savepoints of a test."""
    with CaptureQueriesContext(connection) as asked:
        shown(client, entry)
    return len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]])


def test_another_offices_entry_is_not_there(client_of, otis, pia, entry):
    for act in ("", "delete/", "restore/", "edit/"):
        assert client_of(otis).get(address(entry, act)).status_code == 404
        assert client_of(otis).post(address(entry, act)).status_code == 404
        assert client_of(pia).get(address(entry, act)).status_code == 403


def test_who_only_reads_is_offered_nothing_and_can_do_nothing(client_of, olga, entry):
    client = client_of(olga)

    assert "delete/" not in shown(client, entry)
    assert client.post(address(entry, "delete/")).status_code == 403
    assert client.post(address(entry, "edit/")).status_code == 403


# --- deleting and bringing back ------------------------------------------------------------------------------------
def test_deleting_says_what_goes_too_and_is_undone_from_its_page(client_of, alma, pia, shelter, entry):
    log.step(alma, entry, "Send the protocol", organization=shelter)
    log.share(entry, shelter)
    client = client_of(alma)
    page = client.get(address(entry, "delete/")).content.decode()
    assert "1 open next step is dropped" in page
    assert "1 organization no longer reads" in page

    gone = client.post(address(entry, "delete/"), follow=True).content.decode()
    assert "This entry was deleted on" in gone
    assert "by Alma Reyes" in gone
    assert "Undo: bring it back" in gone
    assert client.get("/outreach/").context["listing"].total == 0

    back = client.post(address(entry, "restore/"), follow=True).content.decode()
    assert "Alma Reyes: brought the entry back" in back
    with at_office(alma):
        assert NextStep.objects.get().state == "OPEN"
        assert Outreach.objects.standing().get().narrative == "The hall is booked."


def test_whoever_only_reads_learns_that_it_was_deleted(client_of, alma, olga, entry):
    client_of(alma).post(address(entry, "delete/"))
    page = shown(client_of(olga), entry)

    assert "by Alma Reyes" in page
    assert "Undo" not in page


def test_pressing_twice_deletes_once_and_restores_once(client_of, alma, entry):
    client = client_of(alma)
    for act in ("delete/", "restore/"):
        for _ in range(2):
            assert client.post(address(entry, act)).status_code == 302
    with at_office(alma):
        assert Outreach.objects.count() == 2
        assert Outreach.objects.standing().count() == 1


def test_the_trail_never_says_the_words_of_an_entry(alma, entry):
    with at_office(alma):
        rows = AuditEvent.objects.filter(table_name="partners_outreach")
        assert rows.exists()
        for event in rows:
            assert "booked" not in str(event.new)
            assert "book" not in event.new["words"]


def test_another_entry_like_this_one_takes_over_what_is_the_same_and_no_word_of_it(client_of, alma, entry, shelter):
    page = client_of(alma).get(f"/outreach/new/?like={entry.key}")

    assert page.context["form"].initial["organizations"] == [shelter.pk]
    assert page.context["form"].initial["minutes"] == 45
    assert "Planning the spring training" not in page.content.decode()
    assert client_of(alma).get("/outreach/new/?like=nonsense").status_code == 200


# --- changing ------------------------------------------------------------------------------------------------------
def sent(entry, shelter, **changes):
    plain = {"key": entry.key, "replaces": entry.pk, "held_on": entry.held_on.isoformat(), "did": "MEETING",
             "organizations": [shelter.pk], "duty": "5", "line": entry.line, "narrative": entry.narrative}  # fmt: skip
    return plain | changes


def test_the_form_opens_with_what_stands_and_a_change_takes_its_place(client_of, alma, shelter, entry):
    client = client_of(alma)
    page = client.get(address(entry, "edit/")).content.decode()
    assert "Planning the spring training" in page
    assert "The hall is booked." in page

    answer = client.post(
        address(entry, "edit/"), sent(entry, shelter, line="Planning the autumn training"), follow=True
    )

    assert "Alma Reyes: changed the entry" in answer.content.decode()
    with at_office(alma):
        assert Outreach.objects.standing().get().line == "Planning the autumn training"
        assert Outreach.objects.get(pk=entry.pk).line == "Planning the spring training"


def test_of_two_who_change_it_at_once_the_second_is_told_and_keeps_what_was_typed(client_of, alma, vic, shelter, entry):
    client_of(vic).post(address(entry, "edit/"), sent(entry, shelter, line="What Vic says"))
    client = client_of(alma)
    refused = client.post(address(entry, "edit/"), sent(entry, shelter, line="What Alma says"))
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Somebody else has just changed this entry" in page
    assert "What Alma says" in page
    assert "Vic Moreno: changed the entry" in page
    with at_office(alma):
        assert Outreach.objects.standing().get().line == "What Vic says"

    again = {name: refused.context["form"][name].value() for name in sent(entry, shelter)}
    assert client.post(address(entry, "edit/"), again).status_code == 302
    with at_office(alma):
        assert Outreach.objects.standing().get().line == "What Alma says"


def test_who_changes_what_was_just_deleted_keeps_what_was_typed(client_of, alma, shelter, entry):
    client = client_of(alma)
    client.post(address(entry, "delete/"))
    answer = client.post(address(entry, "edit/"), sent(entry, shelter, line="What Alma says"))

    assert answer.status_code == 422
    assert "The entry was deleted since you began" in answer.content.decode()
    assert "What Alma says" in answer.content.decode()
    assert client.get(address(entry, "edit/")).status_code == 302


def test_a_change_cannot_take_the_place_of_another_entry(client_of, alma, shelter, entry):
    other = log.entry(alma, organizations=[shelter], line="Another")
    client_of(alma).post(address(entry, "edit/"), sent(entry, shelter, key=other.key, replaces=other.pk, line="Moved"))

    with at_office(alma):
        lines = dict(Outreach.objects.standing().values_list("key", "line"))
    assert lines == {entry.key: "Moved", other.key: "Another"}


def test_what_one_began_to_change_is_there_again(client_of, alma, shelter, entry):
    client = client_of(alma)
    client.post("/outreach/drafts/save/", sent(entry, shelter, line="Begun and not saved"))
    page = client.get(address(entry, "edit/")).content.decode()

    assert "Begun and not saved" in page
    assert "Here is again what you typed" in page

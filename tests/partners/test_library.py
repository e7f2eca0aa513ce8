"""The library: written, handed in, decided by somebody else, published, found, adopted, withdrawn, copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from partners import library_panels, library_reminders
from partners.duties import Duty
from partners.kinds import Kind
from partners.library import listed, narrowed
from partners.models import Adoption, Edition, LibraryDraft, Review
from partners.models.library import State
from portal import ladder
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER, add_working_days
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Membership, Message, Person, plan
from portal.news import Reader
from portal.tenancy import acting_as
from tests import make, races, servers
from tests.conftest import served
from tests.make import DAY, NOW
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {
    "title": "Screening sheet", "genre": "FORM", "summary": "What an officer asks.",
    "body": "# Ask\n\nIs there an **order**? <script>alert(1)</script>\n\n[bad](javascript:alert(1))",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def ezra(db: None) -> Person:
    """Another desk officer of EOUSA."""
    return make.member("Ezra Ross", Role.EOUSA)


def begun(by: Person, **facts: Any) -> LibraryDraft:
    with at_office(by) as member:
        return LibraryDraft.objects.begin(office=member.office, by=by, **FACTS | facts)


def handed_in(by: Person, draft: LibraryDraft | None = None, **facts: Any) -> Review:
    draft = draft or begun(by, **facts)
    with at_office(by):
        return draft.hand_in(by=by)


def published(by: Person, erin: Person, draft: LibraryDraft | None = None, **facts: Any) -> Edition:
    review = handed_in(by, draft, **facts)
    with at_office(erin):
        return review.publish(by=erin, on=DAY)


def adopted(by: Person, edition: Edition, on: date = DAY) -> Adoption:
    with at_office(by) as member:
        assert member.office
        return Adoption.objects.adopt(edition=edition, office=member.office, by=by, on=on)


def fresh(by: Person, draft: LibraryDraft) -> LibraryDraft:
    with at_office(by):
        return LibraryDraft.objects.with_reviews().get(pk=draft.pk)


def edit(by: Person, draft: LibraryDraft, **facts: Any) -> None:
    with at_office(by):
        draft.edit(seen=fresh(by, draft).edited_at, by=by, **facts)


@contextmanager
def log_in_of_worker() -> Iterator[None]:
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        yield
    finally:
        servers.log_in(served["DATABASE_URL"])


@contextmanager
def worker() -> Iterator[None]:
    """As the planner: logged in and bound as it is."""
    with log_in_of_worker(), acting_as(DatabaseRole.JOBS):
        yield


# --- writing and handing in --------------------------------------------------------------------------------------
def test_a_draft_goes_its_way_and_says_how_it_stands(alma, erin):
    draft = begun(alma)
    assert fresh(alma, draft).state is State.WRITING

    review = handed_in(alma, draft)
    assert fresh(alma, draft).state is State.IN_REVIEW
    with pytest.raises(Refused, match="has not decided"):
        edit(alma, draft, title="Another")
    with pytest.raises(Refused, match="has not decided"):
        handed_in(alma, draft)

    with at_office(erin):
        review.send_back(words="Say who keeps the sheet.", by=erin)
    stands = fresh(alma, draft)
    assert (stands.state, stands.last_review.words) == (State.RETURNED, "Say who keeps the sheet.")

    edit(alma, draft, body="The sergeant keeps it.")
    edition = published(alma, erin, draft)
    assert fresh(alma, draft).state is State.PUBLISHED
    assert (edition.number, edition.body, edition.work, edition.office_id) == (
        1, "The sergeant keeps it.", draft.work, draft.office_id,
    )  # fmt: skip
    with pytest.raises(Refused, match="is published"):
        edit(alma, draft, title="Another")


def test_what_is_handed_in_is_what_is_published(alma, erin):
    """The review is a copy: the draft cannot be changed behind the reader's back, not even around the verbs."""
    draft = begun(alma)
    review = handed_in(alma, draft)
    with at_office(alma):
        LibraryDraft.objects.filter(pk=draft.pk).update(body="Something else")
    with at_office(erin):
        assert review.publish(by=erin, on=DAY).body == FACTS["body"]


def test_nothing_is_handed_in_empty_and_a_link_is_enough(alma):
    draft = begun(alma, body="  ")
    with pytest.raises(Refused, match="nothing to read"):
        handed_in(alma, draft)
    edit(alma, draft, link="https://www.example.gov/protocol.pdf")
    assert handed_in(alma, draft).link == "https://www.example.gov/protocol.pdf"


def test_who_was_slower_loses_nothing_of_the_others_words(alma, lena):
    draft = begun(alma)
    edit(lena, draft, title="Lena’s title")
    with at_office(alma), pytest.raises(Refused, match="since you opened it"):
        draft.edit(seen=draft.edited_at, by=alma, title="Alma’s title")
    assert fresh(alma, draft).title == "Lena’s title"


def test_what_is_put_aside_is_taken_up_again(alma):
    draft = begun(alma)
    with at_office(alma):
        draft.drop(by=alma)
    assert fresh(alma, draft).state is State.DROPPED
    with pytest.raises(Refused, match="put aside"):
        handed_in(alma, draft)
    with at_office(alma):
        draft.resume(by=alma)
    assert fresh(alma, draft).state is State.WRITING


# --- who decides -------------------------------------------------------------------------------------------------
def test_whoever_had_a_hand_in_a_text_does_not_decide(erin, ezra):
    draft = begun(erin)
    edit(ezra, draft, title="Mended")
    review = handed_in(ezra, draft)
    third = make.member("Eve Third", Role.EOUSA)
    for one in (erin, ezra):
        with at_office(one), pytest.raises(Refused, match="had a hand in"):
            review.publish(by=one, on=DAY)
    with at_office(third):
        assert review.publish(by=third, on=DAY).office is None


@pytest.mark.parametrize("role", ["asked_by", "begun_by", "edited_by"])
def test_the_database_refuses_it_too(role, erin, ezra):
    review = handed_in(erin)
    if role != "asked_by":  # as if Ezra had only handed in what Erin wrote
        with acting_as(DatabaseRole.EOUSA):
            draft = LibraryDraft.objects.get(pk=review.draft_id)
        with at_office(erin):
            Review.objects.filter(pk=review.pk).update(
                decision="RETURNED", decided_by=ezra, decided_at=NOW, words="Again"
            )
        facts = {"begun_by": ezra, "edited_by": ezra, "asked_by": ezra} | {role: erin}
        with at_office(ezra):
            review = Review.objects.create(draft=draft, title="T", genre="FORM", summary="S", **facts)
    decision = {"decision": "PUBLISHED", "decided_by": erin, "decided_at": NOW}
    with at_office(erin), pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**decision)


def test_it_is_decided_once(alma, erin, ezra):
    review = handed_in(alma)
    with at_office(erin):
        review.publish(by=erin, on=DAY)
    with at_office(ezra), pytest.raises(Refused, match="has decided"):
        review.send_back(words="No", by=ezra)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_does(alma, otis, erin, ezra):
    """And two who adopt for one office adopt it once."""
    review, first, vera = handed_in(alma), published(otis, erin), make.member("Vera", Role.STAFF, office="nysd")

    def publish(by: Person) -> None:
        with at_office(by):
            review.publish(by=by, on=DAY)

    came = races.at_once(lambda: publish(erin), lambda: publish(ezra))
    assert sorted(one == races.DONE for one in came) == [False, True]
    assert "has decided about this text already" in next(one for one in came if one != races.DONE)
    came = races.at_once(lambda: adopted(otis, first), lambda: adopted(vera, first))
    assert sorted(one == races.DONE for one in came) == [False, True]
    assert not any(one.startswith("fault") for one in came)
    with at_office(otis):
        assert (Edition.objects.filter(review=review).count(), Adoption.objects.in_use().count()) == (1, 1)


def test_no_office_publishes_and_nobody_else_reads_what_waits(alma, otis, erin, rhea):
    review = handed_in(alma)
    with at_office(otis):
        assert not Review.objects.exists()
        assert not LibraryDraft.objects.exists()
    with at_office(erin):
        assert Review.objects.get() == review
        assert not LibraryDraft.objects.exists()
    with at_office(rhea), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Review.objects.exists()
    with at_office(alma), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(decision="PUBLISHED")
    with at_office(alma), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Edition.objects.create(number=1, review=review, published_on=DAY, published_by=alma, title="T", summary="S")


# --- editions ----------------------------------------------------------------------------------------------------
def test_a_new_edition_counts_and_the_earlier_one_comes_back_when_it_is_withdrawn(alma, otis, erin):
    first = published(alma, erin)
    with at_office(otis) as member, pytest.raises(Refused, match="Another office wrote"):
        LibraryDraft.objects.renew(edition=first, office=member.office, by=otis)
    with at_office(alma) as member:
        draft = LibraryDraft.objects.renew(edition=first, office=member.office, by=alma)
        with pytest.raises(Refused, match="written already"):
            LibraryDraft.objects.renew(edition=first, office=member.office, by=alma)
    second = published(alma, erin, draft)

    with at_office(otis):
        assert (second.number, list(listed())) == (2, [second])
    with at_office(erin):
        second.withdraw(reason="It cites repealed law.", by=erin, on=DAY)
        with pytest.raises(Refused, match="already"):
            second.withdraw(reason="Twice", by=erin, on=DAY)
    with at_office(otis):
        assert list(listed()) == [first]
    with pytest.raises(Refused, match="repealed law"):
        adopted(otis, second)


def test_a_work_belongs_to_whoever_published_it_first(alma, otis, erin):
    """A draft that was made to carry another office's work is not published as its next edition."""
    first = published(alma, erin)
    review = handed_in(otis, work=first.work)
    with at_office(erin), pytest.raises(Refused, match="Another office has published"):
        review.publish(by=erin, on=DAY)
    with at_office(erin):
        assert Review.objects.get(pk=review.pk).decision == ""


def test_a_copy_is_a_work_of_ones_own_and_says_whose_it_was(alma, otis, erin, client_of):
    first = published(alma, erin, duties=[Duty.FIREARMS], states=["TX"])
    with at_office(otis) as member:
        draft = LibraryDraft.objects.copy(edition=first, office=member.office, by=otis)
    assert (draft.copied_from, draft.body, draft.duties, draft.states) == (first, first.body, [Duty.FIREARMS], ["TX"])
    assert draft.work != first.work
    edition = published(otis, erin, draft)
    assert edition.number == 1
    page = client_of(erin).get(reverse("review-detail", args=[edition.review_id])).content.decode()
    link = reverse("library-detail", args=[first.pk])
    assert f'<dt>Copied from</dt><dd><a href="{link}">Screening sheet</a> (N.D. Tex.)</dd>' in page
    words = client_of(otis).get(reverse("edition-copy", args=[first.pk])).content.decode()
    assert "the one of N.D. Tex. stays beside it." in words


# --- adopting ----------------------------------------------------------------------------------------------------
def test_an_office_adopts_a_work_once_moves_and_ends(alma, otis, erin):
    first = published(alma, erin)
    adopted(otis, first)
    with pytest.raises(Refused, match="already"):
        adopted(otis, first)
    with at_office(alma) as member:
        draft = LibraryDraft.objects.renew(edition=first, office=member.office, by=alma)
    second = published(alma, erin, draft)
    moved = adopted(otis, second)
    adopted(alma, second)

    with at_office(alma):
        assert listed().get().adopted_by == 2
        assert set(Adoption.objects.in_use().values_list("edition", flat=True)) == {second.pk}
        assert not Adoption.objects.filter(pk=moved.pk).update(superseded_at=NOW)  # another office's
    with at_office(otis):
        moved.end(by=otis, on=DAY + timedelta(days=30))
        with pytest.raises(Refused):
            moved.end(by=otis, on=DAY)
    with at_office(alma):
        assert listed().get().adopted_by == 1


# --- finding -----------------------------------------------------------------------------------------------------
def test_it_is_found_by_words_and_by_what_it_is_for(alma, otis, erin):
    here = published(alma, erin, title="Storing firearms", duties=[2, 5], states=["TX"], agencies=[Kind.POLICE.value])
    everywhere = published(otis, erin, title="Interviews", body="Officers ask open questions.", genre="DECK")
    adopted(alma, everywhere)

    def found(**asked: Any) -> set[Edition]:
        return set(narrowed(listed(), asked, office=make.office()))

    with at_office(alma):
        assert found() == {here, everywhere}
        assert found(words="stored firearm") == {here}
        for kin in ("storage", "Store firearm", "firearm storage", "storage of the firearms", "stored"):
            assert found(words=kin) == {here}, kin
        for other in ("storm", "story", "storage 922", '"storage"', "storage -firearms", "stör", "the"):
            assert found(words=other) == set(), other
        assert found(words="officer interviewing") == {everywhere}
        assert found(words='"open questions"') == {everywhere}
        assert found(words='"questions open"') == set()
        assert found(duty=5) == {here}
        assert found(genre="DECK") == {everywhere}
        assert found(state="TX") == {here, everywhere}
        assert found(state="OK") == {everywhere}
        assert found(agency="COURT") == {everywhere}
        assert found(ours=True) == {everywhere}


# --- pages -------------------------------------------------------------------------------------------------------
def test_a_text_is_written_handed_in_decided_and_adopted_by_its_pages(alma, erin, otis, client_of):
    office, center, other = client_of(alma), client_of(erin), client_of(otis)
    typed = {"title": "Sheet", "genre": "FORM", "summary": "What to ask", "body": FACTS["body"], "states": "tx, ok",
             "duties": ["5"], "link": ""}  # fmt: skip
    assert office.post(reverse("library-draft-create"), typed | {"states": "Texas"}).status_code == 422
    assert office.post(reverse("library-draft-create"), typed | {"body": "SSN 219-09-9999"}).status_code == 422
    office.post(reverse("library-draft-create"), typed)
    with at_office(alma):
        draft = LibraryDraft.objects.get()
    assert (draft.states, draft.duties) == (["TX", "OK"], [5])

    preview = office.get(reverse("library-draft-detail", args=[draft.pk])).content.decode()
    assert "<h3>Ask</h3>" in preview
    assert "<strong>order</strong>" in preview
    assert "<script>alert" not in preview
    assert 'href="javascript' not in preview
    office.post(reverse("library-draft-hand-in", args=[draft.pk]))

    assert "1 text waits for EOUSA’s review" in center.get(reverse("review-list")).content.decode()
    with at_office(erin):
        review = Review.objects.get()
    assert center.post(reverse("review-return", args=[review.pk]), {"words": ""}).status_code == 422
    center.post(reverse("review-publish", args=[review.pk]))
    with at_office(otis):
        edition = Edition.objects.get()
    other.post(reverse("edition-adopt", args=[edition.pk]))

    page = office.get(reverse("library-detail", args=[edition.pk])).content.decode()
    assert "S.D.N.Y., since November 23, 2026" in page
    assert other.post(reverse("edition-withdraw", args=[edition.pk]), {"reason": "x"}).status_code == 403
    listing = other.get(reverse("library-list"), {"words": "sheets", "ours": "on", "format": "csv"})
    assert b"Sheet,form or checklist,N.D. Tex." in b"".join(listing)


def test_what_cannot_be_written_on_is_shown_as_it_stands(alma, erin, client_of):
    review, office = handed_in(alma), client_of(alma)
    draft = reverse("library-draft-detail", args=[review.draft_id])
    for act in ("edit", "hand-in", "drop"):
        told = office.get(reverse(f"library-draft-{act}", args=[review.draft_id]), follow=True)
        assert told.redirect_chain == [(draft, 302)]
        assert "EOUSA has this text and has not decided." in told.content.decode()
    edit = reverse("library-draft-edit", args=[review.draft_id])
    late = office.post(edit, {"title": "T", "genre": "FORM", "summary": "S", "body": "Typed meanwhile", "seen": NOW})
    assert late.status_code == 422
    assert "Typed meanwhile" in late.content.decode()


def test_the_week_of_whoever_wrote_it_says_what_eousa_decided(alma, erin, otis, client_of):
    review, office = handed_in(alma), client_of(alma)
    with at_office(erin):
        review.send_back(words="Say who keeps the sheet.", by=erin)
    link = reverse("library-draft-detail", args=[review.draft_id])
    line = f'<a href="{link}">EOUSA returned “Screening sheet”: read why</a>'
    assert line in office.get("/").content.decode()
    assert "EOUSA returned" not in client_of(otis).get("/").content.decode()

    draft = fresh(alma, LibraryDraft(pk=review.draft_id))
    edit(alma, draft, body="The sergeant keeps it.")
    assert "EOUSA returned" not in office.get("/").content.decode()
    edition = published(alma, erin, draft)
    link = reverse("library-detail", args=[edition.pk])
    line = f'<a href="{link}">EOUSA published “Screening sheet”: read it in the library</a>'
    assert line in office.get("/").content.decode()
    with at_office(alma):
        assert library_panels.since_last_week(make.office(), alma, DAY + timedelta(days=9)) == []


def test_a_double_press_publishes_once_and_says_so(alma, erin, client_of):
    review = handed_in(alma)
    center = client_of(erin)
    assert center.post(reverse("review-publish", args=[review.pk])).status_code == 302
    again = center.post(reverse("review-publish", args=[review.pk]), follow=True)
    assert "You have decided about this text already" in again.content.decode()


def test_programs_find_read_and_ask_who_works_by_it(alma, erin, otis, client_of):
    edition = published(alma, erin, states=["TX"])
    adopted(otis, edition)
    office = client_of(alma)
    [row] = office.get("/api/v1/library/", {"words": "screening", "state": "tx"}).json()["results"]
    assert (row["id"], row["office"], row["adopted_by"], "body" in row) == (edition.pk, "txnd", 1, False)
    assert office.get(f"/api/v1/library/{edition.pk}/").json()["body"] == FACTS["body"]
    [row] = office.get("/api/v1/adoptions/", {"office": "nysd", "ended": "false"}).json()["results"]
    assert (row["edition"], row["title"], row["ended_on"]) == (edition.pk, "Screening sheet", None)
    assert office.get("/api/v1/library/", {"ours": "true"}).json()["results"] == []


# --- reminders, news, report, panels -----------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_eousa_is_reminded_after_ten_working_days_and_each_week_after_twenty(alma, erin):
    review = handed_in(alma)
    with worker():
        [matter] = library_reminders.waiting(DAY, ())
    rungs = ladder.cause_of(library_reminders.LIBRARY_REVIEW).rungs
    assert [ladder.nominal_day(rung, matter.on) for rung in rungs] == [add_working_days(DAY, n) for n in (10, 20)]
    assert rungs[1].is_weekly
    assert (matter.office_id, matter.name) == (None, "N.D. Tex.")
    day = add_working_days(DAY, 10)
    said = library_reminders.of_waiting(matter, rungs[0], day)
    assert said.title == "A text of N.D. Tex. for the library has waited for 15 days"
    with worker():
        assert [one.email for one in ladder.audience_of(rungs[0].audience).find([matter])[matter]] == [erin.email]
    with at_office(alma):
        assert not list(library_reminders.waiting(DAY, ()))
    with at_office(erin):
        review.send_back(words="Again", by=erin)
    with worker():
        assert not list(library_reminders.waiting(DAY, ()))


@pytest.mark.django_db(transaction=True)
def test_whoever_handed_it_in_is_told_what_came_of_it(alma, lena, erin):
    review = handed_in(alma)
    with at_office(erin):
        review.send_back(words="Say who keeps it.", by=erin)

    def told(person: Person, since: datetime = NOW) -> list[Any]:
        with worker():
            held = list(Membership.objects.in_force().filter(person=person))
            return list(library_reminders.decided(Reader(person.email, person, held), since, NOW + timedelta(days=1)))

    [entry] = told(alma)
    assert entry.rows == [["Screening sheet", "returned", "Nov 23", "Say who keeps it."]]
    assert told(lena) == []
    assert told(alma, NOW + timedelta(hours=1)) == []
    with log_in_of_worker():
        for _time in range(2):
            plan(at=NOW + timedelta(days=1))
        Message.objects.deliver_due(at=NOW + timedelta(days=1))
    [letter] = [one for one in mail.outbox if one.to == [alma.email]]
    assert "EOUSA decided about your text" in letter.body
    assert "Say who keeps it." in letter.body
    assert not [one for one in mail.outbox if one.to == [lena.email] and "decided about" in one.body]
    with worker():  # who has no role there any more reads nothing of it
        assert not list(library_reminders.decided(Reader(alma.email, alma, []), NOW, NOW + timedelta(days=1)))


def test_the_report_counts_the_quarter_as_it_was_known(alma, erin):
    office, quarter = make.office(), date(2026, 10, 1)
    edition = published(alma, erin)
    before = datetime.now(CENTER)
    with time_machine.travel(NOW + timedelta(hours=3)):
        adopted(alma, edition)
        again = handed_in(alma)
        with at_office(alma):
            counted = library_panels.count(office, quarter, NOW + timedelta(days=1))
            earlier = library_panels.count(office, quarter, before)
            last = library_panels.count(office, date(2026, 7, 1), NOW + timedelta(days=1))
        with at_office(erin):
            again.send_back(words="Say who keeps it.", by=erin)
        handed_in(alma, fresh(alma, LibraryDraft(pk=again.draft_id)))
        with at_office(alma):
            twice = library_panels.count(office, quarter, NOW + timedelta(days=1))
    assert counted == {"adopted": 1, "handed_in": 2, "published": 1} == twice, "a text handed in twice is one text"
    assert earlier == {"adopted": 0, "handed_in": 1, "published": 1}
    assert last == {"adopted": 0, "handed_in": 0, "published": 0}
    [section] = library_panels.told(counted)
    assert section.paragraphs == [
        "The office adopted 1 text of the library. It handed in 2 texts for review. 1 text of the office was published."
    ]
    assert library_panels.told(last) == []


def test_an_office_sees_that_what_it_works_by_is_outdated(alma, otis, erin, rhea, client_of):
    edition = published(alma, erin)
    adopted(otis, edition)
    known = {"office": make.office("nysd")}
    with at_office(otis):
        assert library_panels.of_office(PortalRequest(), known) == {"adopted": 1, "outdated": 0}
        assert library_panels.of_office(PortalRequest(), {"office": make.office()}) is None
    with at_office(erin):
        edition.withdraw(reason="Wrong", by=erin, on=DAY)
    with at_office(otis):
        assert library_panels.of_office(PortalRequest(), known) == {"adopted": 1, "outdated": 1}
    handed_in(alma)
    assert "1 text waits for review" in client_of(erin).get("/").content.decode()
    assert "waits for review" not in client_of(rhea).get("/").content.decode()


# --- pressed through --------------------------------------------------------------------------------------------
def test_every_list_leads_to_its_texts_and_from_there_to_what_is_done_with_them(alma, otis, erin, client_of):
    edition, office, eousa = published(alma, erin), client_of(otis), client_of(erin)
    review, draft = handed_in(alma), begun(otis, title="Our own sheet")

    def led(client: Any, route: str, to: str, pk: int) -> str:
        """The page to which the list of that route leads."""
        link = reverse(to, args=[pk])
        assert f'<a href="{link}">' in client.get(reverse(route)).content.decode()
        return str(client.get(link).content.decode())

    text = led(office, "library-list", "library-detail", edition.pk)
    assert f'href="{reverse("edition-adopt", args=[edition.pk])}"' in text
    assert f'href="{reverse("edition-copy", args=[edition.pk])}"' in text
    led(office, "library-draft-list", "library-draft-detail", draft.pk)
    assert f'href="{reverse("review-list")}"' in eousa.get("/").content.decode()
    waits = led(eousa, "review-list", "review-detail", review.pk)
    assert f'href="{reverse("review-publish", args=[review.pk])}"' in waits


def test_what_is_decided_is_not_asked_again_but_told(alma, erin, ezra, client_of):
    review = handed_in(alma)
    publish, give_back = (reverse(f"review-{act}", args=[review.pk]) for act in ("publish", "return"))
    client_of(erin).post(publish)
    told = client_of(erin).post(publish, follow=True)
    assert told.redirect_chain == [(reverse("review-detail", args=[review.pk]), 302)]
    assert "You have decided about this text already, on November 23, 2026: published." in told.content.decode()
    told = client_of(ezra).get(give_back, follow=True)
    assert "Erin Cole has decided about this text already, on November 23, 2026: published." in told.content.decode()
    with at_office(erin), pytest.raises(Refused, match="You have decided"):
        review.publish(by=erin, on=DAY)

"""Logging a contact: the form of five fields, by itself and refused, and what it says before and after."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from partners.models import Draft, NextStep, Outreach, Partnership, Share
from portal.access import DatabaseRole, Role
from portal.models import KeptText, Membership, Organization
from portal.tenancy import acting_as
from tests import make

NEW = "/outreach/new/"
SOON, LATER = (str(localdate() + timedelta(days=days)) for days in (40, 41))
SAYS = "Protocol draft reviewed with the shelter’s night staff: 夜勤 ✓"


def bound(person: Any) -> Any:
    office = Membership.objects.get(person=person).office_id
    return acting_as(DatabaseRole.OFFICE, office_id=office, person_id=person.pk)


def five(*organizations: Organization, **more: Any) -> dict[str, Any]:
    """The five required fields, as the page sends them."""
    return {
        "key": str(uuid4()),
        "held_on": "2026-11-20",
        "did": "MEETING",
        "organizations": [one.pk for one in organizations],
        "duty": "4",
        "line": SAYS,
    } | more


def entries(person: Any) -> list[Outreach]:
    with bound(person):
        return list(Outreach.objects.standing().with_organizations().order_by("pk"))


@pytest.fixture
def alma_s(client_of: Any, alma: Any) -> Any:
    return client_of(alma)


def test_five_fields_make_an_entry_and_a_partner(alma, alma_s, shelter):
    answer = alma_s.post(NEW, data := five(shelter))

    assert answer.status_code == 302
    saved = alma_s.get(answer.headers["Location"])
    assert SAYS in saved.content.decode()
    assert "Log another" in saved.content.decode()
    (entry,) = entries(alma)
    assert (str(entry.key), entry.line, entry.did, entry.duty) == (data["key"], SAYS, "MEETING", 4)
    assert entry.organizations == [shelter]
    with bound(alma):
        assert Partnership.objects.get().organization == shelter


def test_pressed_twice_it_is_written_once(alma, alma_s, shelter):
    data = five(shelter, **{"step-0-text": "Send the draft", "step-0-due_on": SOON})
    first, second = alma_s.post(NEW, data), alma_s.post(NEW, data)

    assert first.status_code == second.status_code == 302
    assert len(entries(alma)) == 1
    with bound(alma):
        assert NextStep.objects.count() == 1


def test_what_was_saved_and_comes_back_is_asked_about_before_it_is_another(alma, alma_s, shelter):
    alma_s.post(NEW, five(shelter))
    back = alma_s.post(NEW, five(shelter))

    assert back.status_code == 422
    [first] = entries(alma)
    told = back.content.decode()
    assert "You have saved this already. Press “Save” once more to log it as another entry." in told
    assert f'href="/outreach/{first.key}/"' in told
    sent = five(shelter, again=back.context["form"]["again"].value())
    assert [alma_s.post(NEW, sent).status_code for _twice in range(2)] == [302, 302]
    assert len(entries(alma)) == 2
    other = make.organization("Other House")
    assert alma_s.post(NEW, five(other)).status_code == 302


def test_what_was_seen_is_said_at_once_with_the_gap_that_it_is(alma_s, shelter):
    seen = {"needs": ["SHELTER"], "counties": ["48113"], "topics": ["FIREARMS"], "minutes": "20"}
    told = alma_s.post(NEW, five(shelter, **seen), follow=True).content.decode()

    for words in ("emergency shelter", "Dallas County, TX", "is a gap"):
        assert words in told
    assert 'href="/gaps/SHELTER--48113/"' in told


def test_ticks_whose_order_changes_are_not_brought_back_by_their_place(alma, alma_s, shelter):
    alma_s.post(NEW, five(shelter))
    boxes = re.findall(
        r'<input type="(?:radio|checkbox)" name="(?:did|organizations)"[^>]*>', alma_s.get(NEW).content.decode()
    )
    assert len(boxes) > 5
    assert all('autocomplete="off"' in box for box in boxes)


def test_a_draft_that_is_open_in_two_windows_loses_neither(alma, alma_s, shelter):
    data = five(shelter)
    alma_s.post(NEW, data | {"line": "from the first window"})

    refused = alma_s.post(NEW, data | {"line": "from the second window"})
    assert refused.status_code == 422
    assert "saved already, in another window" in refused.content.decode()
    assert f'<a href="/outreach/{data["key"]}/"' in refused.content.decode()
    form = refused.context["form"]
    assert form["line"].value() == "from the second window"
    alma_s.post(NEW, data | {"line": "from the second window", "key": form["key"].value()})

    assert [one.line for one in entries(alma)] == ["from the first window", "from the second window"]


def test_it_opens_with_today_and_the_last_used_choices(alma, alma_s, shelter):
    fresh = alma_s.get(NEW).content.decode()
    assert "checked" not in re.findall(r'<input[^>]*name="did"[^>]*>', fresh)[0]
    alma_s.post(NEW, five(shelter, did="WORKING_GROUP", duty="2"))

    form = alma_s.get(NEW).context["form"]

    assert form["did"].value() == "WORKING_GROUP"
    assert [one.data["value"] for one in form.kinds_at_once][-1] == "WORKING_GROUP", "it stands among the buttons"
    assert form["duty"].value() == 2
    assert form["held_on"].value() == form.today
    assert form.shown == [shelter]


def test_a_colleague_s_choices_are_not_mine(alma, alma_s, client_of, vic, shelter):
    alma_s.post(NEW, five(shelter))

    form = client_of(vic).get(NEW).context["form"]

    assert form["did"].value() is None
    assert form.shown == [shelter], "but the office's partners are there for everybody"


def test_the_same_as_last_time_keeps_what_is_typed(alma, alma_s, shelter):
    alma_s.post(NEW, five(shelter))

    page = alma_s.post(NEW, {"key": str(uuid4()), "held_on": "2026-11-21", "line": "Typed already", "same": "1"})

    form = page.context["form"]
    assert page.status_code == 200
    assert not form.errors
    said = [form[name].value() for name in ("held_on", "line", "did", "duty")]
    assert said == ["2026-11-21", "Typed already", "MEETING", "4"]
    assert form["organizations"].value() == [str(shelter.pk)]
    assert len(entries(alma)) == 1


def test_before_typing_it_says_who_reads(alma_s):
    text = alma_s.get(NEW).content.decode()

    said = "A federal prosecutor’s office reads this; it may be released by law; describe no survivor and no case."
    assert said in text
    assert text.index(said) < text.index('name="line"')


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"held_on": "2099-01-01"}, "in the future"),
        ({"held_on": "1066-10-14"}, "before 1994"),
        ({"held_on": ""}, "This field is required"),
        ({"did": ""}, "This field is required"),
        ({"organizations": []}, "Name at least one organization"),
        ({"organizations": ["999999"]}, "is not one of the available choices"),
        ({"duty": "6"}, "is not one of the available choices"),
        ({"line": ""}, "This field is required"),
        ({"line": "x" * 201}, "at most 200 characters"),
        ({"line": "SSN 123-45-6789"}, "Social Security number"),
        ({"did": "MEETING", "trained-LAW_ENFORCEMENT": "12"}, "enter them as people educated"),
        ({"did": "TRAINING", "educated": "30"}, "as education"),
        ({"did": "TRAINING", "audience": "STUDENTS"}, "choose “education of the public”"),
        ({"did": "TRAINING", "trained-COURTS": "many"}, "type a whole number"),
        ({"did": "EDUCATION", "educated": "5", "joint_with": "nysd", "is_host": "no"}, "Leave them empty here"),
        ({"joint_with": "txnd"}, "is not one of the available choices"),
        ({"step-0-text": "Call back", "step-0-due_on": ""}, "Say until when"),
        ({"step-0-text": "Call back", "step-0-due_on": "2020-01-01"}, "before today"),
        ({"step-0-text": "Call back", "step-0-due_on": "9999-12-31"}, "five years ahead. Check the year."),
        ({"new-0-name": "Quite Another Place"}, "say what it is"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(wrong, says, alma, alma_s, shelter):
    sent = five(shelter, narrative="Seen again: “naïve” 夜\r\nsecond line", minutes="90") | wrong

    page = alma_s.post(NEW, sent)

    assert page.status_code == 422
    assert says in page.content.decode()
    assert entries(alma) == []
    typed = {name: page.context["form"].data.getlist(name) for name in sent}
    assert typed == {
        name: [str(v) for v in (value if isinstance(value, list) else [value])] for name, value in sent.items()
    }
    assert "second line" in page.content.decode()


def test_a_training_counts_professionals_and_education_counts_listeners(alma, alma_s, shelter):
    alma_s.post(NEW, five(shelter, **{"did": "TRAINING", "trained-LAW_ENFORCEMENT": "12", "trained-COURTS": "3"}))
    alma_s.post(NEW, five(shelter, did="EDUCATION", educated="40", audience="STUDENTS"))

    training, education = entries(alma)

    assert (training.trained, training.trained_count, training.educated) == (
        {"COURTS": 3, "LAW_ENFORCEMENT": 12},
        15,
        0,
    )
    assert (education.trained_count, education.educated) == (0, 40)


def test_a_joint_event_is_counted_by_its_host(alma, alma_s, shelter):
    alma_s.post(NEW, five(shelter, did="TRAINING", joint_with="nysd", is_host="no"))

    (entry,) = entries(alma)

    assert (entry.joint_with.court_id, entry.is_host, entry.trained_count) == ("nysd", False, 0)


def test_steps_are_promised_and_shared_with_the_entry(alma, alma_s, shelter):
    steps = {
        "step-0-text": "Send the protocol", "step-0-due_on": SOON, "step-0-side": "OURS",
        "step-1-text": "Name a contact", "step-1-due_on": LATER, "step-1-side": "THEIRS",
    }  # fmt: skip
    saved = alma_s.get(alma_s.post(NEW, five(shelter, is_shared="on", **steps)).headers["Location"])

    with bound(alma):
        rows = [
            (one.text, one.side, one.organization, one.is_shared, one.owner) for one in NextStep.objects.order_by("pk")
        ]
        share = Share.objects.get()
    assert rows == [
        ("Send the protocol", "OURS", shelter, True, alma),
        ("Name a contact", "THEIRS", shelter, True, alma),
    ]
    assert (share.organization, share.is_shared) == (shelter, True)
    assert "Send the protocol" in saved.content.decode()


def test_of_two_organizations_one_has_to_owe_the_step(alma, alma_s, shelter):
    other = make.organization("Second Court")
    step = {"step-0-text": "Name a contact", "step-0-due_on": LATER, "step-0-side": "THEIRS"}

    refused = alma_s.post(NEW, data := five(shelter, other, **step))
    assert "Say which organization owes the step “Name a contact”" in refused.content.decode()
    alma_s.post(NEW, data | {"step-0-organization": other.pk})

    with bound(alma):
        assert NextStep.objects.get().organization == other


def test_of_two_organizations_our_own_step_names_one_too(alma, alma_s, shelter):
    other = make.organization("Second Court")
    step = {"step-0-text": "Send the draft", "step-0-due_on": LATER, "step-0-side": "OURS"}

    refused = alma_s.post(NEW, data := five(shelter, other, **step))
    assert refused.status_code == 422
    row = refused.context["form"].steps.sent[0]
    assert row.errors["organization"] == ["Say with which organization the step “Send the draft” is agreed."]
    alma_s.post(NEW, data | {"step-0-organization": other.pk})

    with bound(alma):
        assert NextStep.objects.get().organization == other


def test_a_step_is_agreed_with_an_organization_that_is_new_in_the_form(alma, alma_s, shelter):
    step = {"step-0-text": "Send the draft", "step-0-due_on": LATER, "step-0-organization": "new-0"}
    data = five(shelter, **step, **{"new-0-name": "Lantern  House", "new-0-kind": ""})

    refused = alma_s.post(NEW, data)
    assert "say what it is" in refused.content.decode()
    assert re.search(r'<option value="new-0"\s+selected\s*>Lantern  House\s*</option>', refused.content.decode())
    alma_s.post(NEW, data | {"new-0-kind": "SHELTER"})

    with bound(alma):
        assert NextStep.objects.get().organization.name == "Lantern House"


def test_an_organization_that_was_unticked_stays_to_be_ticked(alma_s, shelter):
    other = make.organization("Second Court")

    refused = alma_s.post(NEW, five(offered=[shelter.pk, other.pk]))

    form = refused.context["form"]
    assert refused.status_code == 422
    assert {one.pk for one in form.shown} == {shelter.pk, other.pk}
    assert form["organizations"].value() == []


def test_a_training_says_who_was_trained_or_asks(alma_s, shelter):
    nobody = alma_s.post(NEW, data := five(shelter, did="TRAINING")).headers["Location"]
    page = alma_s.get(nobody).content.decode()
    assert "Nobody was counted as trained." in page
    assert f"/outreach/{data['key']}/edit/" in page

    counted = {"trained-LAW_ENFORCEMENT": "12", "trained-COURTS": "3"}
    some = alma_s.get(alma_s.post(NEW, five(shelter, did="TRAINING", **counted)).headers["Location"]).content.decode()
    assert "law enforcement officers: 12; 15 in all" in some
    assert "Nobody was counted" not in some

    meeting = alma_s.get(alma_s.post(NEW, five(shelter)).headers["Location"]).content.decode()
    assert "Nobody was counted" not in meeting


def test_the_professions_counted_lately_stand_on_top(alma_s, shelter):
    alma_s.post(NEW, five(shelter, **{"did": "TRAINING", "trained-PROSECUTORS": "12", "trained-FAITH": "3"}))

    shown = re.findall(r'name="trained-(\w+)"', alma_s.get(NEW).content.decode())

    assert shown[:3] == ["FAITH", "PROSECUTORS", "ADVOCACY"]
    assert len(set(shown)) == 30


def test_log_another_opens_an_empty_form_beside_a_kept_draft(alma_s, shelter):
    alma_s.post("/outreach/drafts/save/", five(shelter, line="kept for later"))
    saved = alma_s.get(alma_s.post(NEW, five(shelter)).headers["Location"]).content.decode()

    (address,) = re.findall(r'href="([^"]+)">Log another', saved)
    assert alma_s.get(address).context["form"]["line"].value() is None


def test_a_new_organization_is_entered_with_the_entry(alma, alma_s):
    alma_s.post(NEW, five(**{"new-0-name": "Harbor Lights Shelter", "new-0-kind": "SHELTER"}))

    (entry,) = entries(alma)
    (made,) = entry.organizations
    assert made.name == "Harbor Lights Shelter"
    assert made.office == make.office()


def test_a_name_that_is_there_already_is_that_one(alma, alma_s, shelter):
    alma_s.post(NEW, five(**{"new-0-name": "SAFE  harbor (invented)"}))

    assert entries(alma)[0].organizations == [shelter]


def test_is_it_one_of_these(alma, alma_s, shelter):
    data = five(**{"new-0-name": "Safe Harbor Shelter", "new-0-kind": "SHELTER"})
    asked = alma_s.post(NEW, data)
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "Is it one of these?" in text
    (target,) = re.findall(r'<a href="#([^"]+)">“Safe Harbor Shelter”: is it one of these', text)
    assert f'id="{target}"' in text
    assert shelter.name in text

    alma_s.post(NEW, data | {"new-0-answer": str(shelter.pk)})
    alma_s.post(NEW, data | {"key": str(uuid4()), "new-0-answer": "new"})

    names = [[one.name for one in entry.organizations] for entry in entries(alma)]
    assert names == [["Safe Harbor (invented)"], ["Safe Harbor Shelter"]]


def test_when_the_entry_is_refused_the_new_organization_is_not_entered(alma, alma_s):
    alma_s.post(NEW, five(**{"held_on": "2099-01-01", "new-0-name": "Harbor Lights", "new-0-kind": "SHELTER"}))

    with bound(alma):
        assert not Organization.objects.filter(name="Harbor Lights").exists()


def test_a_kept_text_of_a_step_is_written_down_with_its_reason(alma, alma_s, shelter, lena):
    step = {"step-0-text": "Call Det. Ruiz at 214-555-0142", "step-0-due_on": LATER}
    data = five(shelter, **step)
    assert alma_s.post(NEW, data).status_code == 422
    alma_s.post(NEW, data | {"step-0-text_kept_because": "The work phone of the agency"})

    with acting_as(DatabaseRole.EOUSA):
        kept = KeptText.objects.get()
    assert (kept.person, kept.field, kept.reason) == (alma, "text", "The work phone of the agency")


def test_a_form_opened_in_another_role_is_not_taken_and_carried(alma, alma_s, vic, shelter):
    other = Membership.objects.get(person=vic).pk
    page = alma_s.post(NEW, five(shelter, hat=str(other)), headers={"Origin": "http://testserver"})

    assert page.status_code == 409
    assert f'name="line" value="{SAYS}"' in page.content.decode()
    assert entries(alma) == []


def test_today_is_the_office_s_own_day(client_of, time_machine, db):
    """In Guam it is Tuesday already."""
    time_machine.move_to("2026-11-23T20:00:00+00:00")
    person = make.member("Gus Guam", Role.SPECIALIST, office="gud")
    assert str(client_of(person).get(NEW).context["form"].today) == "2026-11-24"
    place = make.organization()
    assert client_of(person).post(NEW, five(place, held_on="2026-11-24")).status_code == 302


def test_nobody_else_reads_what_was_saved(alma, alma_s, client_of, otis, shelter):
    address = alma_s.post(NEW, five(shelter)).headers["Location"]

    assert client_of(otis).get(address).status_code == 404


def test_it_opens_in_few_questions(alma_s, shelter, django_assert_max_num_queries):
    for _ in range(3):
        alma_s.post(NEW, five(shelter))
    alma_s.get(NEW)
    with django_assert_max_num_queries(14):
        alma_s.get(NEW)


def test_the_draft_goes_when_the_entry_is_saved(alma, alma_s, shelter):
    data = five(shelter)
    alma_s.post("/outreach/drafts/save/", data)
    with bound(alma):
        assert Draft.objects.count() == 1
    alma_s.post(NEW, data)
    with bound(alma):
        assert Draft.objects.count() == 0

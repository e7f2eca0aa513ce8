"""The log as verbs: what a deleted entry takes with it comes back with it, and words are found by their stems."""

from datetime import timedelta

import pytest

from partners.models import NextStep, Outreach, Share
from portal.errors import Refused
from tests.make import DAY
from tests.partners import log
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(alma, shelter):
    return log.entry(alma, organizations=[shelter], line="Relinquishing firearms at the courthouse")


def test_a_deleted_entry_takes_its_open_steps_with_it_and_brings_them_back(alma, shelter, entry):
    open_one, done = log.step(alma, entry, "Send the protocol"), log.step(alma, entry, "Call the clerk")
    with at_office(alma):
        done.keep(by=alma, on=DAY)
        entry.remove(by=alma, on=DAY)

        assert list(NextStep.objects.order_by("pk").values_list("state", "reason")) == [
            ("DROPPED", "the entry was deleted"),
            ("DONE", ""),
        ]

        back = entry.restore(by=alma, on=DAY)

        assert list(back.next_steps.order_by("pk").values_list("state", "closed_on", "reason")) == [
            ("OPEN", None, ""),
            ("DONE", DAY, ""),
        ]
        assert {step.pk for step in back.next_steps.all()} == {open_one.pk, done.pk}


def test_a_step_that_was_dropped_for_another_reason_stays_dropped(alma, entry):
    step = log.step(alma, entry, "Send the protocol")
    with at_office(alma):
        step.drop(reason="Not needed any more", by=alma, on=DAY)
        entry.remove(by=alma, on=DAY)

        assert entry.restore(by=alma, on=DAY).next_steps.get().reason == "Not needed any more"


def test_what_was_told_of_a_deleted_entry_is_taken_back_until_it_returns(alma, pia, shelter, entry):
    kept = log.share(entry, shelter)
    with at_office(alma):
        entry.remove(by=alma, on=DAY)
    assert log.seen_by(pia, Share) == []

    with at_office(alma):
        entry.restore(by=alma, on=DAY)
    assert log.seen_by(pia, Share) == [kept.pk]


def test_what_was_taken_back_before_stays_taken_back(alma, pia, shelter, entry):
    log.share(entry, shelter, is_shared=False)
    with at_office(alma):
        entry.remove(by=alma, on=DAY)
        entry.restore(by=alma, on=DAY)

    assert log.seen_by(pia, Share) == []


def test_an_entry_is_restored_once(alma, entry):
    with at_office(alma):
        entry.remove(by=alma, on=DAY)
        entry.restore(by=alma, on=DAY)

        with pytest.raises(Refused, match="stands in the list already"):
            entry.restore(by=alma, on=DAY)
        with pytest.raises(Refused, match="Somebody else"):
            entry.remove(by=alma, on=DAY)


@pytest.mark.parametrize("asked", ["firearm", "relinquish", '"firearms at the courthouse"', "courthouse -training"])
def test_words_are_found_by_their_stems(alma, shelter, entry, asked):
    log.entry(alma, organizations=[shelter], line="A training on stalking")
    with at_office(alma):
        assert list(Outreach.objects.saying(asked)) == [entry]


def test_words_of_an_edit_are_found_in_its_place(alma, shelter, entry):
    with at_office(alma):
        fresh = entry.amend(
            organizations=[shelter], by=alma, on=DAY + timedelta(days=1), line="A protocol", narrative="for Zapata"
        )

        assert list(Outreach.objects.standing().saying("zapata")) == [fresh]
        assert not Outreach.objects.standing().saying("firearms").exists()

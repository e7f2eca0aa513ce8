"""Days that nobody means are told at their fields, by one rule in form and verb."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django import forms

import partners.forms
from partners.days import refuse_held, refuse_past, refuse_today, refuse_unlived
from partners.forms.erpo import LawForm
from partners.forms.groups import PaperForm
from portal.errors import Refused
from portal.forms.days import DayField, refuse_days
from portal.forms.prose import ProseField
from tests.make import DAY

LONG_AGO, TOMORROW = date(1, 1, 1), DAY + timedelta(days=1)
NEXT_CENTURY = DAY + timedelta(days=36_500)
WITHOUT = {
    "OfficeEntryForm.stated_on", "AskedForm.asked_on", "EndPartnershipForm.ended_on", "StepForm.due_on",
}  # fmt: skip
"""Of the directory and the log: their verbs and forms judge these against what is on record."""


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        (refuse_unlived, [DAY, date(1994, 1, 1)], [TOMORROW, date(1993, 12, 31), LONG_AGO]),
        (refuse_held, [DAY, TOMORROW, date(1994, 1, 1)], [date(1990, 6, 1), LONG_AGO, NEXT_CENTURY]),
        (refuse_past, [DAY, TOMORROW], [DAY - timedelta(days=1), LONG_AGO, NEXT_CENTURY]),
        (refuse_today, [TOMORROW], [DAY, LONG_AGO, NEXT_CENTURY]),
    ],
)
def test_a_rule_takes_what_can_be_meant_and_refuses_the_rest(rule, good, bad):
    for day in good:
        rule(day, DAY)
    for day in bad:
        with pytest.raises(Refused, match=r"\.$"):
            rule(day, DAY)


class Invented(forms.Form):
    on = DayField(rule=refuse_unlived)
    until = DayField(rule=refuse_today, required=False)
    text = ProseField(max_length=80)


def test_days_are_told_beside_what_the_guard_refuses():
    form = Invented({"on": "1990-01-01", "until": "2020-01-01", "text": "SSN 123-45-6789"})
    refuse_days(form, DAY)
    assert set(form.errors) == {"on", "until", "text"}


def test_a_day_that_stands_on_record_is_left_to_the_verb():
    form = Invented({"on": "1990-01-01", "text": "Word"}, initial={"on": date(1990, 1, 1)})
    refuse_days(form, DAY)
    assert not form.errors


def days_typed() -> Iterator[tuple[str, Any]]:
    """Every day that a form of the partners' app takes, but for filters."""
    for found in iter_modules(partners.forms.__path__):
        module = import_module(f"partners.forms.{found.name}")
        for name, kind in vars(module).items():
            is_form = isinstance(kind, type) and issubclass(kind, forms.BaseForm) and kind.__module__ == module.__name__
            if is_form and not name.endswith("Filters"):
                fields = getattr(kind, "base_fields", {}).items()
                yield from ((f"{name}.{key}", field) for key, field in fields if isinstance(field, forms.DateField))


def test_every_day_that_is_typed_has_a_rule():
    days = dict(days_typed())
    assert len(days) > 12
    assert {name for name, field in days.items() if getattr(field, "rule", None) is None} == WITHOUT


def test_what_a_law_and_a_paper_lack_is_told_beside_what_the_guard_refuses():
    said = {"order_name": "SSN 123-45-6789", "starts": "2024-01-01", "ends_on": "2020-01-01", "confidence": "LOW"}
    assert set(LawForm(said).errors) == {"order_name", "ends_on", "source"}
    assert set(LawForm(said | {"starts": "1989"}).errors) == {"order_name", "starts", "source"}
    assert set(PaperForm({"title": "SSN 123-45-6789"}).errors) == {"title", "body"}

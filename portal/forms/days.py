"""How a day is typed."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own picker; typed as 2026-11-23 where it has none."""

    input_type = "date"

    def __init__(self, **attributes: Any) -> None:
        super().__init__(attributes or None, format="%Y-%m-%d")

"""What a rule refuses, told on the form and beside the field of which it speaks."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from portal.errors import Refused


@contextmanager
def told_on(form: BaseForm, field: str = "") -> Iterator[None]:
    """Let the rest go on: what is asked in here may refuse, and the form says so. `field`: where no rule names one."""
    try:
        yield
    except Refused as refusal:
        place = refusal.field or field
        form.add_error(place if place in form.fields else None, str(refusal))

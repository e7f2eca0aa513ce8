"""A telephone number of a partner, written as people write it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"\+?[0-9(][0-9A-Z(). /-]*(?:,? ?(?:x|ext\.?|extension) ?[0-9]{1,6})?")
SHORT = re.compile(r"988|[2-9]11")
"""Numbers of three digits that a whole country dials."""
DIALED, DIGITS = 7, 3
"""A number has so many signs that are dialed (letters too: 800-799-SAFE), and at least so many of them are digits."""
NO_NUMBER = _("This is no telephone number. Write one number, for example 214-555-0100, 214-555-0100 ext. 12.")


def telephone(text: str) -> None:
    """Raises ValidationError for what nobody can dial."""
    if SHORT.fullmatch(text):
        return
    digits = sum(sign.isdigit() for sign in text)
    dialed = digits + sum(sign.isupper() for sign in text)
    if digits < DIGITS or dialed < DIALED or not NUMBER.fullmatch(text):
        raise ValidationError(NO_NUMBER)

"""A page as tests read it."""

import re
from typing import Any

DRAWN = re.compile(r'(?<= name="csrfmiddlewaretoken" value=")\w+')
"""What is drawn by lot for every answer: in 64 letters and figures any short text is found some day."""


def text(response: Any) -> str:
    """The whole answer on one line, without what is drawn by lot."""
    return " ".join(DRAWN.sub("", response.content.decode()).split())

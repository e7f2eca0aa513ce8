"""The quarterly report as a tagged PDF (PDF/UA-1), from the same document as its page."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from partners.report_words import Document

SOURCE = Path(__file__).with_name("report.typ").read_bytes()
UNSHOWN = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u024f\u02b0-\u0377\u03a3-\u03ff\u0400-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff]"
)
"""What the built-in fonts do not show. It also takes in every control, those that turn the direction of text among
them: on paper they are told by number, as anything else that could not be read."""
NOT_ASCII = re.compile(r"[^\n -~]")
LONG = re.compile(r"\S{60}(?=\S)")
BREAK = "\u200b"
"""A place where a word without end may be broken."""


def pdf_of(report: Document) -> bytes:
    """The document on paper. The words of people go in as data, never as part of the program that sets them."""
    facts = asdict(report)
    try:
        return _set(_every_text(facts, shown))
    except typst.TypstError:  # signs that fonts have alone and not together
        return _set(_every_text(facts, plain))


def shown(text: str) -> str:
    """The text in characters that the fonts have."""
    composed = unicodedata.normalize("NFC", text)
    return LONG.sub(rf"\g<0>{BREAK}", UNSHOWN.sub(_by_number, composed))


def plain(text: str) -> str:
    """The text in ASCII, everything else by number."""
    return LONG.sub(rf"\g<0>{BREAK}", NOT_ASCII.sub(_by_number, text))


def _by_number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _set(facts: Any) -> bytes:
    data = {"report": json.dumps(facts)}
    made = typst.compile(SOURCE, sys_inputs=data, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _every_text(value: Any, read: Callable[[str], str]) -> Any:
    """The same structure with each text as `read` gives it."""
    if isinstance(value, str):
        return read(value)
    if isinstance(value, dict):
        return {name: _every_text(each, read) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_every_text(each, read) for each in value]
    return value

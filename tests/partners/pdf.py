"""A small reader of the PDFs that we make: its structure, and its words page by page as a copy of them would give."""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
TOKEN = re.compile(rb"/(f\d+) [\d.]+ Tf|\(")
MARGIN = re.compile(rb"/Artifact<<[^>]*/Subtype/(?:Header|Footer).*?>>BDC.*?EMC", re.DOTALL)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Fonts = dict[bytes, dict[bytes, str]]


class Pdf(NamedTuple):
    """What was found."""

    catalog: bytes
    metadata: str
    roles: list[str]
    """The roles of the tagged structure: H1, Table, TH …"""
    pages: list[str]
    body: str
    """The words of all pages without what stands in their margins."""


def read(pdf: bytes) -> Pdf:
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    catalog = next(body for body in objects.values() if b"/MarkInfo" in body)
    metadata = stream(objects[reference(catalog, b"Metadata")]).decode()
    roles = [role.decode() for role in re.findall(rb"/Type\s*/StructElem\s*/S\s*/(\w+)", pdf)]
    told = [words(objects, page) for page in pages(objects)]
    body = "".join(words(objects, page, margins=False) for page in pages(objects))
    return Pdf(catalog, metadata, roles, told, body)


def pages(objects: dict[int, bytes]) -> Iterator[bytes]:
    return (body for _number, body in sorted(objects.items()) if b"/Type/Page/" in body)


def reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name, body)
    assert found, name
    return int(found[1])


def stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found
    return zlib.decompress(found[1]) if b"FlateDecode" in body.partition(b"stream")[0] else found[1]


def words(objects: dict[int, bytes], page: bytes, *, margins: bool = True) -> str:
    """The characters of a page in the order in which they are drawn; lines are not kept."""
    resources = objects[reference(page, b"Resources")]
    named = re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    fonts = {name: characters(stream(objects[reference(objects[int(key)], b"ToUnicode")])) for name, key in named}
    content = stream(objects[reference(page, b"Contents")])
    return "".join(drawn(content if margins else MARGIN.sub(b"", content), fonts))


def drawn(content: bytes, fonts: Fonts) -> Iterator[str]:
    """Each string in the font that is set before it."""
    font: dict[bytes, str] = {}
    place = 0
    while found := TOKEN.search(content, place):
        place = found.end()
        if found[1]:
            font = fonts[found[1]]
            continue
        end = closing(content, place)
        raw = unescaped(content[place:end])
        yield "".join(font.get(raw[at : at + 2], "\ufffd") for at in range(0, len(raw), 2))
        place = end


def closing(content: bytes, place: int) -> int:
    """Where the string that begins here ends: parentheses within it are in pairs, or escaped."""
    depth = 1
    while depth:
        char = content[place : place + 1]
        depth += (char == b"(") - (char == b")")
        place += 2 if char == b"\\" else 1
    return place - 1


def unescaped(text: bytes) -> bytes:
    return ESCAPE.sub(lambda m: bytes([int(m[1], 8) & 255]) if m[1] else LETTERS.get(m[2], m[2]), text)


def characters(table: bytes) -> dict[bytes, str]:
    """From the code in the font to the characters that it stands for."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>", table)
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}

"""Reads an extract of any size bit by bit, as it is or out of its zip file, and trusts it in nothing. Pure.

What a file of this kind never has is refused at once: a document type with its entities, deep nesting, tags without
end, more than one file in the archive, far more text than the archive weighs. Nothing is looked up anywhere: the parser
is the plain expat of Python, which opens no address by itself.
"""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from grants.feed.records import FORECAST, NAMESPACE_END, POSTED, ROOT

CHUNK = 1 << 16
MOST_BYTES = 3 << 30
"""Of XML in one extract: ten times what one had in October 2026."""
MOST_RATIO = 100
"""How many times its own weight an archive may unpack to; an extract does 4 times."""
MOST_TAG = 1 << 20
"""Bytes of one tag, comment or instruction. Expat reads an unfinished one again with every chunk."""
MOST_TEXT = 200_000
"""Characters of one element that are kept; ten times what the longest field may have."""
MOST_ELEMENTS = 2_000
"""Elements of one record: a field more often than that is noise."""
MOST_OF_A_RECORD = 2_000_000
"""Characters of all its elements together."""
RECORD, FIELD = 2, 3
"""How deep records and their fields stand."""
ENCRYPTED = 0x1


class BadExtract(Exception):
    """This is no extract, or not a whole one. Says why in a sentence."""


class Raw(NamedTuple):
    """A record as it stands: the texts of each element."""

    is_forecast: bool
    texts: dict[str, list[str]]
    read: int
    """Bytes of the file that are behind us when it ends."""


def records(path: Path) -> Iterator[Raw]:
    """The records of an extract, one after the other. BadExtract wherever it is found to be none: also at its end."""
    with ExitStack() as opened:
        try:
            yield from parsed(opened_xml(path, opened))
        except (BadZipFile, zlib.error, EOFError) as error:
            raise BadExtract("The zip file is damaged or not whole.") from error
        except expat.ExpatError as error:
            raise BadExtract(f"The XML is broken or not whole: {error}.") from error
        except (NotImplementedError, LookupError, UnicodeError) as error:
            raise BadExtract("The file is packed or written in a way that is not read here.") from error
        except OSError as error:
            raise BadExtract(f"The file cannot be read: {error.strerror or 'no answer'}.") from error


class Opened(NamedTuple):
    """Where the XML comes from, and how many bytes of it there may be."""

    file: IO[bytes]
    most: int
    size: int


def size_of(path: Path) -> int:
    """Bytes of XML that are to be read, for whoever shows how far it is. 0: nobody knows."""
    try:
        with ExitStack() as opened:
            return opened_xml(path, opened).size
    except (BadExtract, BadZipFile, OSError, NotImplementedError):
        return 0


def opened_xml(path: Path, opened: ExitStack) -> Opened:
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    if not is_zip:
        size = path.stat().st_size
        return Opened(opened.enter_context(path.open("rb")), MOST_BYTES, size)
    archive = opened.enter_context(ZipFile(path))
    member = only_member(archive)
    most = min(MOST_BYTES, max(member.compress_size, CHUNK) * MOST_RATIO)
    if member.file_size > most:
        raise BadExtract("The zip file unpacks to far more than an extract does.")
    return Opened(opened.enter_context(archive.open(member)), most, member.file_size)


def only_member(archive: ZipFile) -> ZipInfo:
    """The one file of XML that an extract's archive holds."""
    members = archive.infolist()
    if len(members) != 1:
        raise BadExtract(f"The zip file holds {len(members)} files instead of one.")
    member = members[0]
    name = member.filename
    if "/" in name or "\\" in name or ".." in name or not name.lower().endswith(".xml"):
        raise BadExtract("The file inside the zip file has no plain name that ends with .xml.")
    if member.flag_bits & ENCRYPTED or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BadExtract("The zip file is encrypted, or packed in a way that is not read here.")
    return member


def parsed(source: Opened) -> Iterator[Raw]:
    """Fed chunk by chunk; what has come whole is given out at once."""
    reader = Reader()
    fed = 0
    while chunk := source.file.read(CHUNK):
        fed += len(chunk)
        if fed > source.most:
            raise BadExtract("The file is far larger than an extract.")
        reader.parser.Parse(chunk, False)
        if fed - max(reader.parser.CurrentByteIndex, 0) > MOST_TAG:
            raise BadExtract("A tag or a comment has no end.")
        yield from reader.taken(fed)
    reader.parser.Parse(b"", True)
    yield from reader.taken(fed)


class Reader:
    """Collects the record that is being read. Its methods are what expat calls."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.EntityDeclHandler = self.refuse_doctype
        self.done: list[tuple[bool, dict[str, list[str]]]] = []
        self.texts: dict[str, list[str]] = {}
        self.depth = self.elements = self.kept = self.kept_in_all = 0
        self.parts: list[str] = []
        self.is_forecast = self.is_record = False

    def taken(self, read: int) -> Iterator[Raw]:
        done, self.done = self.done, []
        return (Raw(is_forecast, texts, read) for is_forecast, texts in done)

    def begin(self, name: str, _attributes: object) -> None:
        self.depth += 1
        self.parts, self.kept = [], 0
        if self.depth == 1:
            demand_root(name)
        elif self.depth == RECORD:
            kind = name.rpartition(" ")[2]
            self.texts, self.elements, self.kept_in_all = {}, 0, 0
            self.is_record, self.is_forecast = kind in {POSTED, FORECAST}, kind == FORECAST
        elif self.depth == FIELD:
            self.elements += 1
            if self.elements > MOST_ELEMENTS:
                raise BadExtract("A record has far too many fields.")
        else:
            raise BadExtract("Elements stand deeper in each other than in an extract.")

    def text(self, text: str) -> None:
        if self.depth == FIELD and self.kept < MOST_TEXT:
            self.parts.append(text[: MOST_TEXT - self.kept])
            self.kept += len(text)
            self.kept_in_all += min(len(text), MOST_TEXT)
            if self.kept_in_all > MOST_OF_A_RECORD:
                raise BadExtract("A record is far too long.")

    def end(self, name: str) -> None:
        if self.depth == FIELD and self.is_record:
            self.texts.setdefault(name.rpartition(" ")[2], []).append("".join(self.parts))
        elif self.depth == RECORD and self.is_record:
            self.done.append((self.is_forecast, self.texts))
        self.depth -= 1
        self.parts = []

    def refuse_doctype(self, *_said: object) -> None:
        raise BadExtract("The file brings a document type of its own, which no extract has.")


def demand_root(name: str) -> None:
    namespace, _, tag = name.rpartition(" ")
    if tag != ROOT or not namespace.endswith(NAMESPACE_END):
        raise BadExtract(f"The file does not begin with {ROOT} of {NAMESPACE_END}: this is no extract of Grants.gov.")

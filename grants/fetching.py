"""Brings an extract from where it is published into a file: by https alone, never more than so much, never longer."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
    url2pathname,
)

from grants.feed.reading import BadExtract

MOST_BYTES = 1 << 30
"""Of the file as it is published; one weighed 78 MB in October 2026."""
ANSWER_SECONDS, WHOLE_SECONDS = 20, 150
"""How long the server may be silent, and how long all of it may take."""
CHUNK = 1 << 16
DATE, LOOK_BACK = "{date}", 2
"""What stands for the day in an address, and how many days before today are tried: a few are kept there."""


class Missing(BadExtract):
    """There is no file at this address."""


@contextmanager
def brought(address: str, folder: Path) -> Iterator[Path]:
    """The file at an address, `https:` or `file:`, or on this machine, for as long as it is needed."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix="extract-") as file:
            download(address, file)
            yield Path(file.name)
    elif parts.scheme in {"file", ""}:
        path = Path(url2pathname(parts.path) if parts.scheme else address)
        if not path.exists():
            raise Missing("There is no file at this address.")
        yield path
    else:
        raise BadExtract("The address of an extract begins with https: or file:.")


def download(address: str, file: IO[bytes]) -> None:
    """All of it, bit by bit."""
    try:
        with opener().open(address, timeout=ANSWER_SECONDS) as answer:
            promised = int(answer.headers.get("Content-Length") or 0)
            size = copy(answer, file)
    except HTTPError as error:
        kind = Missing if error.code == HTTPStatus.NOT_FOUND else BadExtract
        raise kind(f"The server of the extract answers {error.code}.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise BadExtract("The server of the extract cannot be reached, or broke off.") from error
    if size < promised:
        raise BadExtract("The file did not come whole.")
    file.flush()


def copy(answer: IO[bytes], file: IO[bytes]) -> int:
    """Chunk by chunk; gives how many bytes came."""
    until, size = monotonic() + WHOLE_SECONDS, 0
    while chunk := answer.read(CHUNK):
        size += len(chunk)
        if size > MOST_BYTES or monotonic() > until:
            raise BadExtract("The file is far larger than an extract, or comes far too slowly.")
        file.write(chunk)
    return size


def opener() -> OpenerDirector:
    """Knows https and nothing else, also where a server leads on to another address."""
    made = OpenerDirector()
    handlers: list[BaseHandler] = [
        ProxyHandler(), HTTPSHandler(), HTTPRedirectHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler(),
        UnknownHandler(),
    ]  # fmt: skip
    for handler in handlers:
        made.add_handler(handler)
    return made


def published(
    address: str, day: date, folder: Path, opened: ExitStack, *, newer_than: date = date.min
) -> tuple[Path, str]:
    """The file, and the address at which it was found. {date} in an address stands for the day of the newest extract:
    today's, or one of the days before, as far as they are newer than what is known."""
    days = [day - timedelta(days=back) for back in range(LOOK_BACK + 1)] if DATE in address else [day]
    missing = Missing("No newer extract is there yet.")
    for each in (day for day in days if day > newer_than):
        found = address.replace(DATE, f"{each:%Y%m%d}")
        try:
            return opened.enter_context(brought(found, folder)), found
        except Missing as error:
            missing = error
    raise missing


def shown(address: str) -> str:
    """The address as it may be written down: without a password, and without what follows the question mark."""
    parts = urlsplit(address)
    if not parts.scheme:
        return Path(address).name[:200]
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"[-200:]

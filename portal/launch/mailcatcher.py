"""A mail server that delivers nothing: each mail becomes a file. Run as `-m … PORT FOLDER [HOST]`."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.launch.claims import LOOPBACK

LARGEST = 10_000_000
KEPT = 500


class Catcher:
    """Writes each mail into the folder under a name that sorts by time; the oldest leave."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        self.count += 1
        path = self.folder / f"{time.time_ns():020d}-{self.count:06d}.eml"
        draft = path.with_suffix(".draft")
        draft.write_bytes(f"X-Caught-For: {', '.join(envelope.rcpt_tos)}\r\n".encode() + content)
        draft.rename(path)
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 Kept, not delivered"


async def catch(port: int, folder: Path, host: str = LOOPBACK) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    catcher = Catcher(folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(catcher, data_size_limit=LARGEST, enable_SMTPUTF8=True), host, port
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(catch(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4]))

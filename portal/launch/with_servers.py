"""Run one command beside fresh servers that vanish with it: `python -m portal.launch.with_servers COMMAND …`."""

from __future__ import annotations

import os
import subprocess
import sys

from portal.launch.servers import Servers
from portal.launch.trouble import Trouble
from portal.launch.unprivileged import temporary_home


def with_servers(command: list[str]) -> int:
    """The command's exit code. Its data lives in a folder that is removed afterwards."""
    servers = Servers()
    with temporary_home() as home:
        try:
            servers.start_database(home, fast=True)
            servers.start_broker(home)
            return subprocess.run(command, env={**os.environ, **servers.env}, check=False).returncode
        finally:
            servers.stop()


if __name__ == "__main__":
    try:
        sys.exit(with_servers(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))

"""A real browser, and the portal as a process of its own on the database of this run."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from portal.launch.assets import MODULES
from tests import make, servers, walk
from tests.browser import scenes as built
from tests.browser.scenes import Scenes
from tests.walk import World

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PATIENCE = 20_000
"""Milliseconds until something that has to appear counts as missing: a busy machine takes its time."""
UNPACK = "import('@sparticuz/chromium').then(c => c.default.executablePath()).then(p => process.stdout.write(p))"


def chromium() -> str:
    """$CHROMIUM, else the one that came with the packages of `make test`, else the system's."""
    if found := os.environ.get("CHROMIUM"):
        return found
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    if (MODULES / "@sparticuz" / "chromium").exists() and Path(node).exists():
        home = settings.VAR_DIR / "browser"
        home.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "TMPDIR": str(home)}
        with (home / "unpacking.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one process unpacks it; another would start half a file
            done = subprocess.run(
                [node, "-e", UNPACK], cwd=MODULES.parent, env=env, capture_output=True, text=True, check=True
            )
        return done.stdout
    if found := shutil.which("chromium") or shutil.which("google-chrome"):
        return found
    pytest.fail("No browser: run `make test`, which brings one, or name yours in CHROMIUM=/path/to/chromium.")


@pytest.fixture(scope="package")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


@pytest.fixture(scope="package")
def scenes(world: World, django_db_blocker: Any) -> Scenes:
    with django_db_blocker.unblock():
        made = built.build(world)
        connection.close()
    return made


@pytest.fixture(scope="package")
def address(urls: dict[str, str], world: World, tmp_path_factory: Any) -> Iterator[str]:
    """Where the portal is served: gunicorn, as in production, in the mode of the demonstration."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        **urls,
        "DEBUG": "1",
        "DEMO": "1",
        "SECRET_KEY": settings.SECRET_KEY,
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    log = tmp_path_factory.mktemp("web") / "web.log"
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers=2"]
    command += ["--threads=4"]  # a connection that a browser opens ahead and leaves silent holds up nobody
    with log.open("w") as output:
        server = subprocess.Popen(command, env=env, stdout=output, stderr=output, cwd=settings.BASE_DIR)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/v1/", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str, server: Any, log: Path) -> None:
    for _ in range(150):
        try:
            urlopen(url, timeout=5).close()
        except OSError:
            assert server.poll() is None, log.read_text()[-2000:]
            time.sleep(0.2)
        else:
            return
    pytest.fail(log.read_text()[-2000:])


@pytest.fixture(scope="package")
def cookies(world: World, scenes: Scenes, address: str) -> dict[str, str]:
    """A session of each of the cast, and of those whom the scenes have added."""
    name = settings.SESSION_COOKIE_NAME
    user = world.people["pia"].user
    user.password = PBKDF2PasswordHasher().encode(make.PASSWORD, "salt")  # the server knows no quick hashes
    user.save()
    found = {who: walk.client_of(world, who).cookies[name].value for who in world.people}
    connection.close()
    return found


@pytest.fixture(scope="package")
def browser(cookies: dict[str, str]) -> Iterator[Browser]:
    """Started after everything that asks the database here: its loop forbids that, until it is closed."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def signed_in(browser: Browser, cookies: dict[str, str], address: str) -> Iterator[Any]:
    """Opens a browser window in which somebody of the cast is signed in."""
    opened: list[BrowserContext] = []

    def window(who: str, **options: Any) -> BrowserContext:
        context = browser.new_context(base_url=address, **options)
        opened.append(context)
        if who in cookies:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookies[who], "url": address}])
        return context

    yield window
    for context in opened:
        context.close()


@pytest.fixture
def apart(django_db_blocker: Any, browser: Any) -> Iterator[Callable[..., Any]]:
    """Does something with the database in another thread: the browser's loop forbids it in this one."""

    def closing(act: Callable[..., Any], *given: Any) -> Any:
        try:
            return act(*given)
        finally:
            connection.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        yield lambda act, *given: thread.submit(closing, act, *given).result()

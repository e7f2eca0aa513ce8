"""Starting and stopping, without Django: servers from the wheels, one portal per folder, half-made set-ups."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import importlib.util
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import psycopg2
import pytest
from aiosmtpd.smtp import Envelope

from portal.launch import children, demonstration, install, mailcatcher, progress, run, unprivileged
from portal.launch.claims import claim, demand_port, free_port, refuse_while_running, wanted_port
from portal.launch.embedded import LOG_INS, Postgres, Valkey, start_postgres, start_valkey, temporary_home, urls
from portal.launch.keys import keys
from portal.launch.servers import Servers
from portal.launch.trouble import Trouble, died, explained, failed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home() -> Iterator[Path]:
    with temporary_home() as folder:
        yield folder


@pytest.fixture
def database(home: Path) -> Iterator[Path]:
    yield home
    start_postgres(home, fast=True).stop()


def process_of(server: Postgres | Valkey) -> subprocess.Popen[bytes]:
    assert server.child
    return server.child.process


def version(url: str) -> str:
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(next(cursor)[0])


def waited_for(fact: Callable[[], object], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not fact() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(fact())


def test_postgresql_18_answers_only_to_its_password_and_is_reused_and_stopped(database):
    server = start_postgres(database, fast=True)

    assert version(server.admin_url).startswith("18")
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        version(server.admin_url.replace(keys(database)["postgres"], "guess"))
    again = start_postgres(database, fast=True)
    assert (again.port, again.child, again.fresh) == (server.port, None, False)
    again.stop()
    assert process_of(server).wait(5) == 0


def test_postgresql_keeps_port_and_passwords_and_survives_kill_9(database):
    first = start_postgres(database, fast=True)
    process_of(first).kill()

    second = start_postgres(database, fast=True)

    assert process_of(second).pid != process_of(first).pid
    assert second.port == first.port
    assert version(second.admin_url)


def test_postgresql_takes_another_port_when_somebody_has_the_old_one(database):
    start_postgres(database, fast=True).stop()
    taken = int((database / "postgres.port").read_text())

    with socket.create_server(("127.0.0.1", taken)):
        server = start_postgres(database, fast=True)

    assert server.port != taken
    assert version(server.admin_url)


def test_a_note_left_behind_with_the_number_of_another_program_does_no_harm(database):
    server = start_postgres(database, fast=True)
    note = (server.data / "postmaster.pid").read_text().splitlines()
    server.stop()
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *note[1:]]) + "\n")

    assert version(start_postgres(database, fast=True).admin_url)


def test_each_log_in_has_its_own_url_and_password(database):
    found = urls(start_postgres(database, fast=True), "another")

    assert set(found) == {"DATABASE_ADMIN_URL", *LOG_INS}
    assert len({url.split("@")[0] for url in found.values()}) == 5
    assert all(url.endswith("/another") for name, url in found.items() if name in LOG_INS)


def test_secrets_are_for_their_owner_only(home):
    assert keys(home) == keys(home)
    assert (home / "secrets.json").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_root_puts_the_data_where_its_user_can_reach_it(database):
    database.chmod(0o700)

    server = start_postgres(database, fast=True)

    assert not server.data.is_relative_to(database)
    assert version(server.admin_url)
    assert database.stat().st_mode & 0o777 == 0o700
    server.stop()
    unprivileged.forget(database)
    assert not server.data.exists()


def test_valkey_answers_only_to_its_password_and_is_reused_and_stopped(home):
    server = start_valkey(home)

    assert server.answers()
    server_for_a_stranger = type(server)(server.port, "guess", None)
    assert not server_for_a_stranger.answers()
    assert start_valkey(home).child is None
    start_valkey(home).stop()
    assert process_of(server).wait(5) == 0


def test_servers_of_ones_own_are_left_alone(home, monkeypatch):
    for name in (*LOG_INS, "REDIS_URL", "EMAIL_URL"):
        monkeypatch.setenv(name, "somewhere")
    servers = Servers()

    servers.start_database(home)
    servers.start_broker(home)
    servers.start_mail(home)

    assert (servers.children(), servers.env) == ([], {})


def test_half_a_set_of_database_variables_is_refused(home, monkeypatch):
    for name in LOG_INS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", "somewhere")

    with pytest.raises(Trouble, match="DATABASE_OWNER_URL and DATABASE_WORKER_URL"):
        Servers().start_database(home)


def test_the_mail_catcher_keeps_what_it_gets(home):
    port = free_port()
    catcher = children.start(
        "Mail catcher",
        [sys.executable, "-m", "portal.launch.mailcatcher", str(port), home / "mail"],
        log=home / "mail.log",
        cwd=ROOT,
    )
    try:
        assert waited_for(lambda: not _is_free(port))
        with smtplib.SMTP("127.0.0.1", port) as line:
            line.sendmail("a@here.example", ["b@there.example"], "Subject: Hello\r\n\r\nA mail.")
    finally:
        catcher.stop()

    [mail] = (home / "mail").glob("*.eml")
    assert mail.read_text().startswith("X-Caught-For: b@there.example\n")
    assert "Subject: Hello" in mail.read_text()


def test_the_mail_catcher_lets_the_oldest_go(home, monkeypatch):
    monkeypatch.setattr(mailcatcher, "KEPT", 2)
    catcher, nobody = mailcatcher.Catcher(home), cast(Any, None)

    for word in (b"one", b"two", b"three"):
        envelope = Envelope()
        envelope.original_content = word
        asyncio.run(catcher.handle_DATA(nobody, nobody, envelope))

    assert [path.read_text().split()[-1] for path in sorted(home.glob("*.eml"))] == ["two", "three"]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_second_portal_on_the_same_folder_hears_where_the_first_is(home):
    refuse_while_running(home)
    with claim(home, "http://localhost:8123"):
        with (
            pytest.raises(Trouble, match=r"running already at http://localhost:8123 \(process \d+\)"),
            claim(home, "x"),
        ):
            pytest.fail("two portals hold one folder")
        with pytest.raises(Trouble, match="running already"):
            refuse_while_running(home)
    refuse_while_running(home)


def test_a_taken_port_and_a_senseless_one_are_said():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is taken"):
            demand_port(port)
        assert free_port(port) != port
    assert wanted_port("8000") == 8000
    with pytest.raises(Trouble, match="PORT must be a number"):
        wanted_port("70000")


def test_a_child_dies_with_the_launcher_even_when_that_is_killed(home):
    launcher = (
        "import sys, time; from pathlib import Path; from portal.launch import children\n"
        f"home = Path({str(home)!r})\n"
        "child = children.start('sleeper', ['sleep', '600'], log=home / 'log', cwd=home)\n"
        "print(child.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", launcher], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        assert _lives(pid)
        process.kill()

    if sys.platform == "linux":
        assert waited_for(lambda: not _lives(pid))
    else:
        os.kill(pid, signal.SIGKILL)


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def test_stopping_ends_even_those_who_do_not_listen(home):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
    child = children.start("deaf", [sys.executable, "-c", deaf], log=home / "log", cwd=home)
    assert waited_for(lambda: (home / "log").read_text())

    child.stop(patience=0.2)

    assert child.process.returncode == -signal.SIGKILL


def test_a_program_that_ends_shows_its_last_words_and_a_full_disk_is_called_so(home):
    child = children.start("talker", ["sh", "-c", "echo its last words; exit 3"], log=home / "log", cwd=home)
    child.process.wait()

    with pytest.raises(Trouble, match=r"talker stopped \(exit 3\)[\s\S]*its last words"):
        child.demand_alive()
    (home / "log").write_text("could not extend file: No space left on device\n")
    assert str(failed("Tables", home / "log")).startswith(f"The disk that holds {home} is full: please free")
    assert str(died("Tables", 1, home / "log")).startswith(f"The disk that holds {home} is full: please free")
    assert str(explained(OSError(errno.ENOSPC, "No space left on device", "x"))).startswith(
        "The disk that holds x is full"
    )


def test_a_program_that_had_no_room_for_its_last_words_is_explained_by_the_disk(home, monkeypatch):
    (home / "log").touch()
    assert "stopped (exit 1)" in str(died("Beat", 1, home / "log"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=0))
    assert str(died("Beat", 1, home / "log")).startswith(f"The disk that holds {home} is full")


@pytest.fixture
def venv(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small environment with one package, complete."""
    package = home / "lib/python3.11/site-packages"
    (package / "tea-1.dist-info").mkdir(parents=True)
    (package / "tea.py").write_text("leaves")
    (package / "tea-1.dist-info" / "RECORD").write_text("tea.py,sha256=x,6\ntea-1.dist-info/RECORD,,\n")
    (home / "bin").mkdir()
    (home / "bin/python").symlink_to(sys.executable)
    (home / "installed.json").write_text('{"run": "digest", "packages": ["tea-1.dist-info"]}')
    monkeypatch.setattr(install, "VENV", home)
    monkeypatch.setattr(install, "PYTHON", home / "bin/python")
    return package


def test_a_whole_environment_is_recognized(venv):
    assert install._is_whole()
    assert install._stamps()["run"] == "digest"


def test_a_shortened_file_a_missing_file_and_a_missing_package_are_noticed(venv):
    (venv / "tea.py").write_text("leaf")
    assert not install._is_whole()

    (venv / "tea.py").unlink()
    assert not install._is_whole()

    (venv / "tea-1.dist-info" / "RECORD").unlink()
    assert not install._is_whole()


def test_an_installation_cut_short_counts_for_nothing(venv, home):
    (home / "unfinished").touch()
    assert install._stamps() == {}

    (home / "unfinished").unlink()
    (home / "installed.json").write_text('{"run": "dig')
    assert install._stamps() == {}


def test_an_interpreter_that_does_not_start_is_noticed(venv, home):
    (home / "bin/python").unlink()
    assert not install._is_usable()

    (home / "bin/python").write_text("no program")
    (home / "bin/python").chmod(0o755)
    assert not install._is_usable()


def test_a_disk_too_small_is_said_before_anything_is_written(monkeypatch):
    with pytest.raises(Trouble, match=r"has \d+ MB free, and this needs 99999999999 MB"):
        install._demand_room(99_999_999_999)


def test_a_python_without_venv_is_said(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(Trouble, match="comes without the module “venv”"):
        install._demand_venv_module()


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    source = (ROOT / "portal/launch/bootstrap.py").read_text()
    pretend = (
        "import sys; sys.version_info = (3, 9, 2); names = {'__name__': '__main__', '__file__': 'bootstrap.py'}\n"
        f"exec(compile({source!r}, 'bootstrap.py', 'exec'), names)"
    )

    told = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, env={"PATH": "/nowhere"}, check=False
    )

    assert told.returncode == 1
    assert "needs Python 3.11 or newer" in told.stderr
    assert told.stderr.count("\n") == 1


def test_reset_clears_the_data_keeps_what_was_built_and_refuses_while_running(home, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(home))
    for name in ("mail/one.eml", "assets/site.css", "secrets.json"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).touch()

    with claim(home, "http://localhost:8000"), pytest.raises(Trouble, match="running already"):
        install.reset()
    assert (home / "mail/one.eml").exists()
    install.reset()

    assert [path.name for path in home.iterdir()] == ["assets"]


def test_a_database_is_prepared_again_when_the_code_has_changed(home, monkeypatch):
    portal = run.Portal(home, 8000)
    portal.servers.postgres = run_postgres = start_postgres(home, fast=True)
    run_postgres.stop()
    (home / "prepared").write_text(run._digest_of_code())

    run_postgres.fresh = True
    assert not portal._is_prepared()
    run_postgres.fresh = False
    assert portal._is_prepared()
    monkeypatch.setattr(run, "APPS", ("portal",))
    assert not portal._is_prepared()


def test_web_worker_and_beat_do_not_know_the_passwords_of_owner_and_administrator(home):
    portal = run.Portal(home, 8000)
    portal.env |= {"DATABASE_ADMIN_URL": "x", "DATABASE_OWNER_URL": "y", "DATABASE_URL": "z"}

    child = portal._start("Web", "web", ["-c", "import os; print(sorted(k for k in os.environ if 'DATABASE' in k))"])
    child.process.wait()

    words = (home / "log" / "web.log").read_text()
    assert "DATABASE_URL" in words
    assert "OWNER" not in words
    assert "ADMIN" not in words


@pytest.mark.parametrize(
    "variables", [{"DEBUG": "0"}, {"DEBUG": ""}, {"OFFICIAL_SITE": "1"}, {"OFFICIAL_SITE": "true"}]
)
def test_production_is_not_started_by_make_run(home, monkeypatch, variables):
    monkeypatch.setattr(run, "claim", lambda *_: pytest.fail("it starts"))
    monkeypatch.setattr(install, "install", lambda _: pytest.fail("it sets up"))
    with pytest.raises(Trouble, match="serves the demonstration"):
        run.main({"VAR_DIR": str(home), **variables})
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Trouble, match="serves the demonstration"):
        install.main("run")
    assert list(home.iterdir()) == []


def test_a_web_server_that_is_silent_or_talks_nonsense_does_not_hold_the_start(home, monkeypatch):
    monkeypatch.setattr(run, "PROBE_SECONDS", 0.2)
    monkeypatch.setattr(run, "PATIENCE", 0.5)
    portal = run.Portal(home, 8000)
    portal.env["PATH"] = os.environ["PATH"]
    web = portal._start(
        "Web server", "web", ["-c", "import time; print('its last words', flush=True); time.sleep(600)"]
    )
    try:
        assert waited_for(lambda: "words" in web.log.read_text())
        for speaks in ("", "nonsense\r\n\r\n", "HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1/\r\n\r\n"):
            with talking(speaks) as port, pytest.raises(Trouble, match=r"not ready after 0 s[\s\S]*its last words"):
                portal._until(lambda port=port: run._answers(port), web)  # type: ignore[misc]
    finally:
        web.stop()
    with talking("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as port:
        assert run._answers(port)


@contextlib.contextmanager
def talking(words: str) -> Iterator[int]:
    """A port where everybody hears the same words, and the line stays open."""
    program = (
        "import socket, sys; server = socket.create_server(('127.0.0.1', 0)); lines = []\n"
        "print(server.getsockname()[1], flush=True)\n"
        "while True: lines.append(server.accept()[0]); lines[-1].sendall(sys.argv[1].encode())"
    )
    with subprocess.Popen([sys.executable, "-c", program, words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def test_a_task_that_fails_stops_the_start_and_one_that_ends_well_does_not(home):
    portal = run.Portal(home, 8000)
    portal._finish(portal._start("List of people", "people", ["-c", "pass"]))
    portal._demand_all_alive()
    with pytest.raises(Trouble, match=r"List of people stopped \(exit 3\)[\s\S]*Nobody"):
        portal._finish(portal._start("List of people", "people", ["-c", "import sys; print('Nobody'); sys.exit(3)"]))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_also_what_a_script_has_started_in_the_background(number):
    background = (
        "import signal, time; from portal.launch import run\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN); signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "run._stop_on_signals(); print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN, flush=True); time.sleep(9)"
    )
    with subprocess.Popen([sys.executable, "-c", background], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n", "nohup is respected"
        process.send_signal(number)
        assert process.wait(5) == 0


def test_a_command_joins_the_portal_that_runs(home):
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        whole = [sys.executable, "-m", "portal.launch.demonstration", *arguments]
        env = {**os.environ, "VAR_DIR": str(home)}
        return subprocess.run(whole, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert command("check").stderr == "No portal runs here; `make run` in another terminal starts one.\n"
    with claim(home, "http://localhost:8123"):
        assert "not started its servers yet" in command("check").stderr
        demonstration.keep_variables(home, {"SITE_URL": "http://localhost:8123", "PATH": "/nowhere"})
        asked = ["shell", "--no-imports", "-c", "from portal.settings import SITE_URL; print(SITE_URL)"]
        assert command(*asked).stdout == "http://localhost:8123\n"
    assert (home / "variables.json").stat().st_mode & 0o077 == 0
    demonstration.forget_variables(home)
    assert not (home / "variables.json").exists()


def test_each_step_is_one_line_with_even_dots(home, monkeypatch, capsys):
    monkeypatch.setattr(progress, "DOT_EVERY", 0.2)
    with progress.step("Tables"):
        progress.run("Tables", ["sleep", "0.5"], log=home / "log", cwd=home)
    assert re.fullmatch(r"  Tables \.{4,5} 0\.\d s\n", capsys.readouterr().out)
    with pytest.raises(Trouble), progress.step("Tables"):
        progress.run("Tables", ["false"], log=home / "log", cwd=home)
    assert capsys.readouterr().out == "  Tables ...\n"


def test_the_play_is_set_up_beside_a_portal_that_runs_and_says_where_its_mails_are_seen(home, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(home))
    monkeypatch.delenv("DEBUG", raising=False)
    done = []
    monkeypatch.setattr(install, "install", done.append)
    assert demonstration.address_of(home, {"PORT": "8321"}) == "http://localhost:8321"

    with claim(home, "http://localhost:8123"):
        demonstration.keep_variables(home, {"SITE_URL": "http://localhost:8123"})
        install.main("play")
        assert demonstration.address_of(home, {"PORT": "8321"}) == "http://localhost:8123"
        with pytest.raises(Trouble, match="running already"):
            install.main("run")
    assert done == ["run"]
    assert demonstration.address_of(home, {}) == "http://localhost:8000", (
        "what is left of a portal that was killed says nothing"
    )

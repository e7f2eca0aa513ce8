"""How fast 100,000 due reminders are planned, and how fast their mails leave while a worker dies in the middle.

    python -m tests.mail.bench --readers 100000 --seconds 60

Planned whole; delivered for so many seconds, the rest is reckoned. Sink, PostgreSQL and worker share the machine.
"""

# ruff: noqa: E402, T201
import argparse
import logging
import os
import secrets
import time
from collections import Counter
from datetime import date, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))

import django

django.setup()

from portal.models import plan
from tests import servers
from tests.mail.crowd import join_crowd
from tests.mail.processes import Parts, kill, wait_for
from tests.mail.trial import CENTER, servers_and_sink

WAITING = "SELECT count(*) FROM portal_message WHERE cause = 'DIGEST' AND state = 'PENDING'"
LEFT = "SELECT count(*) FROM portal_message WHERE cause = 'DIGEST' AND state = 'SENT'"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mail.bench")
    parser.add_argument("--readers", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--concurrency", type=int, default=2)
    chosen = parser.parse_args()
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    at = datetime.combine(date(2027, 3, 2), datetime.min.time(), CENTER) + timedelta(hours=20)
    join_crowd(chosen.readers)
    with servers_and_sink(patience=20.0, crowd=chosen.readers) as parts:
        servers.log_in(parts.variables["DATABASE_WORKER_URL"])
        began = time.monotonic()
        rows = plan(at=at)
        took = time.monotonic() - began
        print(f"planned: {rows} reminders and as many mails in {took:.1f} s, {rows / took:.0f} reminders a second")
        deliver(parts, at, chosen)


def deliver(parts: Parts, at: datetime, chosen: argparse.Namespace) -> None:
    """Let the worker send for a while; kill one of its children half-way."""
    parts.set_clock(at)
    parts.want(concurrency=chosen.concurrency, beats=1)
    wait_for(lambda: parts.sink.kept)
    began, before = time.monotonic(), len(parts.sink.kept)
    time.sleep(chosen.seconds / 2)
    kill(parts.children()[0])
    time.sleep(chosen.seconds / 2)
    mails, took = len(parts.sink.kept) - before, time.monotonic() - began
    (left,), (waiting,) = parts.ask(LEFT)[0], parts.ask(WAITING)[0]
    again = sum(n - 1 for n in Counter(mail.message_id for mail in parts.sink.kept).values())
    print(f"delivered: {mails} mails in {took:.0f} s by {chosen.concurrency} at once, {mails / took:.1f} a second")
    print(f"marked as sent {left}, waiting {waiting}, left again {again}, one child killed with -9 half-way")


if __name__ == "__main__":
    main()

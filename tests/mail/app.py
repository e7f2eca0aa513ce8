"""The portal's worker and beat as they are tried: a clock that can be set, and eight places where a process can die.

Everything is wrapped from outside; the product has no door for tests. What is tried reads in the folder that
`MAIL_TRIAL` names `clock` (seconds added to the real time) and `armed/POINT` (whom to kill, at which hit), and writes
`fired` and `unanswered` (mails for which the server's last word did not come).
"""

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from time import sleep
from typing import Any

import django
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

import portal.celery

django.setup()

from portal import ladder, tasks  # noqa: E402  (the apps must be ready)
from portal.models import digest, message, planning  # noqa: E402
from tests.mail.crowd import join_crowd  # noqa: E402

FOLDER = Path(os.environ["MAIL_TRIAL"])
app = portal.celery.app


# --- the clock -----------------------------------------------------------------------------------------------------
def clock() -> datetime:
    """What time it is in the trial."""
    return timezone.now() + timedelta(seconds=float((FOLDER / "clock").read_text()))


# --- dying at a point ----------------------------------------------------------------------------------------------
def dies_at(point: int) -> None:
    """Kill whom the file of this point names, at the hit that it names; once."""
    armed = FOLDER / "armed" / str(point)
    with suppress(FileNotFoundError), armed.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        whom, hits = file.read().split()
        if int(hits) > 1:
            file.seek(0)
            file.truncate()
            file.write(f"{whom} {int(hits) - 1}")
            return
        armed.rename(FOLDER / "fired" / f"{point}-{whom}-{os.getpid()}")
        if whom in {"main", "both"}:
            os.kill(os.getppid(), signal.SIGKILL)
        if whom in {"child", "both"}:
            os.kill(os.getpid(), signal.SIGKILL)


def whatever(_came: Any) -> bool:
    return True


def before(point: int, run: Callable[..., Any]) -> Callable[..., Any]:
    """The function with a place to die in front of it."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        dies_at(point)
        return run(*args, **kwargs)

    return wrapped


def after(point: int, run: Callable[..., Any], *, when: Callable[[Any], Any] = whatever) -> Callable[..., Any]:
    """The function with a place to die behind it, where what came of it says so."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        came = run(*args, **kwargs)
        if when(came):
            dies_at(point)
        return came

    return wrapped


@contextmanager
def busy() -> Iterator[None]:
    """Somebody is at work. The trial waits for this lock before it changes the scene; a dead process lets go of it."""
    while (FOLDER / "closed").exists():
        sleep(0.005)
    with (FOLDER / "busy").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def at_work(run: Callable[..., Any]) -> Callable[..., Any]:
    """The task's body, and whatever it dies of, under the lock."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with busy():
            return run(*args, **{**kwargs, "at": clock()})

    return wrapped


def unanswered(not_sent: Callable[..., Any]) -> Callable[..., Any]:
    """Note each mail for which the server's last word did not come: it may have been kept."""

    def wrapped(self: Any, error: Exception, **kwargs: Any) -> Any:
        if not isinstance(error, SMTPResponseException | SMTPRecipientsRefused):
            with (FOLDER / "unanswered").open("a") as file:
                file.write(f"{self.message_id}\n")
        return not_sent(self, error, **kwargs)

    return wrapped


# --- marked words --------------------------------------------------------------------------------------------------
def mark(matter: Any, rung: Any) -> str:
    """What the mail server reads out of a mail."""
    return f"[[{matter.cause}|{matter.about}|{matter.period}|{rung.days}|{rung.audience}]]"


def marked(cause: Any) -> Any:
    """The cause with its own words, and in them which matter and rung they are about."""

    def said(matter: Any, rung: Any, day: Any) -> Any:
        words = cause.said(matter, rung, day)
        return words._replace(text=f"{words.text} {mark(matter, rung)}")

    def listed(matters: Any, at: Any) -> Any:
        first, *others = cause.listed(matters, at)
        (rung,) = (rung for rung in cause.rungs if rung.is_weekly)
        marks = " ".join(mark(matter, rung) for matter in matters)
        return [replace(first, text=f"{first.text} {marks}"), *others]

    return replace(cause, said=said, listed=cause.listed and listed)


# --- put together --------------------------------------------------------------------------------------------------
def prepare() -> None:
    """Wrap what the worker runs."""
    if readers := int(os.environ["MAIL_TRIAL_CROWD"]):
        join_crowd(readers)
    for cause in ladder.causes():
        ladder.join(marked(cause))
    settings.EMAIL_TIMEOUT = float(os.environ["MAIL_TRIAL_TIMEOUT"])
    planner: Any = planning
    planner.write = after(2, before(1, planner.write))
    doors: Any = tasks
    doors.plan = at_work(after(3, doors.plan))
    messages: Any = message.MessageQuerySet
    messages.deliver_due = at_work(messages.deliver_due)
    messages.claim = after(4, messages.claim, when=bool)
    words: Any = digest
    words.render_to_string = after(5, words.render_to_string)
    mail: Any = message.Message
    mail.as_mail = before(6, mail.as_mail)
    backend: Any = EmailBackend
    backend._send = after(7, backend._send, when=bool)
    mail._settle = after(8, mail._settle)
    mail._not_sent = unanswered(mail._not_sent)


def tick(beats: int, interval: float) -> None:
    """So many beats together wake the deliverer once in an interval, the planner half as often."""
    entries = app.conf.beat_schedule
    entries["portal.deliver_messages"]["schedule"] = interval * beats
    entries["portal.plan_reminders"]["schedule"] = 2 * interval * beats

"""manage.py remind: what the planner does every few minutes, or would do on a day to come."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import CENTER, local_day
from portal.ladder import Rung
from portal.models import Office, Reminder, RungSetting, outlook, plan
from portal.tenancy import acting_as

HEADS = ("office", "cause", "rung", "due on", "to whom")
NOBODY = "nobody: the next rung follows at once"
AHEAD = timedelta(days=366)


def day_to_come(text: str) -> date:
    """As it is typed on a command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"there is no day {text!r}; write it as 2026-12-08") from error


class Command(BaseCommand):
    """Planning may run as often as one likes: what is in the ledger is not written again."""

    help = "Write down the reminders that are due now; with --dry-run only say who would be told, now or on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day_to_come, metavar="DAY", help="a day to come, as in 2026-12-08")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        on, at = options["on"], now()
        if on is not None:
            demand_to_come(on, today=local_day(at, CENTER))
        if options["dry_run"]:
            self.tell(at, on)
            return
        if on is not None:
            demand_demonstration()
            at = datetime.combine(on, time(9), CENTER)
        self.stdout.write(f"Planned: {plan(at=at)} new rows in the ledger of reminders.")

    def tell(self, at: datetime, on: date | None) -> None:
        """Who would be told what, as a table."""
        with acting_as(DatabaseRole.JOBS):
            reminders = outlook(at, on=on)
            offices = {office.pk: str(office) for office in Office.objects.all()}
            ladders = RungSetting.objects.ladders()
        lines = sorted(line(reminder, offices, ladders) for reminder in reminders)
        for row in laid_out([HEADS, *lines]) if lines else ():
            self.stdout.write(row)
        self.stdout.write(summed_up(reminders, on or local_day(at, CENTER)))


def summed_up(reminders: Sequence[Reminder], day: date) -> str:
    """How many reminders, to how many, and how many to nobody."""
    told = len({one.email.lower() for reminder in reminders for one in reminder.to})
    nobody = sum(not reminder.to for reminder in reminders)
    return f"On {day}: {len(reminders)} reminders to {told} addresses; {nobody} reach nobody. Nothing was changed."


def demand_to_come(on: date, *, today: date) -> None:
    """The past is in the ledger, and who knows what next year brings."""
    if not today <= on <= today + AHEAD:
        raise CommandError(f"{on} is past, or more than a year ahead. The ledger says what was told on a day past.")


def demand_demonstration() -> None:
    """Elsewhere the clock on the wall says what is due."""
    if not (settings.DEBUG and settings.DEMO):
        raise CommandError("A day to come is only looked at: add --dry-run.")


def line(reminder: Reminder, offices: Mapping[int, str], ladders: Mapping[str, Sequence[Rung]]) -> tuple[str, ...]:
    """One reminder, a word in each column."""
    step = reminder.step
    cause = ladder.cause_of(step.matter.cause)
    rung = f"{step.number + 1} of {len(ladders[step.matter.cause])}: {ladder.audience_of(step.rung.audience).label}"
    people = ", ".join(sorted(one.email for one in reminder.to)) or NOBODY
    label = str(cause.label) if cause else step.matter.cause
    return offices.get(step.matter.office_id or 0, "national"), label, rung, step.on.isoformat(), people


def laid_out(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest word."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]

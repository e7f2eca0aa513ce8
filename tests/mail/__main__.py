"""`make proof-mail`: family 12 with real processes. SEED= repeats, CASES= shortens.

python -m tests.mail --cases 20 --seed 94 --only "kill -9"
"""

# ruff: noqa: E402, T201
import argparse
import logging
import os
import secrets
import sys
import time
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))

import django

django.setup()

from tests.mail.counting import Count
from tests.mail.faults import CONTROLS, FAULTS, PAUSE, TOUR, Fault
from tests.mail.processes import Parts
from tests.mail.trial import OFFICES, Run, servers_and_sink

COUNTED = ("runs", "kills", "mails", "lost", "doubled", "again", "after ID", "other", "seconds")


def main() -> int:
    """The exit code: 1 where anything is lost, doubled or told without a reason, or a planted fault is not found."""
    chosen = arguments()
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    began = time.monotonic()
    with servers_and_sink() as parts:
        table = runs(parts, chosen, began)
        blind = [name for name in chosen.controls.split(",") if name and not is_told(parts, name, chosen)]
    tell(table, chosen.seed, time.monotonic() - began)
    return int(bool(blind) or any(made.faults for made in table.values()))


def runs(parts: Parts, chosen: argparse.Namespace, began: float) -> dict[str, Count]:
    """The figures by fault."""
    table: dict[str, Count] = {}
    plan = cases(chosen.cases, chosen.only, chosen.seed)
    for number, (fault, concurrency) in enumerate(plan):
        made = Run(parts, fault, f"{chosen.seed}/{number}/{fault.name}", chosen.offices).go(concurrency)
        table.setdefault(fault.name, Count()).add(made)
        if chosen.verbose or made.faults:
            print(f"{number}: {fault.name}, {concurrency} at once, {made.seconds:.1f} s")
            print(*(f"  {told}" for told in made.faults[:9]), sep="\n", flush=True)
        if time.monotonic() - began > chosen.minutes * 60:
            print(f"Stopped after {chosen.minutes:g} minutes: {number + 1} of {len(plan)} runs.")
            break
    return table


def is_told(parts: Parts, mutant: str, chosen: argparse.Namespace) -> bool:
    """Whether the count notices a planted fault, within three runs."""
    parts.mutant = mutant
    for attempt in range(3):
        made = Run(parts, CONTROLS[mutant], f"{chosen.seed}/{mutant}/{attempt}", chosen.offices).go(2)
        if made.faults:
            print(f"planted fault {mutant}: told. {made.faults[0]}")
            return True
    print(f"PLANTED FAULT {mutant}: NOT TOLD")
    return False


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mail")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--seed", default="94")
    parser.add_argument("--only", default="", help="part of a fault's name")
    parser.add_argument("--controls", default=",".join(CONTROLS), help="planted faults that have to be told")
    parser.add_argument("--offices", type=int, default=OFFICES)
    parser.add_argument("--minutes", type=float, default=60, help="begin no run after these")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def cases(many: int, only: str, seed: str) -> list[tuple[Fault, int]]:
    """The faults, each as often as its share says, in an order by chance; ten runs with one task at a time, then ten
    with two."""
    for fault in (TOUR, PAUSE):
        if only == fault.name:
            return [(fault, 2 - number % 2) for number in range(many)]
    shares = [fault for fault in FAULTS for _each in range(fault.share) if only in fault.name]
    whole = [shares[number * len(shares) // many] for number in range(many)]
    long = [PAUSE, PAUSE] if many >= 100 and only in PAUSE.name else []
    whole[: len(long)] = long
    Random(seed).shuffle(whole)
    return [(fault, 1 + place // 10 % 2) for place, fault in enumerate(whole)]


def tell(table: dict[str, Count], seed: str, seconds: float) -> None:
    total = Count()
    print(f"{'fault':52}", *(f"{name:>9}" for name in COUNTED), sep="")
    for name, made in [*table.items(), ("all", total)]:
        counted = [made.runs, made.kills, made.mails, len(made.lost), len(made.doubled), made.again]
        counted += [len(made.doubled_after), len(made.without_reason) + len(made.unexcused), round(made.seconds)]
        print(f"{name:52}", *(f"{number:9}" for number in counted), sep="")
        if made is not total:
            total.add(made)
    print("again: the very same mail with the same Message-ID, after a death between the server's 250 and the mark;")
    print("after ID: still a second mail for who drops what has the same Message-ID; other: told without a reason.")
    print(f"Seed {seed}, {seconds:.0f} s.")


if __name__ == "__main__":
    sys.exit(main())

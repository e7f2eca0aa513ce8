"""`make proof-mail`: family 12 with real processes. SEED= repeats, CASES= shortens, ONLY= names a fault.

    python -m tests.mail --cases 500 --seed 94 --only "kill -9"
"""

# ruff: noqa: E402, T201
import argparse
import logging
import os
import secrets
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))

import django

django.setup()

from tests.mail.counting import Count
from tests.mail.faults import FAULTS, PAUSE, Fault
from tests.mail.trial import Run, logs, servers_and_sink

HEAD = f"{'fault':52}{'runs':>6}{'kills':>7}{'mails':>8}{'lost':>6}{'doubled':>9}{'again':>7}{'after ID':>10}{'other':>7}"


def main() -> int:
    """The exit code: 1 where anything is lost, doubled or told without a reason."""
    chosen = arguments()
    plan = cases(chosen.cases, chosen.only)
    table: dict[str, Count] = {}
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    began = time.monotonic()
    with servers_and_sink(chosen.mutant) as parts:
        for number, (fault, concurrency) in enumerate(plan):
            made = Run(parts, fault, f"{chosen.seed}/{number}/{fault.name}", chosen.offices).go(concurrency)
            table.setdefault(fault.name, Count()).add(made)
            if chosen.verbose or made.faults:
                print(f"{number}: {fault.name}, {concurrency} at once: {made.seconds:.1f} s", *made.faults[:9], sep="\n  ", flush=True)
            if made.faults and chosen.stop:
                print(logs(parts.home))
                break
            if time.monotonic() - began > chosen.minutes * 60:
                print(f"Stopped after {chosen.minutes} minutes: {number + 1} of {len(plan)} runs.")
                break
    tell(table, chosen.seed, time.monotonic() - began)
    return int(any(made.faults for made in table.values()))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mail")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--seed", default="94")
    parser.add_argument("--only", default="", help="part of a fault's name")
    parser.add_argument("--mutant", default="")
    parser.add_argument("--offices", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--stop", action="store_true", help="at the first fault, with the logs")
    return parser.parse_args()


def cases(many: int, only: str) -> list[tuple[Fault, int]]:
    """The faults in turn, each as often as its share says; first one task at a time, then two."""
    shares = [fault for fault in FAULTS for _each in range(fault.share) if only in fault.name]
    drawn = [shares[number * len(shares) // many] for number in range(many)] if many < len(shares) else shares
    whole = [drawn[number % len(drawn)] for number in range(many)]
    long = [PAUSE, PAUSE] if many >= 100 and only in PAUSE.name else []
    ordered = [*whole[0::2], *whole[1::2], *long]
    return [(fault, 1 if place < len(whole[0::2]) else 2) for place, fault in enumerate(ordered)]


def tell(table: dict[str, Count], seed: str, seconds: float) -> None:
    total = Count()
    print(HEAD, f"{'seconds':>9}", sep="")
    for name, made in [*table.items(), ("all", total)]:
        figures = (
            f"{made.runs:6}{made.kills:7}{made.mails:8}{len(made.lost):6}{len(made.doubled):9}{made.again:7}"
            f"{len(made.doubled_after):10}{len(made.without_reason) + len(made.unexcused):7}{made.seconds:9.1f}"
        )
        print(f"{name:52}{figures}")
        if made is not total:
            total.add(made)
    print(f"again: the same mail, the same Message-ID, after a death between 250 and mark. Seed {seed}, {seconds:.0f} s.")


if __name__ == "__main__":
    sys.exit(main())

"""Family 12 in less than a minute: a run with a fault at each stop, and a planted fault that has to be told.

The whole of it, 500 runs, is `make proof-mail`.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_lost_or_doubled_by_faults_and_a_planted_one_is_told() -> None:
    """A program of its own, with servers of its own: what it kills must be nobody else's."""
    env = {name: value for name, value in os.environ.items() if "DATABASE" not in name and name != "DEBUG"}
    chosen = ["--cases=1", "--only=one after the other", "--controls=marks_before_it_sends", "--seed=94", "--offices=9"]

    ran = subprocess.run(
        [sys.executable, "-m", "tests.mail", *chosen],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert "planted fault marks_before_it_sends: told." in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (figures,) = [line.split()[4:] for line in ran.stdout.splitlines() if line.startswith("one after the other")]
    assert figures[0] == "1", "runs"

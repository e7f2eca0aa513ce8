"""What /health/ready/ says, for the terminal."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from portal.health import examine


class Command(BaseCommand):
    """Ends with 1 where something is not well, so that a script or a container can ask."""

    help = "Say whether database, broker, planner and deliverer do their work."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = examine(at=now())
        for check in found.checks:
            self.stdout.write(f"{'ok ' if check.ok else 'BAD'}  {check.name:16} {check.says}")
        if not found.ok:
            sys.exit(1)

"""Who can be signed in as in the demonstration: one person per role."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from portal.views.account import demo_roles

PASSWORD = "demo-demo-demo-94"  # noqa: S105 public, of invented people on a developer's own computer


class Command(BaseCommand):
    """`make run` prints this once the portal is up."""

    help = "Print one demonstration log-in per role."

    def handle(self, *_args: Any, **_options: Any) -> None:
        roles = demo_roles() if settings.DEMO else []
        if not roles:
            self.stdout.write("There are no demonstration people here.")
            return
        self.stdout.write(f"One click each at {settings.SITE_URL}{reverse('sign-in')}")
        for role, memberships in roles:
            first = memberships[0]
            self.stdout.write(f"  {role:32} {first.person.name:16} {first.person.email:36} {first.place}")
        self.stdout.write(f"Or by e-mail with the password {PASSWORD} and a second factor of your own.")

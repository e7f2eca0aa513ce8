"""manage.py make_token: a key with which a program reads the API as one person in one role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime, now

from portal.access import MAY, Permission
from portal.errors import Refused
from portal.models import ApiToken, Membership
from portal.routes import declared, every_route


class Command(BaseCommand):
    help = "Make an API token for a person and print its key, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose membership the token acts as")
        parser.add_argument("--name", required=True, help="the program that will use it")
        named = f"permissions, with commas or each with a --scope of its own, out of {', '.join(scopes())}"
        parser.add_argument("--scope", required=True, action="append", help=named)
        parser.add_argument("--days", type=int, default=90, help="days until it expires, 365 at most (default: 90)")
        parser.add_argument("--membership", type=int, help="which one, where the person has several")

    def handle(self, *_args: Any, **options: Any) -> None:
        membership = chosen(options["email"], options["membership"])
        try:
            token, key = ApiToken.objects.issue(
                membership,
                name=options["name"],
                scope=demanded(membership, ",".join(options["scope"]).split(",")),
                days=options["days"],
                at=now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        until = localtime(token.expires_at).date()
        self.stderr.write(f"“{token.name}” acts as {membership.person}, {membership}, until {until}.")
        self.stderr.write(f"It may: {', '.join(token.scope)}. The key is shown only now:")
        self.stdout.write(key)


def scopes() -> list[str]:
    """What the API asks for beyond what everybody may; which of it a token may get, the role decides."""
    asked = {declared(pattern.callback) for path, pattern in every_route() if path.startswith("api/")}
    return sorted(permission for permission in asked if permission and permission is not Permission.PUBLIC_VIEW)


def demanded(membership: Membership, names: list[str]) -> list[str]:
    """The scopes that were named. Refused, with those that can be had, where the API never asks this role for one."""
    allowed = [name for name in scopes() if membership.role in MAY[Permission(name)]]
    beyond = sorted({name.strip().upper() for name in names if name.strip()} - {*allowed, Permission.PUBLIC_VIEW})
    if beyond:
        raise CommandError(
            f"{membership.get_role_display()} does not have {', '.join(beyond)} in the API. "
            f"A token of this role may get: {', '.join(allowed) or 'nothing beyond what everybody reads'}."
        )
    return names


def chosen(email: str, key: int | None) -> Membership:
    """The membership meant; where several could be, they are named."""
    found = Membership.objects.in_force().filter(person__email__iexact=email)
    found = found.select_related("person", "office", "organization").order_by("pk")
    memberships = [membership for membership in found if key in {None, membership.pk}]
    if len(memberships) == 1:
        return memberships[0]
    if not found:
        raise CommandError(f"Nobody with the e-mail {email} has a membership.")
    several = "; ".join(f"--membership {membership.pk}: {membership}" for membership in found)
    raise CommandError(f"Say which membership: {several}.")

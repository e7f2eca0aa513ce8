"""manage.py revoke_token: end a token before its time; without a number, list the tokens of a person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime, now

from portal.errors import Refused
from portal.models import ApiToken


class Command(BaseCommand):
    help = "List the API tokens of a person, or revoke one of them by its number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose tokens")
        parser.add_argument("token", type=int, nargs="?", help="the number of the token to revoke")

    def handle(self, *_args: Any, **options: Any) -> None:
        tokens = ApiToken.objects.filter(membership__person__email__iexact=options["email"]).order_by("pk")
        if options["token"] is None:
            self.list(list(tokens))
            return
        token = tokens.filter(pk=options["token"]).first()
        if token is None:
            raise CommandError(f"{options['email']} has no token {options['token']}.")
        try:
            token.revoke(at=now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"“{token.name}” opens nothing any more.")

    def list(self, tokens: list[ApiToken]) -> None:
        for token in tokens:
            ends = "revoked" if token.revoked_at else f"until {localtime(token.expires_at).date()}"
            used = f"last used {token.last_used_on}" if token.last_used_on else "never used"
            self.stdout.write(f"{token.pk}  {token.name}  {ends}, {used}: {', '.join(token.scope)}")
        if not tokens:
            self.stdout.write("No tokens.")

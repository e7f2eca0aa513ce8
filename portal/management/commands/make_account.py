"""The first accounts of a new installation: nobody is there yet who could invite."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.access import NATIONAL_ROLES, Role
from portal.models import Membership, Person, User


class Command(BaseCommand):
    """Whoever may run commands on the server may do this. Everybody else is invited by a person."""

    help = "Make an account with a national role; its owner sets the password by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help='as in "Erin Cole"')
        parser.add_argument("--role", required=True, choices=sorted(NATIONAL_ROLES))

    def handle(self, *args: Any, **options: Any) -> None:
        role = Role(options["role"])
        email, name = (" ".join(options[fact].split()) for fact in ("email", "name"))
        email = email.lower()
        demand_fitting(email, name)
        if Person.objects.filter(email=email, is_active=False).exists():
            raise CommandError(f"The account of {email} is disabled: let it be opened first; nothing was changed.")
        if not make_account(email, name, role):
            raise CommandError(f"{email} holds this role already; nothing was changed.")
        self.stdout.write(f"{name} is now {role.label}. Next: set a password by “Forgot password?”.")


def demand_fitting(email: str, name: str) -> None:
    """A person may be written to and called so."""
    if not name.isprintable():
        raise CommandError(f"{name!a} holds characters that nobody can see; nothing was changed.")
    try:
        Person(email=email, name=name).clean_fields()
    except ValidationError as fault:
        faults = [f"{fact}: {' '.join(said)}" for fact, said in fault.message_dict.items()]
        raise CommandError(f"Nothing was changed. {' '.join(faults)}") from fault


@transaction.atomic
def make_account(email: str, name: str, role: Role) -> bool:
    """Person, account and membership, each only if missing; whether the role is new."""
    person, _made = Person.objects.get_or_create(email=email, defaults={"name": name})
    if not User.objects.filter(person=person).exists():
        user = User.objects.create_user(person)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    _membership, is_new = Membership.objects.get_or_create(person=person, role=role, ended_at=None)
    return is_new

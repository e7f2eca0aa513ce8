"""The first account of a new installation, as the operator makes it and its owner takes it into use."""

import pytest
from django.core.management import CommandError, call_command

from portal.access import DatabaseRole, Role
from portal.models import Membership, Message, Person, User
from portal.tenancy import acting_as

pytestmark = pytest.mark.django_db


def make(capsys, role="EOUSA"):
    call_command("make_account", "Ann.First@example.test", "Ann First", role=role)
    return capsys.readouterr().out


def test_the_account_gets_its_password_by_mail(capsys, visitor):
    assert "Ann First is now EOUSA desk officer" in make(capsys)
    user = User.objects.get(email="ann.first@example.test")
    assert not user.has_usable_password()

    visitor.post("/accounts/password/reset/", {"email": user.email})

    with acting_as(DatabaseRole.EOUSA):
        told = Message.objects.get(recipient=user.email)
    assert (told.cause, told.state) == ("ACCOUNT", Message.State.PENDING)


def test_a_second_role_keeps_person_and_account(capsys):
    make(capsys)
    make(capsys, "OPERATOR")

    assert User.objects.count() == 1
    assert set(Membership.objects.values_list("role", flat=True)) == {Role.EOUSA, Role.OPERATOR}


def test_the_same_role_twice_is_told(capsys):
    make(capsys)
    with pytest.raises(CommandError, match="holds this role already"):
        make(capsys)


def test_a_disabled_person_gets_no_role(capsys):
    make(capsys)
    Person.objects.update(is_active=False)
    with pytest.raises(CommandError, match="is disabled: let it be opened first"):
        make(capsys, "OPERATOR")
    assert Membership.objects.count() == 1


def test_an_office_role_is_not_made_here():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("make_account", "x@example.test", "X", "--role", "LEADERSHIP")


@pytest.mark.parametrize(
    ("email", "name", "complaint"),
    [
        ("ann.first", "Ann First", "email: Enter a valid email address"),
        ("", "Ann First", "email: This field cannot be blank"),
        ("a" * 60 + "@" + "x." * 110 + "test", "Ann First", "email: .*at most 254"),
        ("ann@example.test", "   ", "name: This field cannot be blank"),
        ("ann@example.test", "Ann\x07First", "Ann.x07First' holds characters that nobody can see"),
        ("ann@example.test", "A" * 121, "name: .*at most 120 characters"),
    ],
)
def test_nobody_gets_an_address_or_a_name_that_will_not_do(email, name, complaint):
    with pytest.raises(CommandError, match=complaint):
        call_command("make_account", email, name, role="EOUSA")
    assert not User.objects.exists()

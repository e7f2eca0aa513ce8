"""Where allauth meets this house: users load with their hats, and every account mail goes through the ledger."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from portal.models import ApiToken, Membership, User


def memberships_of(person: OuterRef) -> ArraySubquery:
    """The memberships in force, each as the dict that `Hat.of` takes."""
    row = JSONObject(
        id="id",
        role="role",
        office_id="office_id",
        court_id="office__court_id",
        organization_id="organization_id",
        place=Coalesce("office__abbreviation", "organization__name", Value("")),
    )
    return ArraySubquery(Membership.objects.in_force().filter(person=person).order_by("id").values(row=row))


def users_with_hats() -> QuerySet[User]:
    """Users with person, memberships and whether a second factor is set up: one query."""
    second_factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.select_related("person").annotate(
        **{"memberships": memberships_of(OuterRef("person_id")), "has_second_factor": Exists(second_factor)}
    )


class Backend(AuthenticationBackend):
    """Signs in by e-mail; loads the user of a session in one query."""

    def get_user(self, user_id: Any) -> User | None:
        user = users_with_hats().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class Adapter(DefaultAccountAdapter):
    """No sign-up by strangers; mail becomes a row of the ledger."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


def token_in_force(key_hash: str, *, at: datetime) -> ApiToken | None:
    """The token of this hash with its membership, person and user, if it is in force: one query."""
    return (
        ApiToken.objects.select_related("membership__person__user", "membership__office", "membership__organization")
        .filter(key_hash=key_hash, expires_at__gt=at, revoked_at=None, membership__ended_at=None)
        .filter(membership__person__is_active=True, membership__person__user__is_active=True)
        .first()
    )

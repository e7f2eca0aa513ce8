"""Where allauth meets this house: users load with their hats, and every account mail goes through the ledger."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from time import time
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from portal.gates import begin, nothing_happened
from portal.hats import VISITOR, Hat
from portal.models import AccessEvent, ApiToken, Membership, Message, User

FRESH_SECONDS = 5 * 60
"""How long after sign-in one may set up a second factor without typing the password again."""


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


@cache
def users_with_hats() -> QuerySet[User]:
    """Users with person, memberships and whether a second factor is set up: one query.

    Put together once, since that takes longer than asking it: narrow it (filter, get), never read it as it is.
    """
    second_factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.select_related("person").annotate(
        **{"memberships": memberships_of(OuterRef("person_id")), "has_second_factor": Exists(second_factor)}  # noqa: PIE804 as keywords mypy does not know them
    )


class Backend(AuthenticationBackend):
    """Signs in by e-mail; loads the user of a session in one query."""

    def get_user(self, user_id: Any) -> User | None:
        user = users_with_hats().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """A disabled person neither signs in nor stays signed in."""
        return bool(super().user_can_authenticate(user) and user.person.is_active)


class Adapter(DefaultAccountAdapter):
    """No sign-up by strangers; mail becomes a row of the ledger; coming and going is on the access trail."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post to the ledger: a mail server that is away keeps nobody from going on."""
        request = self.request
        mail = self.render_mail(template_prefix, email, {"request": request, "email": email, **context})
        user = context.get("user")
        Message.objects.post(
            cause=Message.Cause.ACCOUNT,
            about=template_prefix.rpartition("/")[2],
            period=getattr(request, "request_id", "") or uuid4().hex,
            recipient=email,
            subject=mail.subject,
            text=str(mail.body),
            person=user.person if isinstance(user, User) else None,
            is_secret=True,
        )

    def pre_login(self, request: Any, user: Any, **facts: Any) -> Any:
        """A disabled person ends here, with the right password too."""
        if user.person.is_active:
            return super().pre_login(request, user, **facts)
        request.session.pop("account_login", None)
        return self.respond_user_inactive(request, user)

    def login(self, request: Any, user: Any) -> None:
        super().login(request, user)
        begin(request.session, now=int(time()))
        come_in(request, user)
        request.notes.append((AccessEvent.Kind.SIGN_IN, {"demo": bool(request.session.get("demo"))}))

    def logout(self, request: Any) -> None:
        request.notes.append((AccessEvent.Kind.SIGN_OUT, {}))
        super().logout(request)
        if request.POST.get("quiet"):  # the page itself ended the session
            messages.info(request, nothing_happened())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody types a password twice in a row: a sign-in of the last minutes counts, one click does not."""
        session = self.request.session
        is_fresh = time() - session.get("signed_in_at", 0) < FRESH_SECONDS and not session.get("demo")
        return not is_fresh and super().is_reauthentication_required(app=app, **kwargs)

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        """Keep that it happened and for which address, not what was typed."""
        address = str(credentials.get("email", "")).strip().lower()
        tried = sha256(address.encode()).hexdigest()
        request.notes.append((AccessEvent.Kind.SIGN_IN_FAILED, {"email_sha256": tried}))


def come_in(request: Any, user: User) -> None:
    """Wear the first hat already in the request that signs in, so that its trail names the person."""
    known = users_with_hats().get(pk=user.pk)
    request.person = known.person
    request.hats = [Hat.of(row, known.person_id) for row in known.memberships]
    request.hat = next(iter(request.hats), replace(VISITOR, person_id=known.person_id))


def token_in_force(key_hash: str, *, at: datetime) -> ApiToken | None:
    """The token of this hash with its membership, person and user, if it is in force: one query."""
    return (
        ApiToken.objects.select_related("membership__person__user", "membership__office", "membership__organization")
        .filter(key_hash=key_hash, expires_at__gt=at, revoked_at=None, membership__ended_at=None)
        .filter(membership__person__is_active=True, membership__person__user__is_active=True)
        .first()
    )

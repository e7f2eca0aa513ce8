"""What every page needs: its permission, its form taken or refused, and what surrounds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.forms import BaseForm
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from psycopg2.errors import DeadlockDetected

from portal.access import ORGANIZATION_ROLES, Permission
from portal.carried import carried, is_by_script, is_to_be_carried
from portal.errors import Refused, Unreadable
from portal.forms.days import refuse_days
from portal.forms.told import told_on
from portal.gates import TOUCH_SECONDS, is_demonstration, refused
from portal.gazetteer import hotlines
from portal.hats import VISITOR, PortalRequest
from portal.languages import is_public, other_language_url
from portal.models import KeptText
from portal.navigation import navigation
from portal.panels import banners_for

View = Callable[..., HttpResponse]


def page(permission: Permission) -> Callable[[View], View]:
    """Declare what a page needs. A visitor is sent to sign in, a role that lacks the permission is refused.

    A form sent after the end of the session is not lost, but comes back to be sent again.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.hat.may(permission):
                if request.hat.is_visitor and not request.user.is_authenticated:
                    return to_sign_in(request)
                raise PermissionDenied(_("Your role does not include this page."))
            try:
                return view(request, *args, **kwargs)
            except Refused as refusal:
                facts = {"exception": str(refusal), "is_refusal": not isinstance(refusal, Unreadable)}
                return render(request, "400.html", facts, status=400)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.keeps_typed = True  # type: ignore[attr-defined]
        return guarded

    return declare


def to_sign_in(request: PortalRequest) -> HttpResponse:
    """Nobody is signed in, or no more. A script is told so, and a form that must not be lost comes back."""
    sentence = _("Your session has ended. Sign in to go on.")
    if is_to_be_carried(request):
        return carried(request, sentence, status=401)
    return refused(401, sentence) if is_by_script(request) else redirect_to_login(request.get_full_path())


def taken(form: BaseForm, verb: Callable[..., Any], **facts: Any) -> bool:
    """Whether a valid form was carried out by the verb. What a rule refuses stands on the form, nothing is lost.

    Days are judged as of the verb's own today (`on`), so that a wrong one is told together with all else.
    """
    if "on" in facts:
        refuse_days(form, facts["on"])
    if not form.is_bound or not form.is_valid():
        return False
    with told_on(form), transaction.atomic():
        verb(**form.cleaned_data, **facts)
        KeptText.objects.keep(type(form).__name__, form.cleaned_data)
    return form.is_valid()


@contextmanager
def refusing(**sentences: str) -> Iterator[None]:
    """Turn a broken database constraint, by its name, into the sentence that a person can act on.

    Two who write the same thing at the same moment may also be caught in each other's locks: one of them is told.
    """
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if not isinstance(error.__cause__, DeadlockDetected):
            raise
        raise Refused(_("Somebody else was changing the same thing. Look at it again.")) from error
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in sentences:
            raise
        raise Refused(sentences[name]) from error


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What `base.html` needs around every page. Asks the database nothing but, once a minute, hotlines and banners."""
    hat = getattr(request, "hat", VISITOR)
    return {
        "quick_exit": is_public(request) or hat.is_visitor or hat.role in ORGANIZATION_ROLES,
        "hotlines": hotlines,
        "other_language_url": other_language_url(request),
        "hat": hat,
        "hats": getattr(request, "hats", []),
        "navigation": navigation(hat, request.path),
        "demo": settings.DEMO,
        "official_site": settings.OFFICIAL_SITE,
        "idle_seconds": settings.SESSION_IDLE_SECONDS - TOUCH_SECONDS,
        "is_demonstration": hat is not VISITOR and is_demonstration(request),
        "banners": banners_for(cast(PortalRequest, request)) if hat.is_of_an_office else [],
    }


class FormRenderer(TemplatesSetting):
    """Every form through one `field.html`."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"

"""The mails of a directive: that it was issued, with a link that answers, and that it was withdrawn."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.models import Message, Office
from specialists.models.answer_link import AnswerLink
from specialists.models.response import MESSAGE

WITHDRAWN = "DIRECTIVE_WITHDRAWN"
"""The cause of the mail that says so, in the ledger."""


def post(directive: Any, link: AnswerLink, key: str, *, leads: bool) -> None:
    """One mail to one recipient; its link is kept nowhere else, and is wiped once sent."""
    words = {
        "directive": directive,
        "name": link.name,
        "leads": leads,
        "office": link.response.office,
        "link": settings.SITE_URL + reverse("answer-link", args=[key]),
        "page": settings.SITE_URL + reverse("directive-detail", args=[directive.pk]),
        "expires_at": link.expires_at,
    }
    Message.objects.post(
        cause=MESSAGE,
        about=f"response:{link.response_id}",
        period=localtime(directive.issued_at).isoformat(timespec="seconds"),
        recipient=link.email,
        subject=subject_of(directive, link.response.office),
        text=render_to_string("mail/directive.txt", words),
        person=link.person,
        office=link.response.office,
        is_secret=True,
    )


def subject_of(directive: Any, office: Office) -> str:
    """Of the mail to one office: who is told for two tells them apart."""
    due = {
        "title": directive.title,
        "issuers": directive.get_issuers_display(),
        "day": date_format(directive.due_on, "M j, Y"),
    }
    due["office"] = office.abbreviation
    is_said = directive.title.casefold().startswith(_("Emergency").casefold())
    if directive.is_emergency and not is_said:
        return _("Emergency directive of %(issuers)s to %(office)s: %(title)s (answer by %(day)s)") % due
    return _("Directive of %(issuers)s to %(office)s: %(title)s (answer by %(day)s)") % due


def post_withdrawal(directive: Any, link: AnswerLink) -> None:
    """Tell one recipient that nobody owes an answer any more, and why."""
    Message.objects.post(
        cause=WITHDRAWN,
        about=f"response:{link.response_id}",
        period="withdrawn",
        recipient=link.email,
        subject=_("Withdrawn: %(title)s (%(office)s)")
        % {"title": directive.title, "office": link.response.office.abbreviation},
        text=render_to_string("mail/directive_withdrawn.txt", {"directive": directive, "name": link.name}),
        person=link.person,
        office=link.response.office,
    )

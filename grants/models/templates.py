"""Texts to begin an answer with: an office's own, and EOUSA's for all."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from grants.models.request import AnswerTemplate
from portal.errors import Refused
from portal.models import Office, Person


def templates_in_use() -> QuerySet[AnswerTemplate]:
    """Those that whoever is bound may use, by title."""
    return AnswerTemplate.objects.filter(retired_at=None).order_by("title", "pk")


@transaction.atomic
def make_template(*, office: Office | None, title: str, text: str, by: Person) -> AnswerTemplate:
    """A new one; of no office: EOUSA's, for all."""
    return AnswerTemplate.objects.create(office=office, title=title, text=text, made_by=by)


@transaction.atomic
def change_template(template: AnswerTemplate, *, title: str, text: str, by: Person) -> None:  # noqa: ARG001 the audit trail says who
    """Say it better. Answers that began with it stay as they are."""
    if not templates_in_use().filter(pk=template.pk).update(title=title, text=text):
        raise Refused(_("Somebody has taken this template out of use. Look at the list again."))


@transaction.atomic
def retire_template(template: AnswerTemplate, *, by: Person, at: datetime) -> None:  # noqa: ARG001 the audit trail says who
    """Nobody begins an answer with it any more."""
    if not templates_in_use().filter(pk=template.pk).update(retired_at=at):
        raise Refused(_("Somebody has taken this template out of use. Look at the list again."))

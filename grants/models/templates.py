"""Texts to begin an answer with: an office's own, and EOUSA's for all."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from grants.models.request import AnswerTemplate
from portal.errors import Refused
from portal.models import Office, Person
from portal.pages import refusing


def templates_in_use() -> QuerySet[AnswerTemplate]:
    """Those that whoever is bound may use, by title."""
    return AnswerTemplate.objects.filter(retired_at=None).order_by("title", "pk")


@transaction.atomic
def make_template(
    *, office: Office | None, title: str, text: str, by: Person, key: UUID | None = None
) -> AnswerTemplate:
    """A new one; of no office: EOUSA's, for all. The same key twice is one template."""
    key = key or uuid4()
    if written := AnswerTemplate.objects.filter(key=key).first():
        return written
    with refusing(one_template_per_key=_("This template has just been kept. Look at the list again.")):
        return AnswerTemplate.objects.create(office=office, title=title, text=text, made_by=by, key=key)


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

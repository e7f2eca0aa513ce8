"""What a draft, a review and an edition of the library have in common."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.duties import Duty
from partners.kinds import Kind
from partners.models.profile import codes


class Genre(models.TextChoices):
    """What a text of the library is."""

    PROTOCOL = "PROTOCOL", _("protocol or policy")
    MOU = "MOU", _("memorandum of understanding")
    DECK = "DECK", _("training material")
    PLEADING = "PLEADING", _("sample pleading")
    FORM = "FORM", _("form or checklist")
    OTHER = "OTHER", _("another text")


class Text(models.Model):
    """What a draft, its review and its edition have in common: a text or a link, and by what it is found."""

    work = models.UUIDField(default=uuid4, editable=False)
    """The same for every draft, review and edition of one work."""
    title = models.CharField(max_length=160)
    genre = models.CharField(_("what it is"), max_length=8, choices=Genre.choices)
    summary = models.CharField(_("in one or two sentences"), max_length=400)
    body = models.TextField(_("text"), max_length=60_000, blank=True)
    """Markdown. Shown only as `partners.markup.shown` makes it."""
    link = models.URLField(_("or a link to it"), blank=True)
    duties = ArrayField(models.PositiveSmallIntegerField(choices=Duty.choices), default=list, blank=True)
    states = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    """Where it fits; none: everywhere."""
    agencies = codes(Kind)
    """For which kinds of agency it is; none: for all."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


TEXT = ("work", "title", "genre", "summary", "body", "link", "duties", "states", "agencies")
"""The fields that go from a draft into its review, and from there into the edition."""

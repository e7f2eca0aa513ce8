"""Whom to write to about staffing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice
from specialists.models.staffing import staffing_wall


class StaffContactQuerySet(RecordedQuerySet):
    """Contacts, and how one is named."""

    def enter(self, *, office: Office, post: str, name: str, email: str, by: Person) -> "StaffContact":
        """Name who holds the post, in place of whom the record has. Unchanged, it stays the row that it is."""
        standing: StaffContact | None = self.standing().filter(office=office, post=post).first()
        if standing and (standing.name, standing.email) == (name, email):
            return standing
        with refusing(one_contact_per_post=gettext("Somebody else has just named this contact. Look at it again.")):
            if standing:
                return standing.supersede(by=by, name=name, email=email) or standing
            return StaffContact.objects.create(office=office, post=post, name=name, email=email, recorded_by=by)


class StaffContact(Recorded):
    """Whom to write to about staffing. Comes with the roster and needs no account; government roles only."""

    class Post(models.TextChoices):
        US_ATTORNEY = "US_ATTORNEY", _("US Attorney")
        FIRST_ASSISTANT = "FIRST_ASSISTANT", _("First Assistant")
        ADMINISTRATIVE_OFFICER = "ADMINISTRATIVE_OFFICER", _("Administrative officer")
        STAFFING_MAILBOX = "STAFFING_MAILBOX", _("Staffing mailbox")

    post = models.CharField(max_length=22, choices=Post.choices)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()

    objects = StaffContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "post"], name="one_contact_per_post", condition=Q(superseded_at=None)
            ),
            SameOffice(name="staff_contact_replaces_own", field="replaces"),
            staffing_wall("staff_contact_wall"),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.name or self.email}"

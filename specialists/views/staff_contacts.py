"""Whom to write to at an office about staffing, named by the office itself or by EOUSA."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office, Suppression, why_refused
from portal.pages import page
from specialists.forms.staff_contacts import StaffContactForm
from specialists.models import StaffContact
from specialists.views.acts import Words, act
from specialists.views.office import office_for

POSTS = list(StaffContact.Post)


@page(Permission.CONTACT_EDIT)
def staff_contact_edit(request: PortalRequest, court_id: str) -> HttpResponse:
    """Name who holds one of the four posts, in place of whoever is on record."""
    office = office_for(request, court_id)
    refused = Suppression.objects.reasons() if request.hat.may(Permission.REFUSED_ADDRESS_VIEW) else {}
    held = list(StaffContact.objects.standing().filter(office=office))
    held.sort(key=lambda contact: POSTS.index(StaffContact.Post(contact.post)))
    lines = [on_record(contact, refused.get(contact.email.lower(), "")) for contact in held]
    post = asked_post(request) or missing_post([one for one in held if one.email.lower() not in refused])
    form = StaffContactForm(request.POST or None, refused=refused, initial={"post": post})
    return act(request, office, form, partial(enter, office), words_of_naming(office, lines))


def enter(office: Office, **facts: object) -> None:
    """The verb without the day, which this entry does not have: it holds from the instant of recording."""
    facts.pop("on")
    StaffContact.objects.enter(office=office, **facts)  # type: ignore[arg-type]


def asked_post(request: PortalRequest) -> str:
    """The post that the address names, if there is such a post."""
    asked = request.GET.get("post", "")
    return asked if asked in POSTS else ""


def missing_post(held: Sequence[StaffContact]) -> str:
    """The first post, the mailbox before all, at which nobody can be reached."""
    known = {contact.post for contact in held}
    wanted = [StaffContact.Post.STAFFING_MAILBOX, *POSTS]
    return next((post.value for post in wanted if post not in known), "")


def on_record(contact: StaffContact, reason: str) -> str:
    """US Attorney: Ivan Tate, ivan@… (mail to it is refused)"""
    who = ", ".join(filter(None, [contact.name, contact.email]))
    refused = f" ({why_refused(reason)})" if reason else ""
    return f"{contact.get_post_display()}: {who}{refused}"


def words_of_naming(office: Office, lines: Sequence[str]) -> Words:
    words = {"office": office.abbreviation, "known": "; ".join(lines)}
    more = _("On record now: %(known)s.") if lines else _("No contact is on record now.")
    return {
        "title": _("Name a contact"),
        "sentence": _("Who is written to at %(office)s?") % words,
        "more": more % words,
        "will": list(what_follows(is_first=not lines)),
        "submit": _("Name the contact"),
        "done": _("The contact is on record."),
    }


def what_follows(*, is_first: bool) -> Iterator[str]:
    """What naming does, and what it does not. A rung that the ledger knows is not told again."""
    yield _("Reminders to this post that fall due from now on go to this address. No mail goes out at this moment.")
    yield _("A reminder that found nobody is not repeated; its next rung tells whoever is on record then.")
    if not is_first:
        yield _("Whoever is on record for the same post is replaced; the earlier entry stays readable.")
        yield _("A mail that already waits for whoever is replaced still leaves.")
    yield _("No account is made: the address gets mail, and answers by the links in it.")

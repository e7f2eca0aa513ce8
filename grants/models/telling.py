"""Mail to whoever asked, in the asker's language, with the private link; never with a word of the question."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grants.models.asker_link import OPEN_FOR, question_path
from grants.models.request import GuidanceRequest, Question
from grants.models.routing import intake
from portal.access import DatabaseRole
from portal.models import WHAT_THIS_IS, Message, Office
from portal.tenancy import current

NEUTRAL = gettext_lazy("The information that you asked for")
"""The subject of every mail to whoever wants it to say nothing."""
SUBJECTS = {
    "asked": gettext_lazy("Your question about federal money has arrived"),
    "renewed": gettext_lazy("A new link to your question about federal money"),
    "answered": gettext_lazy("Your question about federal money is answered"),
    "outcome": gettext_lazy("What became of the program that we pointed you to?"),
    "reopens": gettext_lazy("A program may soon take applications again"),
    "milestone": gettext_lazy("A deadline on your way to federal money"),
    "handed_over": gettext_lazy("Somebody else answers your question about federal money"),
    "closed": gettext_lazy("Your question about federal money is closed"),
    "open_again": gettext_lazy("Your question about federal money is open again"),
}


def cause_of(what: str) -> str:
    """As the ledger names a mail to an asker: "ASKER_ANSWERED"."""
    return f"ASKER_{what.upper()}"


def about_of(request: GuidanceRequest) -> str:
    """As the ledger names the question."""
    return f"guidance:{request.pk}"


def tell_asker(request: GuidanceRequest, what: str, *, period: str, about: str = "", **words: object) -> UUID | None:
    """Write the mail `mail/asker_<what>.txt`; the same one (what, about, period) is written once. Gives its number,
    or None where nobody can be told: the question came by telephone, without an address.

    Whoever is bound, only the question itself is read for it. Nobody but the office reads in the ledger that it was
    sent, and to whom, also while EOUSA answers: a question goes back, and what EOUSA has read in the ledger would stay.
    Where there is no office EOUSA reads it.
    """
    with as_asker(request):
        question = Question.objects.filter(asked=request.asked).exclude(email="").first()
        if question is None:
            return None
        office = request.office
        with override(question.language):
            shown = {**surroundings(request, office), "question": question, **words}
            return Message.objects.post(
                cause=cause_of(what),
                about=about or about_of(request),
                period=period,
                recipient=question.email,
                subject=str(NEUTRAL if question.is_neutral else SUBJECTS[what]),
                text=render_to_string(f"mail/asker_{what}.txt", shown),
                office=office,
                is_secret=True,
                is_private=office is not None,
            )


@contextmanager
def as_asker(request: GuidanceRequest) -> Iterator[None]:
    """Bound to the one question; a job, which reads every question, stays what it is."""
    binding = current()
    if binding is not None and binding.role == DatabaseRole.JOBS:
        yield
        return
    with intake(request.asked, request.office_id):
        yield


def surroundings(request: GuidanceRequest, office: Office | None) -> dict[str, object]:
    """What every mail to an asker can say: who answers, the link, and how long it works."""
    return {
        "request": request,
        "owner": request.owner_name,
        "office": named(None if request.is_central else office),
        "link": settings.SITE_URL + question_path(request),
        "days": OPEN_FOR.days,
        "what_this_is": "" if settings.OFFICIAL_SITE else WHAT_THIS_IS,
    }


def named(office: Office | None) -> str:
    """Who answers, in full, as a sentence ends with it."""
    if office is None:
        return _("the Executive Office for United States Attorneys")
    return _("the US Attorney’s Office for the %(name)s") % {"name": _(office.official_name)}


named_there = lazy(named, str)
"""The same in the language of the mail, whatever is spoken where it is written."""

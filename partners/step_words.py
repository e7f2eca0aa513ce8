"""What a reminder of a next step says. A mail names no organization that its office keeps confidential."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import NextStep
from partners.promises import day_words, due_words
from partners.step_audiences import PARTNER, step_of
from portal.ladder import Matter, Rung, Said
from portal.models import Message
from specialists.audiences import LEADERSHIP


def of_ours(matter: Matter, rung: Rung, day: date) -> Said:
    """To whoever keeps it: what and when; to those who lead the office: that it is late, and whose it is."""
    step = step_of(matter)
    if rung.audience == LEADERSHIP.key:
        return _to_leadership(step, day)
    due = due_words(step.due_on, day)
    title = (_("Your next step is %(due)s") if step.owner_id else _("In your office’s queue: a next step %(due)s")) % {
        "due": due
    }
    nobody = "" if step.owner_id else _("Nobody sees to it yet: take it, or give it to somebody.")
    text = " ".join(filter(None, [_quoted(step), _with_whom(step), nobody]))
    return Said(title, text, page_of(step), _("Mark it done, move it or drop it") if step.owner_id else _("Take it"))


def _to_leadership(step: NextStep, day: date) -> Said:
    late = (day - step.due_on).days
    words = {"n": late, "due": day_words(step.due_on, day), "who": step.owner_name}
    title = ngettext(
        "A next step of your office is %(n)d day late", "A next step of your office is %(n)d days late", late
    )
    whose = _("%(who)s sees to it.") if step.owner_id else _("Nobody sees to it: it waits in your office’s queue.")
    said = [_("It was due %(due)s.") % words, whose % words]
    said += [_kept_out()] if is_secret(step) else [_quoted(step), _with_whom(step)]
    return Said(title % words, " ".join(filter(None, said)), page_of(step), _("Open the step"))


def of_theirs(matter: Matter, rung: Rung, day: date) -> Said:
    """To the organization: what it agreed to, until when, whom to tell; to the office: that it is not known as done."""
    step = step_of(matter)
    if rung.audience == PARTNER.key:
        return _to_partner(step, day)
    who = _("A partner") if is_secret(step) or step.organization is None else step.organization.name
    title = _("%(who)s owes your office a next step %(due)s") % {"who": who, "due": due_words(step.due_on, day)}
    text = " ".join([_quoted(step), _("Ask how it stands; then mark it done, move it or drop it.")])
    return Said(title, text, page_of(step), _("Open the step"))


def _to_partner(step: NextStep, day: date) -> Said:
    words = {"office": step.office_name, "due": due_words(step.due_on, day)}
    title = _("Your next step with %(office)s is %(due)s") % words
    contact = {"name": step.owner_name, "email": step.owner_email}
    tell = _("Is it done? Mark it so in the portal, or tell %(name)s, %(email)s.") % contact if step.owner_name else ""
    text = " ".join(filter(None, [_quoted(step), tell]))
    return Said(title, text, reverse("home"), _("See what is shared with you"), (Message.Reply.NOT_ME,))


def _quoted(step: NextStep) -> str:
    return _("“%(text)s”.") % {"text": step.text.rstrip(".")}


def _with_whom(step: NextStep) -> str:
    if step.organization is None:
        return ""
    return _kept_out() if is_secret(step) else _("Agreed with %(name)s.") % {"name": step.organization.name}


def _kept_out() -> str:
    return _("It was agreed with a partner that your office keeps confidential: the portal says more.")


def is_secret(step: NextStep) -> bool:
    """Whether only the office may know that the organization exists."""
    return step.organization is not None and step.organization.is_confidential


def page_of(step: NextStep) -> str:
    return reverse("step-detail", args=[step.pk])

"""What a reminder of a change of law says: what is different, from when, and what to look over."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.erpo import JURISDICTIONS
from partners.erpo_changes import Begins, begins
from partners.erpo_words import day_words
from partners.models import ErpoLaw, NextStep
from partners.promises import due_words
from partners.step_audiences import step_of
from portal.ladder import Matter, Rung, Said
from specialists.audiences import DESK, LEADERSHIP

ASK = gettext_lazy("Look over your readiness chain and your protocols with local police.")


class Facts(NamedTuple):
    """What has changed where, and from when."""

    state: str
    change: str
    begins: Begins
    url: str


def facts_of(told: ErpoLaw, now: ErpoLaw) -> Facts:
    """`told`: the row that said so; `now`: what stands of that law by now, perhaps corrected since."""
    url = reverse("erpo-detail", args=[told.state.lower()])
    return Facts(JURISDICTIONS[told.state], told.change, begins(told.law_before, now.law), url)


def facts(matter: Matter) -> Facts:
    found = matter.facts["law"]
    assert isinstance(found, Facts)
    return found


def of_change(matter: Matter, rung: Rung, day: date) -> Said:
    """To whoever sees to the step: what, from when, what to do; to those who lead and to EOUSA: that it is open."""
    law, step = facts(matter), step_of(matter)
    words = {"state": law.state, "office": step.office_name}
    if rung.audience == DESK.key:
        title = _("%(office)s has an open step about the change of law in %(state)s")
    elif has_begun(law, day):
        title = _("The law on extreme risk protection orders has changed in %(state)s")
    else:
        title = _("The law on extreme risk protection orders changes in %(state)s")
    due = _("The office’s next step about it is %(due)s.") % {"due": due_words(step.due_on, day)}
    more = [whose(step)] if rung.audience in {LEADERSHIP.key, DESK.key} else [str(ASK), nobody(step)]
    text = " ".join(filter(None, [what(law, day), *more, due]))
    return Said(title % words, text, law.url, _("Read the law"))


def of_step(matter: Matter, rung: Rung, day: date) -> Said:
    """That the step about it is due, or late, and where it is marked done."""
    law, step = facts(matter), step_of(matter)
    late = (day - step.due_on).days
    words = {"state": law.state, "office": step.office_name, "due": due_words(step.due_on, day), "n": late}
    if rung.audience == DESK.key:
        title = ngettext(
            "%(office)s is %(n)d day late with its step about the change of law in %(state)s",
            "%(office)s is %(n)d days late with its step about the change of law in %(state)s",
            late,
        )
        return Said(title % words, f"{what(law, day)} {whose(step)}", law.url, _("Read the law"))
    if rung.audience == LEADERSHIP.key:
        title = _("Your office’s step about the change of law in %(state)s is %(due)s")
        return Said(title % words, f"{what(law, day)} {whose(step)}", page_of(step), _("Open the step"))
    title = _("Your step about the change of law in %(state)s is %(due)s")
    text = " ".join(filter(None, [what(law, day), str(ASK), _("Then mark the step done."), nobody(step)]))
    act = _("Mark it done, move it or drop it") if step.owner_id else _("Take it")
    return Said(title % words, text, page_of(step), act)


def has_begun(law: Facts, day: date) -> bool:
    return law.begins.day is None or law.begins.day <= day


def what(law: Facts, day: date) -> str:
    """From January 1, 2027: “Families may petition too”."""
    quoted = _("“%(text)s”.") % {"text": law.change.rstrip(".")}
    if law.begins.day is None:
        return quoted
    words = {"day": day_words(*law.begins), "what": quoted}
    return (_("Since %(day)s: %(what)s") if has_begun(law, day) else _("From %(day)s: %(what)s")) % words


def nobody(step: NextStep) -> str:
    return "" if step.owner_id else _("Nobody sees to it yet: take it, or give it to somebody.")


def whose(step: NextStep) -> str:
    words = {"who": step.owner_name}
    return (
        _("%(who)s sees to it.") if step.owner_id else _("Nobody sees to it: it waits in the office’s queue.")
    ) % words


def page_of(step: NextStep) -> str:
    return reverse("step-detail", args=[step.pk])

"""The answer to “where do vacancies get stuck?” as sentences for people. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from specialists.pace import FEW, Figures, Pace, most_late, slowest
from specialists.sentences import days

IS: Mapping[str, Any] = {
    "longest": gettext_lazy("“%(stage)s” takes longest: %(within)s."),
    "nobody": gettext_lazy("Nobody waits there now."),
    "waits": ngettext_lazy("%(n)d waits there now", "%(n)d wait there now", "n"),
    "waited": gettext_lazy("%(office)s has waited at “%(stage)s” for %(days)s."),
    "late": gettext_lazy(
        "Most wait too long now at “%(stage)s”: %(late)d of %(waiting)d beyond the target of %(days)s."
    ),
    "none_late": gettext_lazy("Nobody waits longer than the target of the stage."),
}
WAS: Mapping[str, Any] = {
    "longest": gettext_lazy("“%(stage)s” took longest: %(within)s."),
    "nobody": gettext_lazy("Nobody waited there then."),
    "waits": ngettext_lazy("%(n)d waited there then", "%(n)d waited there then", "n"),
    "waited": gettext_lazy("%(office)s had waited at “%(stage)s” for %(days)s."),
    "late": gettext_lazy("Most waited too long at “%(stage)s”: %(late)d of %(waiting)d beyond the target of %(days)s."),
    "none_late": gettext_lazy("Nobody waited longer than the target of the stage."),
}


def answer(found: Collection[Pace], when: str = "") -> str:
    """“Pre-employment checks” takes longest: half are through within 143 days, … 12 wait there now, 5 beyond target.

    `when` begins the sentence about a past day; empty means now.
    """
    words = WAS if when else IS
    slow = slowest(found)
    if slow is None:
        said = _("No vacancy is on record, so nothing can be said about days.")
    else:
        label = slow[0].label if when else capfirst(slow[0].label)
        longest = words["longest"] % {"stage": label, "within": within(slow[1])}
        said = f"{longest} {waiting(slow[1], words)}"
    return f"{when}: {said}" if when else said


def within(figures: Figures) -> str:
    """Half are through within 143 days, nine in ten within 260; or how much of that is not known yet."""
    known = {"half": days(figures.median), "most": figures.ninetieth, "seen": days(figures.longest)}
    if figures.median is None:
        return _("more than half take longer than the %(seen)s seen so far") % known
    if figures.ninetieth is None:
        return (
            _("half are through within %(half)s, but more than one in ten take longer than the %(seen)s seen so far")
            % known
        )
    return _("half are through within %(half)s, nine in ten within %(most)d") % known


def waiting(figures: Figures, words: Mapping[str, Any] = IS) -> str:
    """12 wait there now, 5 of them beyond the target of 210 days."""
    if not figures.waiting:
        return str(words["nobody"])
    count = words["waits"] % {"n": figures.waiting}
    if not figures.late:
        return _("%(count)s, nobody beyond the target of %(days)s.") % {"count": count, "days": days(figures.target)}
    known = {"count": count, "late": figures.late, "days": days(figures.target)}
    if figures.late == figures.waiting:
        return _("%(count)s, beyond the target of %(days)s.") % known
    return _("%(count)s, %(late)d of them beyond the target of %(days)s.") % known


def second(found: Collection[Pace], *, is_past: bool = False) -> str:
    """Where most wait beyond the target, if the first sentence has not said it."""
    words = WAS if is_past else IS
    late, slow = most_late(found), slowest(found)
    if slow is None or late == slow:
        return ""
    if late is None:
        return str(words["none_late"]) if slow[1].waiting else ""
    stage, figures = late
    known = {"stage": stage.label, "late": figures.late, "waiting": figures.waiting, "days": days(figures.target)}
    return str(words["late"] % known)


def own(found: Collection[Pace], office: str, *, is_past: bool = False) -> Iterator[str]:
    """Each open vacancy of the office against all others, where that says anything."""
    words = WAS if is_past else IS
    for pace in found:
        for waited in pace.own.open_for if pace.own else ():
            known = {"office": office, "stage": pace.stage.label, "days": days(waited)}
            said = words["waited"] % known
            yield f"{said} {beside(pace.elsewhere, waited)}".strip()


def beside(others: Figures | None, waited: int) -> str:
    """Elsewhere 46 of 100 stay there longer than that."""
    if others is None or others.count < FEW:
        return ""
    share = round(100 * others.share_over(waited))
    words = {0: _("Elsewhere hardly any stays there longer."), 100: _("Elsewhere nearly all stay there longer.")}
    return words.get(share, _("Elsewhere %(n)d of 100 stay there longer.") % {"n": share})


def told(figures: Figures | None, number: int | None) -> str:
    """A percentile in a table: 143, more than 260, or nothing where nothing is known."""
    if figures is None or not figures.count:
        return ""
    return str(number) if number is not None else _("over %(n)d") % {"n": figures.longest}


def in_short(figures: Figures | None, target: int) -> str:
    """Half 143, nine in ten 260, target 210: the words beside a bar."""
    if figures is None or not figures.count:
        return _("too few elsewhere to tell; target %(target)d") % {"target": target}
    half, most = told(figures, figures.median), told(figures, figures.ninetieth)
    words = {"half": half, "most": most, "target": target}
    if figures.median is None:
        return _("more than half %(half)s, target %(target)d") % words
    return _("half %(half)s, nine in ten %(most)s, target %(target)d") % words

"""Who counts as trained: OVW's rule, and one event counted once. Pure.

Training means professionals only. A talk to students, parents, community groups or people who use services is
education, and its listeners are no people trained (OVW, instructions to the progress reports). People count once per
event; where two offices hold it together, the host counts them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from partners.taxonomy import Audience, Did, Profession
from portal.errors import Refused

MOST_PEOPLE = 20_000
"""More at one event is a slip of the finger."""


class People(NamedTuple):
    """The people of one event, as they are kept."""

    trained: dict[str, int]
    trained_count: int
    educated: int


def people_of(did: str, audience: str, trained: Mapping[str, int], educated: int, *, is_host: bool = True) -> People:
    """The people of an event. Raises Refused for a count that the rule does not allow, with what to enter instead."""
    counted, total = _counted(trained)
    if max(total, educated) > MOST_PEOPLE:
        raise Refused(_("More than %(most)d people at one event: check the numbers.") % {"most": MOST_PEOPLE})
    _refuse_wrong_kind(did, audience, total, educated)
    if not is_host and (total or educated):
        raise Refused(_("The office that held the event counts the people. Leave them empty here."), field="is_host")
    return People(counted, total, educated)


def _counted(trained: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The professions of which somebody was there, and how many people that is."""
    counted = {code: number for code, number in sorted(trained.items()) if number}
    if wrong := set(counted) - set(Profession.values):
        raise Refused(_("“%(code)s” is no profession of the list.") % {"code": min(wrong)}, field="trained")
    return counted, sum(counted.values())


def _refuse_wrong_kind(did: str, audience: str, total: int, educated: int) -> None:
    """Only a training trains, only professionals are trained, and whoever listens to anything else is educated."""
    if total and did != Did.TRAINING:
        raise Refused(
            _("People trained belong to a training. If others listened, enter them as people educated."),
            field="trained",
        )
    if did == Did.TRAINING and audience not in {"", Audience.PROFESSIONALS}:
        raise Refused(
            _("Training means professionals only. A talk to students, community groups or people who use services is "
              "education: choose “education of the public”."),
            field="audience",
        )  # fmt: skip
    if educated and did == Did.TRAINING:
        raise Refused(
            _("At a training people are counted by profession. Listeners who are no professionals are an entry of "
              "their own, as education."),
            field="educated",
        )  # fmt: skip


def in_hours(minutes: int) -> str:
    """Minutes as 37 h 5 min: nothing is rounded, so what stands in a table adds up."""
    hours, rest = divmod(minutes, 60)
    words = {"hours": f"{hours:,}", "minutes": rest}
    if not hours:
        return _("%(minutes)d min") % words
    return (_("%(hours)s h %(minutes)d min") if rest else _("%(hours)s h")) % words

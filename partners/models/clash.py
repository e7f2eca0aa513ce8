"""Two who write the same thing, or one in two windows: whoever comes second is told what stands, and by whom."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Person


class Saved(NamedTuple):
    """What was saved meanwhile, in words; who: where the record says it."""

    what: str
    who: Person | None


def refuse_clash(saved: Sequence[Saved], *, by: Person) -> None:
    """Refuse to write over what was saved since `by` opened the page."""
    if saved:
        raise Refused(clash_words(saved, by=by))


def clash_words(saved: Sequence[Saved], *, by: Person) -> str:
    """What was saved meanwhile: by somebody else, or by the reader in another window."""
    savers = {one.who for one in saved}
    if savers == {by}:
        sentence = _(
            "You have saved this yourself meanwhile, in another window: %(what)s. What you entered here stands below; "
            "save again to put it in its place."
        )
        return sentence % {"what": "; ".join(one.what for one in saved)}
    if by in savers or None in savers:
        sentence = _(
            "This was saved meanwhile: %(what)s. What you entered stands below; save again to put it in its place."
        )
    else:
        sentence = _(
            "Somebody else has saved this meanwhile: %(what)s. What you entered stands below; save again to put it in "
            "its place."
        )
    return sentence % {"what": "; ".join(saved_words(one, by) for one in saved)}


def saved_words(one: Saved, by: Person) -> str:
    if one.who is None:
        return one.what
    words = {"what": one.what, "who": one.who.name}
    return (_("%(what)s, by you in another window") if one.who == by else _("%(what)s, by %(who)s")) % words

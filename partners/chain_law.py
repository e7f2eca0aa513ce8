"""What federal law says of each link: who may order it, as far as it says so. Pure.

Source: United States Code, title 18 (922, 924, 3142, 3563) and title 34 (10449, 10450), as in force in 2026. Beside it
stands what an office writes of its own state's law.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.chain import Basis, Link


class Cited(NamedTuple):
    """What the law says, in a sentence, and where."""

    says: Any
    cites: str


NOTIFIES = Cited(
    _("States and local governments that take STOP grants certify that their courts tell offenders of 18 USC 922(g)(8) "
      "and (9)."),
    "34 USC 10449(e)",
)  # fmt: skip
SEIZES = Cited(
    _("What was possessed against 18 USC 922(g) may be seized and, in a federal court, forfeited."), "18 USC 924(d)(1)"
)
CITED: dict[tuple[Basis, Link], Cited] = {
    (Basis.ORDER, Link.NOTIFY): NOTIFIES,
    (Basis.CONVICTION, Link.NOTIFY): NOTIFIES,
    (Basis.ORDER, Link.SERVE): Cited(
        _("Your state’s law says who serves the order. States and local governments that take STOP grants certify that "
          "no victim has to pay for it."),
        "34 USC 10450(a)(1)",
    ),
    (Basis.ORDER, Link.SURRENDER): Cited(
        _("Federal law forbids possession and orders no surrender under a state court’s order: your state’s law says "
          "whether that court may. In a federal case the court may forbid firearms as a condition of release or of "
          "probation."),
        "18 USC 922(g)(8), 3142(c)(1)(B)(viii), 3563(b)(8)",
    ),
    (Basis.CONVICTION, Link.SURRENDER): Cited(
        _("Federal law forbids possession and orders no surrender after a state conviction: your state’s law says "
          "whether the court may. A federal court may forbid firearms as a condition of probation."),
        "18 USC 922(g)(9), 3563(b)(8)",
    ),
    (Basis.ORDER, Link.STORE): SEIZES,
    (Basis.CONVICTION, Link.STORE): SEIZES,
    (Basis.ORDER, Link.RETURN): Cited(
        _("Nobody may hand a firearm to somebody of whom they know, or have reason to believe, that such an order "
          "binds them. What was seized under 924(d) goes back when the order ends, unless having it would break the "
          "law."),
        "18 USC 922(d)(8), 924(d)(1)",
    ),
    (Basis.CONVICTION, Link.RETURN): Cited(
        _("Nobody may hand a firearm to somebody of whom they know, or have reason to believe, that they have such a "
          "conviction. What was seized under 924(d) goes back after an acquittal, unless having it would break the "
          "law."),
        "18 USC 922(d)(9), 924(d)(1)",
    ),
}  # fmt: skip
"""Of every other link no federal law says who may order it."""


def law_words(basis: str, link: str) -> str:
    """What federal law says, with where it says so; else whose law says it."""
    cited = CITED.get((Basis(basis), Link(link)))
    if cited is None:
        return _now("No federal law says who may order this; your state’s does.")
    return _now("%(says)s (%(cites)s)") % {"says": cited.says, "cites": cited.cites}

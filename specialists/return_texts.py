"""What OARM may begin with when it returns a package: a text per reason, in the network's own words. Pure."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from specialists.stages import ReturnReason

TEXTS: dict[str, Any] = {
    ReturnReason.DOCUMENT_MISSING: gettext_lazy(
        "The package cannot be decided yet because something is missing: %(missing)s. Please add it and send the "
        "package again. It keeps its place: what comes back is looked at first."
    ),
    ReturnReason.BAR_CERTIFICATE: gettext_lazy(
        "Please add a certificate that shows the candidate as an active member of the bar of a state, of the District "
        "of Columbia or of a territory, with its date and number. The one in the package is missing, too old or not "
        "of an active membership."
    ),
    ReturnReason.REFERENCES: gettext_lazy(
        "Please add references who have seen the candidate’s work as a lawyer, each with how to reach them and in "
        "what role they know the candidate. Those in the package are too few or could not be reached."
    ),
    ReturnReason.CONFLICT: gettext_lazy(
        "The package leaves a question about a conflict of interest open. Please describe the matter and how the "
        "office deals with it, and say who at the office has reviewed it."
    ),
    ReturnReason.BUDGET: gettext_lazy(
        "The package does not show what pays for the position. Please state the budget authority: a vacant slot, "
        "attrition, a reallocation, a detail or a new position from EOUSA, with its reference."
    ),
    ReturnReason.OTHER: "",
}
"""Nothing is prepared for “another reason”: whoever chooses it says what it is."""


def prepared_text(reason: str, missing: Collection[Any] = ()) -> str:
    """The text to begin with, naming what of the checklist is missing; empty where nothing is prepared."""
    named = ", ".join(str(document.label) for document in missing) or _("(name it here)")
    return str(TEXTS.get(reason, "")) % {"missing": named}

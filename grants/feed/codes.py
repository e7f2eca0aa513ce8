"""What the codes of Grants.gov mean, in words for those who apply; and which codes of agencies are whose. Pure."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.taxonomy import Agency

APPLICANTS: Mapping[str, Any] = {
    "00": _("state governments"),
    "01": _("county governments"),
    "02": _("city or township governments"),
    "04": _("special district governments"),
    "05": _("independent school districts"),
    "06": _("public colleges and universities"),
    "07": _("federally recognized tribes"),
    "08": _("public housing authorities and Indian housing authorities"),
    "11": _("tribal organizations other than federally recognized tribes"),
    "12": _("nonprofit organizations with 501(c)(3) status"),
    "13": _("nonprofit organizations without 501(c)(3) status"),
    "20": _("private colleges and universities"),
    "21": _("individuals"),
    "22": _("for-profit organizations"),
    "23": _("small businesses"),
    "25": _("others, as the notice says"),
    "99": _("anybody, with what the notice says"),
}
INSTRUMENTS: Mapping[str, Any] = {
    "G": _("grant"),
    "CA": _("cooperative agreement"),
    "PC": _("procurement contract"),
    "O": _("other"),
}
CATEGORIES: Mapping[str, Any] = {
    "D": _("discretionary"),
    "M": _("mandatory"),
    "C": _("continuation"),
    "E": _("earmark"),
    "O": _("other"),
}
BEGINS: Mapping[Agency, str] = {
    Agency.OVW: "USDOJ-OJP-OVW",
    Agency.OVC: "USDOJ-OJP-OVC",
    Agency.OJP: "USDOJ-OJP",
    Agency.CDC: "HHS-CDC",
    Agency.HHS: "HHS",
    Agency.HUD: "HUD",
}
"""How the codes of an agency begin at Grants.gov, where OVW stands under OJP. Those of a part are not the whole's."""


def of_agency(agency: str) -> Q:
    """Notices of this agency and of no other that is named here."""
    begins = BEGINS[Agency(agency)]
    parts = [one for one in BEGINS.values() if one.startswith(begins) and one != begins]
    asked = Q(agency_code__startswith=begins)
    for part in parts:
        asked &= ~Q(agency_code__startswith=part)
    return asked

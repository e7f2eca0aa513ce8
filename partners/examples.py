"""Examples of the work, from public sources and with them. Pure: nothing in here is a row of the portal."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Told(NamedTuple):
    """What an example says of one stage of a project; the code is that of `models.project.Stage`."""

    stage: str
    sentence: Any


class Example(NamedTuple):
    """A project that others ran."""

    title: Any
    sentence: Any
    way: tuple[Told, ...]
    more: tuple[Any, ...]
    sources: tuple[tuple[str, str], ...]
    """What it is from: words, and an address or ''."""


SADI = Example(
    _("The Sexual Assault Demonstration Initiative (SADI)"),
    _("A four-year program to expand services for victims and to build up organizations in six cities."),
    (
        Told("GAP", _("Find the gaps in what there is for survivors of domestic violence and sexual assault.")),
        Told("SITE", _("Sites in six cities. In 2020 a site could receive up to $450,000 over three years.")),
        Told("SOLUTION", _("Devise solutions for each site.")),
        Told("RESULT", _("Put better services in place there. The final report is of January 6, 2017.")),
    ),
    (
        _("The sites had technical assistance from the National Sexual Violence Resource Center (NSVRC) and the "
          "Resource Sharing Project, which the memo calls the National Resource Sharing Project."),
        _("As the memo of November 2020 tells it; what has become of the program since is not known here."),
    ),
    (
        ("Memo of November 2020, section II, “Obama administration efforts”", ""),
        ("Stephanie M. Townsend, “Sexual Assault Demonstration Initiative: Final Report”, January 6, 2017",
         "https://www.nsvrc.org/sites/default/files/2017-09/sadi-finalreportfinal508.pdf"),
    ),
)  # fmt: skip

"""The nouns of the work with partners."""

from partners.models.draft import Draft
from partners.models.figure import Figure
from partners.models.outreach import Outreach, Party
from partners.models.partnership import NamedContact, Partnership
from partners.models.profile import Profile, RoleContact
from partners.models.report import Report
from partners.models.share import Share
from partners.models.step import NextStep
from partners.models.upload import Upload

__all__ = [
    "Draft",
    "Figure",
    "NamedContact",
    "NextStep",
    "Outreach",
    "Partnership",
    "Party",
    "Profile",
    "Report",
    "RoleContact",
    "Share",
    "Upload",
]

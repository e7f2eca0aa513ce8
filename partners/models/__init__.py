"""The nouns of the work with partners."""

from partners.models.doubles import Double, family, settle_merges
from partners.models.draft import Draft
from partners.models.figure import Figure
from partners.models.noting import note, note_anew
from partners.models.office_word import OfficeWord, enter_organization
from partners.models.outreach import Outreach, Party
from partners.models.own_word import OwnWord, Reach
from partners.models.partnership import NamedContact, Partnership
from partners.models.profile import Profile, RoleContact
from partners.models.recount import mend, recount, recount_if_due
from partners.models.report import Report
from partners.models.share import Share
from partners.models.step import NextStep
from partners.models.tribe_answer import TribeAnswer
from partners.models.upload import Upload, UploadPart

__all__ = [
    "Double",
    "Draft",
    "Figure",
    "NamedContact",
    "NextStep",
    "OfficeWord",
    "Outreach",
    "OwnWord",
    "Partnership",
    "Party",
    "Profile",
    "Reach",
    "Report",
    "RoleContact",
    "Share",
    "TribeAnswer",
    "Upload",
    "UploadPart",
    "enter_organization",
    "family",
    "mend",
    "note",
    "note_anew",
    "recount",
    "recount_if_due",
    "settle_merges",
]

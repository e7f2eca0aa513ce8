"""The nouns of the work with partners."""

from partners.models.barrier import Barrier, BarrierAnswer
from partners.models.case_count import CaseCount
from partners.models.doubles import Double, family, settle_merges
from partners.models.draft import Draft
from partners.models.edition import Adoption, Edition
from partners.models.figure import Figure
from partners.models.gap import GapCare
from partners.models.group import Seat, WorkingGroup
from partners.models.law import ErpoLaw, erpo_of
from partners.models.law_steps import offices_of, open_law_steps
from partners.models.library import LibraryDraft, Review
from partners.models.meeting import ActionItem, GroupPaper, Meeting
from partners.models.need_seen import NeedSeen
from partners.models.notice import NoticeForm, NoticeReply
from partners.models.noting import note, note_anew
from partners.models.office_word import OfficeWord, enter_organization
from partners.models.outreach import Outreach, Party
from partners.models.own_word import OwnWord, Reach
from partners.models.participant import Participant
from partners.models.partnership import NamedContact, Partnership
from partners.models.profile import Profile, RoleContact
from partners.models.project import Project, ProjectNote, ProjectParty
from partners.models.readiness import AgencyPractice, ReadinessLink
from partners.models.recount import mend, recount, recount_if_due
from partners.models.report import Report
from partners.models.share import Share
from partners.models.step import NextStep
from partners.models.tribe_answer import TribeAnswer
from partners.models.upload import Upload, UploadPart

__all__ = [
    "ActionItem",
    "Adoption",
    "AgencyPractice",
    "Barrier",
    "BarrierAnswer",
    "CaseCount",
    "Double",
    "Draft",
    "Edition",
    "ErpoLaw",
    "Figure",
    "GapCare",
    "GroupPaper",
    "LibraryDraft",
    "Meeting",
    "NamedContact",
    "NeedSeen",
    "NextStep",
    "NoticeForm",
    "NoticeReply",
    "OfficeWord",
    "Outreach",
    "OwnWord",
    "Participant",
    "Partnership",
    "Party",
    "Profile",
    "Project",
    "ProjectNote",
    "ProjectParty",
    "Reach",
    "ReadinessLink",
    "Report",
    "Review",
    "RoleContact",
    "Seat",
    "Share",
    "TribeAnswer",
    "Upload",
    "UploadPart",
    "WorkingGroup",
    "enter_organization",
    "erpo_of",
    "family",
    "mend",
    "note",
    "note_anew",
    "offices_of",
    "open_law_steps",
    "recount",
    "recount_if_due",
    "settle_merges",
]

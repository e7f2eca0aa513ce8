"""The nouns of grant guidance."""

from grants.models.administrator import StateAdministrator
from grants.models.federal_contact import FederalContact
from grants.models.follow import Follow
from grants.models.opportunity import FeedRun, Opportunity, OpportunityVersion, Standing
from grants.models.program import Program, programs
from grants.models.referral import Outcome, Referral
from grants.models.request import AnswerTemplate, Backup, Entry, GuidanceRequest, Note, Question, keys_of

__all__ = [
    "AnswerTemplate",
    "Backup",
    "Entry",
    "FederalContact",
    "FeedRun",
    "Follow",
    "GuidanceRequest",
    "Note",
    "Opportunity",
    "OpportunityVersion",
    "Outcome",
    "Program",
    "Question",
    "Referral",
    "Standing",
    "StateAdministrator",
    "keys_of",
    "programs",
]

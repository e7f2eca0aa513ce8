"""The nouns of grant guidance."""

from grants.models.administrator import StateAdministrator, administrator_of, administrators_of
from grants.models.referral import Outcome, Referral
from grants.models.request import AnswerTemplate, Backup, Entry, GuidanceRequest, Note, Question, keys_of

__all__ = [
    "AnswerTemplate",
    "Backup",
    "Entry",
    "GuidanceRequest",
    "Note",
    "Outcome",
    "Question",
    "Referral",
    "StateAdministrator",
    "administrator_of",
    "administrators_of",
    "keys_of",
]

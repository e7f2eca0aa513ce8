"""Who fills the post, as dated rows that are superseded and never overwritten."""

from specialists.models.absence import Absence
from specialists.models.answer import Answer
from specialists.models.answer_link import AnswerLink
from specialists.models.appointment import Appointment
from specialists.models.asking import Asking
from specialists.models.clearance import Clearance
from specialists.models.contact import StaffContact
from specialists.models.desk import Desk
from specialists.models.directive import Directive
from specialists.models.field_division import DesignatedCommunity, DivisionContact, FieldDivision
from specialists.models.move import Move, MoveNote
from specialists.models.nomination import Document, Nomination, NominationRemark
from specialists.models.point_of_contact import PointOfContact
from specialists.models.response import Response
from specialists.models.roster_upload import RosterUpload
from specialists.models.section import Section
from specialists.models.vacancy import Vacancy

__all__ = [
    "Absence",
    "Answer",
    "AnswerLink",
    "Appointment",
    "Asking",
    "Clearance",
    "DesignatedCommunity",
    "Desk",
    "Directive",
    "DivisionContact",
    "Document",
    "FieldDivision",
    "Move",
    "MoveNote",
    "Nomination",
    "NominationRemark",
    "PointOfContact",
    "Response",
    "RosterUpload",
    "Section",
    "StaffContact",
    "Vacancy",
]

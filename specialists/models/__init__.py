"""Who fills the post, as dated rows that are superseded and never overwritten."""

from specialists.models.absence import Absence
from specialists.models.answer import Answer
from specialists.models.answer_link import AnswerLink
from specialists.models.appointment import Appointment
from specialists.models.asking import Asking
from specialists.models.contact import StaffContact
from specialists.models.desk import Desk
from specialists.models.field_division import DesignatedCommunity, DivisionContact, FieldDivision
from specialists.models.point_of_contact import PointOfContact
from specialists.models.directive import Directive
from specialists.models.response import Response
from specialists.models.roster_upload import RosterUpload

__all__ = [
    "Absence",
    "Answer",
    "Appointment",
    "Asking",
    "DesignatedCommunity",
    "Desk",
    "DivisionContact",
    "FieldDivision",
    "PointOfContact",
    "RosterUpload",
    "StaffContact",
]

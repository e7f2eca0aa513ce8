"""Who fills the post, as dated rows that are superseded and never overwritten."""

from specialists.models.absence import Absence
from specialists.models.answer import Answer
from specialists.models.appointment import Appointment
from specialists.models.asking import Asking
from specialists.models.contact import StaffContact
from specialists.models.desk import Desk
from specialists.models.roster_upload import RosterUpload

__all__ = ["Absence", "Answer", "Appointment", "Asking", "Desk", "RosterUpload", "StaffContact"]

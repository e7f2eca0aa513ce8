"""What barriers and forms of courts put on other pages: the nation's, an office's, its week, its report, a menu."""

from django.utils.translation import gettext_lazy as _

from partners import barrier_counts, notices
from partners.parts import Part
from partners.week import add_waiting
from portal.access import Permission
from portal.navigation import stands_only_where
from portal.panels import Panel
from portal.waiting import waits_there

LINE = "partners/panel_line.html"
NATIONAL = Panel(
    "barriers",
    _("Barriers to services"),
    Permission.OUTREACH_FIGURES_VIEW,
    LINE,
    barrier_counts.national_panel,
    60,
    True,
)
OFFICE = Panel("barriers", _("Barriers to services"), Permission.BARRIER_VIEW, LINE, barrier_counts.office_panel, 60)
NOTICES = Panel("notices", _("Forms of courts"), Permission.NOTICE_VIEW, LINE, notices.office_panel, 65)
ACCESS_PART = Part("access", barrier_counts.in_quarter, lambda kept: list(barrier_counts.told(kept)), order=60)
NOTICE_PART = Part("notices", notices.in_quarter, lambda kept: list(notices.told(kept)), order=65)

add_waiting(barrier_counts.waiting)
add_waiting(notices.waiting)
add_waiting(notices.answered)
stands_only_where("notice-list", notices.speaks_for_courts)
waits_there(notices.wait_for)
add_waiting(notices.to_begin)

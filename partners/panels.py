"""The first pages of those who work with partners."""

from partners import access_panels, case_panels, gap_panels, group_panels, library_panels, nation_panels, report_parts  # noqa: F401 loaded to declare its parts
from partners import practice_panels as practices
from partners import readiness_panels as readiness
from partners.kept_back import drafts
from partners.late import late
from partners.law_reminders import waiting as law_steps
from partners.library_withdrawn import waiting as withdrawn_texts
from partners.projects import PANEL as PROJECTS
from partners.projects import unkept
from partners.views.erpo import PANEL as ERPO
from partners.views.shared import shared_list
from partners.views.week import week
from partners.week import add_waiting
from portal.access import ORGANIZATION_ROLES, Role
from portal.panels import add_central, add_first_page, add_kept_back, add_late, add_office_panel, add_panel

add_first_page(week, Role.SPECIALIST, Role.STAFF)
add_first_page(shared_list, *ORGANIZATION_ROLES)
add_late(late)
add_kept_back(drafts)
add_office_panel(ERPO)
add_panel(nation_panels.LAWS)
add_panel(nation_panels.NOTICES)
add_panel(nation_panels.PROJECTS)
add_central(nation_panels.of_eousa)
add_panel(gap_panels.NATIONAL)
add_office_panel(gap_panels.OFFICE)
add_waiting(gap_panels.in_hand)
add_waiting(gap_panels.undecided)
add_panel(library_panels.PANEL)
add_office_panel(library_panels.OFFICE_PANEL)
add_panel(access_panels.NATIONAL)
add_office_panel(access_panels.OFFICE)
add_office_panel(access_panels.NOTICES)
add_panel(readiness.NATIONAL)
add_office_panel(readiness.OFFICE)
add_panel(practices.NATIONAL)
add_office_panel(practices.OFFICE)
add_panel(case_panels.NATIONAL)
add_office_panel(case_panels.OFFICE)
add_office_panel(PROJECTS)
add_waiting(law_steps)
add_waiting(unkept)
add_waiting(readiness.to_ask)
add_waiting(readiness.to_enter)
add_panel(group_panels.NATIONAL)
add_office_panel(group_panels.OFFICE)
add_waiting(group_panels.to_do)
add_waiting(library_panels.decided)
add_waiting(withdrawn_texts)

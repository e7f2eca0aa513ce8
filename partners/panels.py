"""The first pages of those who work with partners."""

from partners.late import late
from partners.views.erpo import PANEL as ERPO
from partners.views.shared import shared_list
from partners.views.week import week
from portal.access import ORGANIZATION_ROLES, Role
from portal.panels import add_first_page, add_late, add_office_panel

add_first_page(week, Role.SPECIALIST, Role.STAFF)
add_first_page(shared_list, *ORGANIZATION_ROLES)
add_late(late)
add_office_panel(ERPO)

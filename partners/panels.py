"""The first pages of those who work with partners."""

from partners.views.week import week
from portal.access import Role
from portal.panels import add_first_page

add_first_page(week, Role.SPECIALIST, Role.STAFF)

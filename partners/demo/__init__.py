"""The partners' part of the invented years: organizations, a log of two years, promises, a draft."""

from partners.demo.access import invent_access
from partners.demo.cases import invent_cases
from partners.demo.filling import invent
from partners.demo.gaps import invent_gaps
from partners.demo.groups import invent_groups
from partners.demo.library import invent_library
from partners.demo.projects import invent_projects
from partners.demo.readiness import invent_readiness
from portal.invented import invents

invents(invent)
invents(invent_access)
invents(invent_library)
invents(invent_readiness)
invents(invent_projects)
invents(invent_groups)
invents(invent_gaps)
invents(invent_cases)

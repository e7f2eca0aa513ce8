"""The partners' part of the invented years: organizations, a log of two years, promises, a draft."""

from partners.demo.filling import invent
from portal.invented import invents

invents(invent)

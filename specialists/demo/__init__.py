"""The invented nation of the demonstration. Nothing in here is true of any office."""

from portal.invented import invents
from specialists.demo.sections import invent

invents(invent)

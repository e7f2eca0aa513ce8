"""Grant guidance's part of the invented years: notices, questions, answers, what became of them."""

from grants.demo.opportunities import invent_opportunities
from grants.demo.questions import invent_questions
from portal.invented import invents

invents(invent_opportunities)
invents(invent_questions)

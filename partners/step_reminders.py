"""Reminders of next steps: what waits, who is told, in which words."""

from portal.ladder import Audience, Cause

CAUSES: tuple[Audience | Cause, ...] = ()

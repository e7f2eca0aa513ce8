"""Reminders of directory entries that nobody has confirmed for half a year."""

from portal.ladder import Audience, Cause

CAUSES: tuple[Audience | Cause, ...] = ()

"""What stands between sign-in and the inside: consent, second factor, time-outs."""

from django.http import HttpRequest, HttpResponse

from portal.access import Permission


def gate(request: HttpRequest, permission: Permission) -> HttpResponse | None:
    """The page that has to come first, or None where the way is free."""
    return None

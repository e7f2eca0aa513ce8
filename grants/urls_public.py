"""Addresses of grant guidance for everybody, in English and Spanish."""

from grants import (
    urls_administrators,
    urls_ask,
    urls_calendar,
    urls_catalog,
    urls_fit,
    urls_guidance,
    urls_notices,
    urls_referrals,
)

urlpatterns = [
    *urls_catalog.public,
    *urls_fit.public,
    *urls_notices.public,
    *urls_ask.public,
    *urls_guidance.public,
    *urls_referrals.public,
    *urls_calendar.public,
    *urls_administrators.public,
]

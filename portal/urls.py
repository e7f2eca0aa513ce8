"""Every address. Apps are included by dotted string; the foundation knows none of them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal.views import home

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *i18n_patterns(
        path("", home.home, name="home"),
        prefix_default_language=False,
    ),
]

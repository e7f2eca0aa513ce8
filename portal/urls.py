"""Every address. Apps are included by dotted string; the foundation knows none of them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal.views import api, api_docs, home

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("specialists.urls")),
    path("api/v1/", include("portal.api_urls")),
    path("api/v1/", include("specialists.api_urls")),
    path("api/schema/", api_docs.Schema.as_view(), name="api-schema"),
    path("api/docs/", api_docs.api_docs, name="api-docs"),
    path("api/", api.Nowhere.as_view(), name="api-start"),
    path("api/<path:address>", api.Nowhere.as_view(), name="api-nowhere"),
    *i18n_patterns(
        path("", home.home, name="home"),
        prefix_default_language=False,
    ),
]
handler500 = "portal.views.api.broken"

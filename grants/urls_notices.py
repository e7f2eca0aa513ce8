"""Addresses of notices of funding. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern, path

from grants.views import opportunities

public: list[URLPattern] = [
    path("opportunities/", opportunities.opportunity_list, name="opportunity-list"),
    path("opportunities/<int:pk>/", opportunities.opportunity_detail, name="opportunity-detail"),
]
urlpatterns: list[URLPattern] = []

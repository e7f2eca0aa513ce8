"""Addresses of notices of funding."""

from django.urls import path

from grants.views import opportunities

urlpatterns = [
    path("opportunities/", opportunities.opportunity_list, name="opportunity-list"),
    path("opportunities/<int:pk>/", opportunities.opportunity_detail, name="opportunity-detail"),
]

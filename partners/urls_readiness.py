"""Addresses of the chains of relinquishment and of what agencies have taken up."""

from django.urls import path

from partners.views import practices, readiness, readiness_acts, readiness_counties

urlpatterns = [
    path("readiness/", readiness.readiness_list, name="readiness-list"),
    path("readiness/edit/", readiness_acts.readiness_edit, name="readiness-edit"),
    path("readiness/practices/", practices.agency_practice_list, name="agency-practice-list"),
    path("readiness/practices/<int:pk>/", practices.agency_practice_detail, name="agency-practice-detail"),
    path("readiness/practices/<int:pk>/edit/", practices.agency_practice_edit, name="agency-practice-edit"),
    path("readiness/offices/<str:court_id>/", readiness.readiness_detail, name="readiness-detail"),
    path(
        "readiness/offices/<str:court_id>/counties/",
        readiness_counties.readiness_county_list,
        name="readiness-county-list",
    ),
    path("readiness/<str:basis>/still/", readiness_acts.readiness_still, name="readiness-still"),
    path("readiness/<str:basis>/<str:link>/", readiness_acts.readiness_link_edit, name="readiness-link-edit"),
]

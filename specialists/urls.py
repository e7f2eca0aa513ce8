"""Addresses of the post: its roster, its offices, the national board."""

from django.urls import path

from specialists.views import roster

urlpatterns = [
    path("roster/", roster.roster_list, name="roster-list"),
    path("roster/template/<str:table>/", roster.roster_template, name="roster-template"),
    path("roster/<uuid:pk>/", roster.roster_detail, name="roster-detail"),
    path("roster/<uuid:pk>/apply/", roster.roster_apply, name="roster-apply"),
    path("roster/<uuid:pk>/refused/", roster.roster_refused, name="roster-refused"),
]

"""Addresses of the way to a deadline."""

from django.urls import path

from grants.views import deadlines

urlpatterns = [
    path("opportunities/<int:pk>/calendar/", deadlines.opportunity_calendar, name="opportunity-calendar"),
    path("deadlines/", deadlines.deadline_calendar, name="deadline-calendar"),
    path("opportunities/<int:pk>/follow/", deadlines.follow_create, name="follow-create"),
    path("opportunities/<int:pk>/follow/end/", deadlines.follow_end, name="follow-end"),
    path("following/", deadlines.follow_list, name="follow-list"),
]

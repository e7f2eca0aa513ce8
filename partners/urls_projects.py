"""Addresses of projects."""

from django.urls import path

from partners.views import project_acts, projects

urlpatterns = [
    path("projects/", projects.project_list, name="project-list"),
    path("projects/new/", projects.project_create, name="project-create"),
    path("projects/<int:pk>/", projects.project_detail, name="project-detail"),
    path("projects/<int:pk>/edit/", project_acts.project_edit, name="project-edit"),
    path("projects/<int:pk>/end/", project_acts.project_end, name="project-end"),
    path("projects/<int:pk>/give/", project_acts.project_give, name="project-give"),
    path("projects/<int:pk>/take/", project_acts.project_take, name="project-take"),
    path("projects/<int:pk>/notes/new/", project_acts.project_note_create, name="project-note-create"),
    path("projects/<int:pk>/parties/new/", project_acts.project_party_create, name="project-party-create"),
    path("project-parties/<int:pk>/end/", project_acts.project_party_end, name="project-party-end"),
]

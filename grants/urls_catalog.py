"""Addresses of the catalog of programs. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern, path

from grants.views import catalog, federal_contacts

public: list[URLPattern] = [
    path("programs/", catalog.program_list, name="program-list"),
    path("programs/<slug:key>/", catalog.program_detail, name="program-detail"),
]
urlpatterns: list[URLPattern] = [
    path("federal-contacts/<slug:agency>/edit/", federal_contacts.federal_contact_edit, name="federal-contact-edit"),
]

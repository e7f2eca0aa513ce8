"""Addresses of the catalog of programs."""

from django.urls import path

from grants.views import catalog, federal_contacts

urlpatterns = [
    path("programs/", catalog.program_list, name="program-list"),
    path("programs/<slug:key>/", catalog.program_detail, name="program-detail"),
    path("federal-contacts/<slug:agency>/edit/", federal_contacts.federal_contact_edit, name="federal-contact-edit"),
]

"""Addresses of the directory of organizations."""

from django.urls import path

from partners.views import directory, directory_acts, duties, merging, partnerships, suggesting

urlpatterns = [
    path("organizations/", directory.organization_list, name="organization-list"),
    path("organizations/new/", directory_acts.organization_create, name="organization-create"),
    path("organizations/suggest/", suggesting.organization_suggest, name="organization-suggest"),
    path("organizations/<int:pk>/", directory.organization_detail, name="organization-detail"),
    path("organizations/<int:pk>/edit/", directory_acts.organization_edit, name="organization-edit"),
    path("organizations/<int:pk>/verify/", directory_acts.organization_verify, name="organization-verify"),
    path("organizations/<int:pk>/readers/", directory_acts.organization_visibility, name="organization-visibility"),
    path("organizations/<int:pk>/contacts/", directory_acts.role_contact_edit, name="role-contact-edit"),
    path("organizations/<int:pk>/merge/", merging.organization_merge, name="organization-merge"),
    path("organizations/<int:pk>/take-apart/", merging.organization_unmerge, name="organization-unmerge"),
    path("organizations/<int:pk>/partnership/", partnerships.partnership_create, name="partnership-create"),
    path("partnerships/<int:pk>/edit/", partnerships.partnership_edit, name="partnership-edit"),
    path("partnerships/<int:pk>/end/", partnerships.partnership_end, name="partnership-end"),
    path("partnerships/<int:pk>/people/new/", partnerships.named_contact_create, name="named-contact-create"),
    path("named-contacts/<int:pk>/edit/", partnerships.named_contact_edit, name="named-contact-edit"),
    path("named-contacts/<int:pk>/end/", partnerships.named_contact_end, name="named-contact-end"),
    path("duties/", duties.duty_list, name="duty-list"),
]

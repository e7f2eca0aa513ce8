"""Coverage and appointments under /api/v1/."""

from django.urls import path

from specialists import api, api_contacts

urlpatterns = [
    path("coverage/", api.Coverage.as_view(), name="api-coverage"),
    path("coverage/compare/", api.Compare.as_view(), name="api-coverage-compare"),
    path("appointments/", api.AppointmentList.as_view(), name="api-appointment-list"),
    path("points-of-contact/", api_contacts.PointOfContactList.as_view(), name="api-point-of-contact-list"),
    path("field-divisions/", api_contacts.FieldDivisionList.as_view(), name="api-field-division-list"),
    path("designated-communities/", api_contacts.CommunityList.as_view(), name="api-designated-community-list"),
]

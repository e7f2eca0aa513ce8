"""Addresses of the law on extreme risk protection orders."""

from django.urls import path

from partners.views import erpo, erpo_acts

urlpatterns = [
    path("erpo/", erpo.erpo_list, name="erpo-list"),
    path("erpo/laws/<slug:code>/verify/", erpo_acts.erpo_verify, name="erpo-verify"),
    path("erpo/laws/<slug:code>/edit/", erpo_acts.erpo_edit, name="erpo-edit"),
    path("erpo/<slug:state>/", erpo.erpo_detail, name="erpo-detail"),
    path("erpo/<slug:state>/new/", erpo_acts.erpo_create, name="erpo-create"),
]

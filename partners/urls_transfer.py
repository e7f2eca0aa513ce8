"""Addresses of importing a log."""

from django.urls import path

from partners.views import upload_detail, uploads

urlpatterns = [
    path("outreach/imports/", uploads.upload_list, name="upload-list"),
    path("outreach/imports/new/", uploads.upload_create, name="upload-create"),
    path("outreach/imports/template/", uploads.upload_template, name="upload-template"),
    path("outreach/imports/<uuid:pk>/", upload_detail.upload_detail, name="upload-detail"),
    path("outreach/imports/<uuid:pk>/columns/", uploads.upload_columns, name="upload-columns"),
    path("outreach/imports/<uuid:pk>/names/", uploads.upload_names, name="upload-names"),
    path("outreach/imports/<uuid:pk>/write/", uploads.upload_apply, name="upload-apply"),
    path("outreach/imports/<uuid:pk>/discard/", uploads.upload_discard, name="upload-discard"),
]

"""Addresses of state agencies that hand out federal money, and of the back-up who answers."""

from django.urls import path

from grants.views import administrators, backups

urlpatterns = [
    path("state-agencies/", administrators.administrator_list, name="administrator-list"),
    path("state-agencies/import/", administrators.administrator_import, name="administrator-import"),
    path("state-agencies/import/template/", administrators.administrator_template, name="administrator-template"),
    path(
        "state-agencies/<slug:state>/<slug:program>/edit/",
        administrators.administrator_edit,
        name="administrator-edit",
    ),
    path("backup/", backups.backup_edit, name="backup-edit"),
]

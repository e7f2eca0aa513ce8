"""Addresses of next steps, the week and sharing."""

from django.urls import path

from partners.views import sharing, step_acts, steps
from partners.views.week import week

urlpatterns = [
    path("week/", week, name="week"),
    path("steps/", steps.step_list, name="step-list"),
    path("steps/new/", steps.step_create, name="step-create"),
    path("steps/<int:pk>/", steps.step_detail, name="step-detail"),
    path("steps/<int:pk>/done/", step_acts.step_done, name="step-done"),
    path("steps/<int:pk>/drop/", step_acts.step_drop, name="step-drop"),
    path("steps/<int:pk>/move/", step_acts.step_move, name="step-move"),
    path("steps/<int:pk>/give/", step_acts.step_give, name="step-give"),
    path("steps/<int:pk>/take/", step_acts.step_take, name="step-take"),
    path("steps/<int:pk>/reopen/", step_acts.step_reopen, name="step-reopen"),
    path("steps/<int:pk>/share/", step_acts.step_share, name="step-share"),
    path("partnerships/<int:pk>/take/", step_acts.partnership_take, name="partnership-take"),
    path("outreach/<uuid:entry>/share/", sharing.outreach_share, name="outreach-share"),
]

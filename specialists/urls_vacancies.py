"""Addresses of the way from a gap to a specialist: vacancies and nominations."""

from django.urls import path

from specialists.views import nomination_decisions, nomination_lists, nominations, vacancies, vacancy_moves

urlpatterns = [
    path("vacancies/", vacancies.vacancy_list, name="vacancy-list"),
    path("vacancies/<int:pk>/", vacancies.vacancy_detail, name="vacancy-detail"),
    path("offices/<slug:court_id>/vacancies/new/", vacancy_moves.vacancy_create, name="vacancy-create"),
    path("vacancies/<int:pk>/moves/new/", vacancy_moves.vacancy_move, name="vacancy-move"),
    path("vacancies/<int:pk>/designation/", vacancy_moves.vacancy_designation, name="vacancy-designation"),
    path("vacancies/<int:pk>/special/", vacancy_moves.vacancy_special, name="vacancy-special"),
    path("vacancies/<int:pk>/cover/", vacancy_moves.vacancy_cover, name="vacancy-cover"),
    path("vacancies/<int:pk>/checks/", vacancy_moves.vacancy_checks, name="vacancy-checks"),
    path("vacancies/<int:pk>/entry/", vacancy_moves.vacancy_entry, name="vacancy-entry"),
    path("vacancies/<int:pk>/training/", vacancy_moves.vacancy_training, name="vacancy-training"),
    path("vacancies/<int:pk>/undo/", vacancy_moves.vacancy_undo, name="vacancy-undo"),
    path("vacancies/<int:pk>/nomination/", nominations.nomination_create, name="nomination-create"),
    path("vacancies/<int:pk>/extension/", nomination_decisions.extension_create, name="extension-create"),
    path("nominations/", nomination_lists.nomination_list, name="nomination-list"),
    path("nominations/<int:pk>/", nominations.nomination_detail, name="nomination-detail"),
    path("nominations/<int:pk>/edit/", nominations.nomination_edit, name="nomination-edit"),
    path("nominations/<int:pk>/sending/", nominations.nomination_send, name="nomination-send"),
    path("nominations/<int:pk>/taking-back/", nominations.nomination_take_back, name="nomination-take-back"),
    path("nominations/<int:pk>/discarding/", nominations.nomination_discard, name="nomination-discard"),
    path("nominations/<int:pk>/claim/", nomination_decisions.nomination_claim, name="nomination-claim"),
    path("nominations/<int:pk>/release/", nomination_decisions.nomination_release, name="nomination-release"),
    path("nominations/<int:pk>/approval/", nomination_decisions.nomination_approve, name="nomination-approve"),
    path("nominations/<int:pk>/return/", nomination_decisions.nomination_return, name="nomination-return"),
    path("nominations/<int:pk>/decline/", nomination_decisions.nomination_decline, name="nomination-decline"),
    path("nominations/<int:pk>/reference/", nomination_decisions.nomination_reference, name="nomination-reference"),
    path("nominations/<int:pk>/remarks/new/", nominations.remark_create, name="remark-create"),
]

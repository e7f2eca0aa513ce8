"""Addresses of answering such questions."""

from django.urls import path

from grants.views import answer_templates, guidance, guidance_acts, guidance_answer

urlpatterns = [
    path("questions/", guidance.guidance_list, name="guidance-list"),
    path("questions/told/", guidance_acts.guidance_record, name="guidance-record"),
    path("questions/<int:pk>/", guidance.guidance_detail, name="guidance-detail"),
    path("questions/<int:pk>/answer/", guidance_answer.guidance_answer, name="guidance-answer"),
    path("questions/<int:pk>/note/", guidance_acts.guidance_note, name="guidance-note"),
    path("questions/<int:pk>/consult/", guidance_acts.guidance_consult, name="guidance-consult"),
    path("questions/<int:pk>/replied/<int:note>/", guidance_acts.guidance_replied, name="guidance-replied"),
    path("questions/<int:pk>/give/", guidance_acts.guidance_give, name="guidance-give"),
    path("questions/<int:pk>/return/", guidance_acts.guidance_return, name="guidance-return"),
    path("questions/<int:pk>/close/", guidance_acts.guidance_close, name="guidance-close"),
    path("questions/<int:pk>/reopen/", guidance_acts.guidance_reopen, name="guidance-reopen"),
    path("answer-templates/", answer_templates.answer_template_list, name="answer-template-list"),
    path("answer-templates/new/", answer_templates.answer_template_create, name="answer-template-create"),
    path("answer-templates/<int:pk>/", answer_templates.answer_template_edit, name="answer-template-edit"),
    path("answer-templates/<int:pk>/retire/", answer_templates.answer_template_retire, name="answer-template-retire"),
]

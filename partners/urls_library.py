"""Addresses of the library: published texts, drafts, reviews."""

from django.urls import path

from partners.views import library, library_acts, library_drafts, library_reviews

urlpatterns = [
    path("library/", library.library_list, name="library-list"),
    path("library/<int:pk>/", library.library_detail, name="library-detail"),
    path("library/<int:pk>/adopt/", library_acts.edition_adopt, name="edition-adopt"),
    path("library/<int:pk>/end/", library_acts.edition_end, name="edition-end"),
    path("library/<int:pk>/copy/", library_acts.edition_copy, name="edition-copy"),
    path("library/<int:pk>/renew/", library_acts.edition_renew, name="edition-renew"),
    path("library/<int:pk>/withdraw/", library_acts.edition_withdraw, name="edition-withdraw"),
    path("library/drafts/", library_drafts.library_draft_list, name="library-draft-list"),
    path("library/drafts/new/", library_drafts.library_draft_create, name="library-draft-create"),
    path("library/drafts/<int:pk>/", library_drafts.library_draft_detail, name="library-draft-detail"),
    path("library/drafts/<int:pk>/edit/", library_drafts.library_draft_edit, name="library-draft-edit"),
    path("library/drafts/<int:pk>/hand-in/", library_drafts.library_draft_hand_in, name="library-draft-hand-in"),
    path("library/drafts/<int:pk>/drop/", library_drafts.library_draft_drop, name="library-draft-drop"),
    path("library/drafts/<int:pk>/resume/", library_drafts.library_draft_resume, name="library-draft-resume"),
    path("library/reviews/", library_reviews.review_list, name="review-list"),
    path("library/reviews/<int:pk>/", library_reviews.review_detail, name="review-detail"),
    path("library/reviews/<int:pk>/publish/", library_reviews.review_publish, name="review-publish"),
    path("library/reviews/<int:pk>/return/", library_reviews.review_return, name="review-return"),
]

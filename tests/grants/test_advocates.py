"""What an advocate meets who asks about money: what is promised, found, kept, and left behind."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.models import Entry
from grants.models.asker_link import key_of, question_path
from tests.grants.questions import question
from tests.partners.log import at_office

FIELD = re.compile(r"<(?:input|textarea|select|form)\b[^>]*\bautocomplete=\"([^\"]*)\"")
NAMED = "Maria Gonzalez, 34, was strangled by her husband"


# --- what is typed ---------------------------------------------------------------------------------------------------
def test_by_the_link_no_reason_is_taken_and_signed_in_it_is(alma: Any, ada: Any, visitor: Client, client_of: Any) -> None:
    asked, own = question(alma), question(alma, organization=ada.organization)
    added = {"text": NAMED, "text_kept_because": "Published in the newspaper"}

    refused = visitor.post(reverse("question-link-add", args=[key_of(asked)]), added)
    assert refused.status_code == 422
    assert "Leave out names" in refused.content.decode()
    assert client_of(ada).post(reverse("guidance-own-add", args=[own.pk]), added).status_code == 302
    with at_office(alma):
        (entry,) = Entry.objects.filter(kind=Entry.Kind.ADDED)
    assert (entry.request_id, entry.kept_because) == (own.pk, "Published in the newspaper")


@pytest.mark.parametrize("path", ["/ask/", "/fit/", "/fit/?kind=SHELTER", "link"])
def test_a_browser_restores_nothing_of_what_was_typed(path: str, alma: Any, visitor: Client) -> None:
    said = visitor.get(question_path(question(alma)) if path == "link" else path).content.decode()
    main = said[said.index("<main") :]

    assert set(FIELD.findall(main)) == {"off"}
    assert all('autocomplete="off"' in form for form in re.findall(r"<form\b[^>]*>", main))


def test_the_page_about_leaving_says_what_holds_without_script(visitor: Client) -> None:
    assert "Without it the button still ends your session" in visitor.get(reverse("leaving")).content.decode()

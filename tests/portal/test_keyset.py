"""Pages by key: every row once, in order, there and back; a made-up mark is refused."""

import pytest
from django.core import signing

from portal.errors import Refused
from portal.keyset import keyset_page, sequence_page
from portal.models import County

SIZE = 400
pytestmark = pytest.mark.django_db


def walk(ordering, *, size=SIZE):
    pages, mark = [], ""
    while True:
        page = keyset_page(County.objects.all(), ordering, mark, size)
        pages.append(page)
        if not page.next:
            return pages
        mark = page.next


@pytest.mark.parametrize("ordering", ["state", "-state", "name", "fips"])
def test_every_row_stands_on_one_page_in_order(ordering):
    seen = [county for page in walk(ordering) for county in page.rows]

    assert len(seen) == len({county.pk for county in seen}) == County.objects.count()
    values = [(getattr(county, ordering.lstrip("-")), county.pk) for county in seen]
    order = "pk" if not ordering.startswith("-") else "-pk"
    assert [pk for _, pk in values] == list(County.objects.order_by(ordering, order).values_list("pk", flat=True))


def test_back_from_the_last_page_come_the_same_pages():
    pages = walk("-state")
    page = pages[-1]
    for expected in reversed(pages[:-1]):
        page = keyset_page(County.objects.all(), "-state", page.previous, SIZE)
        assert page.rows == expected.rows
    assert page.previous == ""


def test_a_list_of_one_page_leads_nowhere():
    page = keyset_page(County.objects.filter(state="DE"), "name", "", SIZE)
    assert (len(page.rows), page.next, page.previous) == (3, "", "")


@pytest.mark.parametrize(
    "mark", ["5", "banana", "\x00", "W10:x", signing.Signer(salt="page by name").sign_object([1, 2, 3])]
)
def test_a_made_up_mark_or_one_of_another_order_is_refused(mark):
    with pytest.raises(Refused, match="Start again from the first page"):
        keyset_page(County.objects.all(), "state", mark, SIZE)


# --- rows that no table holds ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [0, 1, 5, 6, 11])
def test_a_sequence_is_paged_there_and_back(number):
    rows, size = list(range(number)), 5
    pages = [sequence_page(rows, "name", str, "", size)]
    while pages[-1].next:
        pages.append(sequence_page(rows, "name", str, pages[-1].next, size))

    assert [page.rows for page in pages] == ([rows[at : at + size] for at in range(0, number, size)] or [[]])
    page = pages[-1]
    for expected in reversed(pages[:-1]):
        page = sequence_page(rows, "name", str, page.previous, size)
        assert page.rows == expected.rows
    assert page.previous == ""


def test_a_mark_whose_row_is_gone_leads_to_the_beginning_and_one_of_another_order_nowhere():
    mark = sequence_page("abcdef", "name", str, "", 2).next

    assert sequence_page("acdef", "name", str, mark, 2).rows == ["a", "c"]
    with pytest.raises(Refused, match="Start again from the first page"):
        sequence_page("abcdef", "-name", str, mark, 2)

"""The components: each names its inputs, says its state in words, and keeps to the house rules of a page."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template.loader import get_template, render_to_string

from portal.models import Hotline
from portal.templatetags.portal import SHAPES, beside, shape, timeline_picture, totals_bar

TEMPLATES = Path(settings.BASE_DIR) / "templates"
COMPONENTS = sorted(TEMPLATES.glob("components/*.html"))
EVERY = sorted(TEMPLATES.rglob("*.html"))


def named(path):
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_starts_by_naming_its_inputs(path):
    assert re.match(r"\{% comment %}.*Inputs: .*\{% endcomment %}", path.read_text())


@pytest.mark.parametrize("path", EVERY, ids=named)
def test_a_template_compiles_and_is_short(path):
    get_template(named(path))
    assert len(path.read_text().splitlines()) <= 80


@pytest.mark.parametrize("path", EVERY, ids=named)
def test_a_page_has_no_inline_script_or_style_and_asks_nobody_else(path):
    if named(path).startswith("mail/"):
        pytest.skip("a mail is no page")
    text = path.read_text()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.findall(r"(?:src|srcset|action)=\"(?:https?:)?//", text)


def test_the_states_are_told_apart_by_shape_alone():
    drawn = {str(shape(state)) for state in SHAPES}

    assert len(drawn) == len(SHAPES) == 4


def test_a_state_that_nobody_knows_gets_the_weakest_shape():
    assert shape("no such state") == shape("not_asked")


@pytest.mark.parametrize(
    ("state", "word"),
    [("covered", "covered"), ("in_hand", "in hand"), ("silent", "silent"), ("not_asked", "not yet asked")],
)
def test_a_state_always_has_its_word(state, word):
    assert f"<span>{word}</span>" in render_to_string("components/status.html", {"state": state})


def test_the_bar_leaves_out_states_that_no_office_has():
    drawn = totals_bar({"covered": 90, "in_hand": 0, "silent": 4, "not_asked": 0})

    assert drawn.count("<rect") == 2
    assert 'class="is-silent" x="95.74%" width="4.26%"' in drawn


def test_a_history_is_drawn_to_its_last_day():
    spans = [
        {"from": date(2025, 1, 1), "to": date(2025, 12, 31), "state": "covered"},
        {"from": date(2025, 12, 31), "to": None, "state": "silent"},
    ]

    drawn = timeline_picture(spans, date(2026, 12, 30))

    assert 'class="is-covered" x="0.0%" width="50.0%"' in drawn
    assert 'class="is-silent" x="50.0%" width="50.0%"' in drawn
    assert ">2026</text>" in drawn


def test_a_stretch_of_a_single_day_is_still_seen():
    spans = [
        {"from": date(2000, 1, 1), "to": date(2025, 1, 1), "state": "covered"},
        {"from": date(2025, 1, 1), "to": date(2025, 1, 2), "state": "silent"},
    ]

    assert 'class="is-silent" x="99.99%" width="0.2%"' in timeline_picture(spans)


def test_words_of_people_are_escaped():
    text = render_to_string("components/sentence.html", {"text": "<script>x</script>"})

    assert "<script>" not in text


def test_cells_go_with_their_columns():
    assert list(beside(["a", "b"], ["A", "B"])) == [("a", "A"), ("b", "B")]


class Sample(forms.Form):
    name = forms.CharField(help_text="As in the roster.", max_length=20)
    words = forms.CharField(required=False, max_length=300, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("F", "full time"), ("A", "acting")], widget=forms.RadioSelect)
    sure = forms.BooleanField()


def test_a_refused_form_says_everything_at_the_top_and_leads_to_each_field():
    text = str(Sample({}))

    targets = re.findall(r'<a href="#([^"]+)">', text)
    assert targets == ["id_name", "id_kind_0", "id_sure"]
    assert all(f'id="{target}"' in text for target in targets)


def test_a_field_is_tied_to_its_hint_and_its_error():
    text = str(Sample({}))

    described = re.search(r'<input type="text"[^>]*aria-describedby="([^"]+)"', text)
    assert described is not None
    assert described[1].split() == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{name}"' in text for name in described[1].split())


def test_what_was_typed_into_a_refused_form_is_still_there():
    assert 'value="Alma &lt;b&gt;"' in str(Sample({"name": "Alma <b>"}))


def test_what_is_too_long_is_said_and_not_cut():
    typed = {"name": "N" * 21, "words": "W" * 301}

    text = str(Sample(typed))

    assert "maxlength" not in str(Sample()) + text + get_template("components/find_form.html").render()
    assert f'value="{typed["name"]}"' in text
    assert f">\n{typed['words']}</textarea>" in text
    assert "at most 20 characters (it has 21)" in text
    assert "at most 300 characters (it has 301)" in text


def test_the_error_page_of_last_resort_needs_nothing():
    text = get_template("500.html").render()

    assert "It is not your doing" in text


@pytest.fixture
def page(rf, monkeypatch):
    """Renders a page for a visitor, without a database."""
    monkeypatch.setattr("portal.pages.hotlines", list)
    return lambda name: render_to_string(name, request=rf.get("/no/such/page/"))


@pytest.mark.parametrize("code", [400, 403, 404, 429])
def test_an_error_page_says_what_to_do(code, page):
    text = page(f"{code}.html")

    assert "Start from the first page" in text or "try again" in text
    assert "Demonstration, not a government site" in text


def test_the_pages_of_a_visitor_carry_the_way_out_and_help_before_anything_else(page):
    text = page("404.html")

    assert "data-leave" in text
    assert text.index('href="tel:911"') < text.index("<main")


def test_a_hotline_shows_its_number_only_when_somebody_has_verified_it():
    lines = [
        Hotline(name="First Line", name_es="Primera", phone="800-799-7233", verified_on=date(2022, 1, 1)),
        Hotline(name="Second Line", name_es="Segunda", phone="800-656-4673"),
    ]

    text = render_to_string("components/hotlines.html", {"hotlines": lines})

    assert "800-799-7233" in text
    assert "800-656-4673" not in text
    assert "Second Line" in text


def row_of(**facts):
    taken = SimpleNamespace(median=50, ninetieth=80, longest=120)
    row = {"label": "Screening", "url": "/there/", "words": "half 50", "all": taken, "own": None, "target": 30}
    return row | facts


def drawn_lengths(**facts):
    rows = [row_of(**facts)]
    return render_to_string(
        "components/lengths.html", {"rows": rows, "whole": 200, "label": "Days", "own": "N.D. Tex."}
    )


def test_lengths_are_drawn_with_their_target_and_told_in_words():
    drawn = drawn_lengths()

    assert '<rect class="half" x="0.0%" width="25.0%" y="3" height="14"/>' in drawn
    assert '<rect class="most" x="25.0%" width="15.0%" y="3" height="14"/>' in drawn
    assert '<line class="target" x1="15.0%"' in drawn
    assert "half 50" in drawn
    assert 'href="/there/"' in drawn
    assert drawn.count('class="unknown"') == 1, "only in the key"


def test_ones_own_lengths_are_a_thinner_bar_and_what_is_not_known_looks_so():
    own = SimpleNamespace(median=None, ninetieth=None, longest=100)
    drawn = drawn_lengths(own=own)

    assert '<rect class="unknown" x="0.0%" width="50.0%" y="20" height="6"/>' in drawn
    assert "thin bar: N.D. Tex." in drawn
    assert 'height="14"/>' not in drawn_lengths(all=None)

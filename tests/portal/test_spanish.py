"""What a visitor reads exists in Spanish: every marked string of a public page has its translation."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

TEMPLATES = Path(settings.BASE_DIR) / "templates"
CATALOGUE = polib.pofile(str(Path(settings.BASE_DIR) / "portal/locale/es/LC_MESSAGES/django.po"))
SPANISH = {entry.msgid: entry for entry in CATALOGUE if entry.msgstr or entry.msgstr_plural}
PARTS = [
    "alert",
    "contact",
    "find_form",
    "found",
    "help",
    "hotline",
    "hotlines",
    "languages",
    "leave",
    "listing",
    "official",
    "sentence",
    "status",
    "summary",
    "totals",
    "who",
]
PUBLIC = [
    *sorted(TEMPLATES.glob("*.html")),
    *(TEMPLATES / f"components/{name}.html" for name in PARTS),
    *sorted(TEMPLATES.glob("django/forms/*.html")),
    *sorted(TEMPLATES.glob("portal/find*.html")),
    *sorted(TEMPLATES.glob("portal/home_visitor.html")),
    *sorted(TEMPLATES.glob("portal/leaving.html")),
    *sorted(TEMPLATES.glob("portal/office_[dl]*.html")),
    *sorted(TEMPLATES.glob("partners/own_entry*.html")),
    *sorted(TEMPLATES.glob("partners/entry_*.html")),
    *sorted(TEMPLATES.glob("grants/program_*.html")),
    *sorted(TEMPLATES.glob("grants/opportunity_*.html")),
    *sorted(TEMPLATES.glob("grants/ask*.html")),
    *sorted(TEMPLATES.glob("grants/question_link*.html")),
    TEMPLATES / "grants/first_answer.html",
    TEMPLATES / "grants/outcome_create.html",
    TEMPLATES / "grants/referrals_of.html",
    *sorted(TEMPLATES.glob("mail/asker*.txt")),
    TEMPLATES / "partners/profile_fields.html",
    TEMPLATES / "django/forms/widgets/prose.html",
]


def marked(path: Path) -> set[str]:
    """The strings that a template marks for translation, as gettext sees them."""
    code = templatize(path.read_text())
    found = re.findall(r"(?:gettext|(?<!\w)_)\(u?(['\"])(.*?)(?<!\\)\1", code, re.DOTALL)
    return {text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n") for _, text in found}


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_public_template_is_wholly_in_spanish(path):
    assert sorted(marked(path) - SPANISH.keys()) == []


def test_a_translation_keeps_the_blanks_to_fill():
    blanks = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")
    differing = [e.msgid for e in CATALOGUE if set(blanks.findall(e.msgid)) != set(blanks.findall(e.msgstr or e.msgid))]

    assert differing == []


def test_the_reader_of_templates_finds_every_way_of_marking(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% translate "One" %}{% include "x" with a=_("Two") only %}{% blocktranslate %}It\'s{% endblocktranslate %}'
    )

    assert marked(page) == {"One", "Two", "It's"}

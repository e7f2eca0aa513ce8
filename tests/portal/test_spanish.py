"""What a visitor reads exists in Spanish: every marked string of a public page has its translation."""

import ast
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
    "cell",
    "contact",
    "find_form",
    "found",
    "help",
    "hotline",
    "hotlines",
    "languages",
    "leave",
    "listing",
    "navigation",
    "navigation_entry",
    "official",
    "sentence",
    "status",
    "summary",
    "totals",
    "who",
]
SIGNED_IN = {
    "administrator_edit", "administrator_facts", "administrator_import", "administrator_list", "answer_template_create",
    "answer_template_edit", "answer_template_list", "backup_edit", "federal_contact_edit", "fit_by_entry",
    "follow_list", "funnel", "funnel_bars", "guidance_act", "guidance_answer", "guidance_ask", "guidance_detail",
    "guidance_list", "guidance_own_list", "guidance_programs", "guidance_record", "guidance_thread",
    "organization_fit", "own_fit", "panel_backup", "panel_funnel", "referral_withdraw",
}  # fmt: skip
"""Pages of grant guidance that need an account, and their parts: in English. All others are for everybody."""
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
    *sorted(path for path in TEMPLATES.glob("grants/*.html") if path.stem not in SIGNED_IN),
    *sorted(TEMPLATES.glob("mail/asker*.txt")),
    TEMPLATES / "partners/profile_fields.html",
    TEMPLATES / "django/forms/widgets/prose.html",
]

WORDS = [
    *("fit*.py", "catalog*.py", "deadline*.py", "notice_words.py", "milestone*.py", "outcomes.py", "referrals.py"),
    *("asker_mails.py", "next_year.py", "counties.py", "rates.py", "models/telling.py", "models/program.py"),
    *("forms/catalog.py", "forms/deadlines.py", "forms/fit.py", "forms/opportunities.py"),
    *("views/ask.py", "views/asked_question.py", "views/catalog.py", "views/deadlines.py", "views/first_answer.py"),
    *("views/fit.py", "views/opportunities.py", "views/question_links.py"),
]
"""Modules of grant guidance all whose strings are for everybody, or for whoever asked. What others say on public
pages is found where those are walked (tests/grants/test_public_pages.py)."""
MODULES = sorted(path for words in WORDS for path in (Path(settings.BASE_DIR) / "grants").glob(words))
MARKING = {"_", "_now", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def marked(path: Path) -> set[str]:
    """The strings that a template marks for translation, as gettext sees them."""
    code = templatize(path.read_text())
    found = re.findall(r"(?:gettext|(?<!\w)_)\(u?(['\"])(.*?)(?<!\\)\1", code, re.DOTALL)
    return {text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n") for _, text in found}


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_public_template_is_wholly_in_spanish(path):
    assert sorted(marked(path) - SPANISH.keys()) == []


def said_by(code: str) -> set[str]:
    """The strings that Python marks for translation; of a plural its first form, as the catalog names it."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.args]
    first = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id in MARKING]
    return {one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_python_says_to_everybody_is_wholly_in_spanish(path):
    assert sorted(said_by(path.read_text()) - SPANISH.keys()) == []


def test_the_modules_that_speak_to_everybody_are_there_and_read():
    assert len(MODULES) >= len(WORDS)
    assert said_by('_("One"); ngettext("%(n)d day", "%(n)d days", n); gettext_lazy("T" "wo"); other("Three")') == {
        "One", "%(n)d day", "Two",
    }  # fmt: skip


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

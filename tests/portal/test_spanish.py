"""The Spanish catalog is sound, and what reads it in the tests finds every way of marking.

That pages are wholly in Spanish is proved where they are walked: tests/test_two_languages.py.
"""

import ast
import re

import pytest
from django.conf import settings

from tests.spanish import CATALOGUE, SPANISH, TEMPLATES, marked, said_in

MAILS = sorted(TEMPLATES.glob("mail/asker*.txt"))
MAILING = [settings.BASE_DIR / f"grants/{name}.py" for name in ("asker_mails", "milestone_mails", "next_year")]
"""What is mailed to whoever asked a question about money, in the language of the question."""


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_to_an_asker_is_wholly_in_spanish(path):
    assert sorted(marked(path) - SPANISH.keys()) == []


@pytest.mark.parametrize("path", MAILING, ids=lambda path: path.stem)
def test_what_mails_an_asker_says_it_in_spanish(path):
    assert sorted(said_in(ast.parse(path.read_text())) - SPANISH.keys()) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_what_stands_around_pages_and_says_what_went_wrong_is_wholly_in_spanish(path):
    assert sorted(marked(path) - SPANISH.keys()) == []


def test_the_reader_of_code_finds_every_way_of_marking():
    code = '_("One"); ngettext("%(n)d day", "%(n)d days", n); gettext_lazy("T" "wo"); other("Three")'

    assert said_in(ast.parse(code)) == {"One", "%(n)d day", "Two"}


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

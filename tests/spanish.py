"""The Spanish catalog as tests read it: what has Spanish, what templates and code mark, what is asked for in vain."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

TEMPLATES = Path(settings.BASE_DIR) / "templates"
CATALOGUE = polib.pofile(str(Path(settings.BASE_DIR) / "portal/locale/es/LC_MESSAGES/django.po"))
SPANISH = {entry.msgid: entry for entry in CATALOGUE if entry.msgstr or entry.msgstr_plural}
MARKING = {"_", "_now", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def marked(path: Path) -> set[str]:
    """The strings that a template marks for translation, as gettext sees them."""
    code = templatize(path.read_text())
    found = re.findall(r"(?:gettext|(?<!\w)_)\(u?(['\"])(.*?)(?<!\\)\1", code, re.DOTALL)
    return {text.replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n") for _, text in found}


def said_in(code: ast.AST) -> set[str]:
    """The strings that Python marks for translation; of a plural its first form, as the catalog names it."""
    calls = [node for node in ast.walk(code) if isinstance(node, ast.Call) and node.args]
    first = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id in MARKING]
    return {one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)}


@contextmanager
def noting() -> Iterator[set[str]]:
    """Every string that is looked up meanwhile in Spanish and has none."""
    found: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("gettext", "ngettext", "pgettext"):
            patch.setattr(trans_real.DjangoTranslation, name, looked_up(name, found))
        yield found


def looked_up(name: str, found: set[str]) -> Any:
    """The look-up of this name, which also puts what lacks Spanish into `found`."""
    plain = getattr(trans_real.DjangoTranslation, name)

    def method(self: Any, *args: Any) -> Any:
        key = {"gettext": args[0], "ngettext": (args[0], 0), "pgettext": f"{args[0]}\x04{args[-1]}"}[name]
        if self.language() == "es" and args[-1] and key not in self._catalog:
            found.add(args[0])
        return plain(self, *args)

    return method

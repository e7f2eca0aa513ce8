"""What pages may say, read from their code: each string marked in a view, or in what the view calls.

Followed by name through our own modules: functions, constants, classes; of a model only the methods whose name
somebody calls. It finds rather too much than too little.
"""

import ast
import importlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.spanish import said_in

OURS = ("portal", "specialists", "partners", "grants")
Name = tuple[str, str]
"""A module, and what is defined in it."""


@dataclass
class Module:
    """What stands at the top of a module, and what it takes from our others; of a whole module the name is empty."""

    defined: dict[str, list[ast.stmt]] = field(default_factory=dict)
    imported: dict[str, Name] = field(default_factory=dict)


def is_ours(module: str | None) -> bool:
    return bool(module) and str(module).partition(".")[0] in OURS


@cache
def module(name: str) -> Module:
    found = Module()
    for stmt in ast.parse(Path(str(importlib.import_module(name).__file__)).read_text()).body:
        if isinstance(stmt, ast.ImportFrom) and is_ours(stmt.module):
            for each in stmt.names:
                found.imported[each.asname or each.name] = source(str(stmt.module), each.name)
        for defined in names_of(stmt):
            found.defined.setdefault(defined, []).append(stmt)
    return found


def source(package: str, name: str) -> Name:
    """What `from package import name` brings: a module, or something in one."""
    is_package = hasattr(importlib.import_module(package), "__path__")
    is_module = is_package and importlib.util.find_spec(f"{package}.{name}") is not None
    return (f"{package}.{name}", "") if is_module else (package, name)


def names_of(stmt: ast.stmt) -> list[str]:
    if isinstance(stmt, ast.FunctionDef | ast.ClassDef):
        return [stmt.name]
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [getattr(stmt, "target", stmt)]
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


class Reading:
    """Goes from names to what they name, and so on, and keeps what is said on the way."""

    def __init__(self, silent: Iterable[str]) -> None:
        self.silent = frozenset(silent)
        self.said: dict[str, str] = {}
        """String → the module that says it."""
        self.called: set[str] = set()
        self.methods: list[tuple[str, ast.FunctionDef]] = []
        """Of models: read as soon as something calls one of that name."""
        self.seen: set[Name] = set()
        self.next: list[Name] = []

    def read(self, names: Iterable[Name]) -> dict[str, str]:
        self.next = [*names]
        while self.next:
            while self.next:
                self.enter(self.next.pop())
            called = [each for each in self.methods if each[1].name in self.called]
            self.methods = [each for each in self.methods if each not in called]
            for where, method in called:
                self.take(where, method)
        return self.said

    def enter(self, name: Name) -> None:
        where, what = name
        if name in self.seen or where in self.silent:
            return
        self.seen.add(name)
        if what in module(where).imported:
            self.next.append(module(where).imported[what])
        for stmt in module(where).defined.get(what, ()):
            is_model = isinstance(stmt, ast.ClassDef) and ".models" in where
            self.enter_model(where, stmt) if is_model else self.take(where, stmt)

    def enter_model(self, where: str, model: ast.stmt) -> None:
        for part in ast.iter_child_nodes(model):
            if isinstance(part, ast.FunctionDef) and not part.name.startswith("__"):
                self.methods.append((where, part))
            else:
                self.take(where, part)

    def take(self, where: str, code: ast.AST) -> None:
        """Keep what is said here, and go on to what is named here."""
        self.said |= dict.fromkeys(said_in(code), where)
        here = module(where)
        for node in ast.walk(code):
            if isinstance(node, ast.Attribute):
                self.called.add(node.attr)
                whose = here.imported.get(node.value.id) if isinstance(node.value, ast.Name) else None
                if whose and not whose[1]:
                    self.next.append((whose[0], node.attr))
            elif isinstance(node, ast.Name) and (node.id in here.defined or here.imported.get(node.id, ("", ""))[1]):
                self.next.append((where, node.id))

"""The goals of the house that a tool can measure: size, shape, where things may stand, who may import whom."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "specialists", "partners", "grants")
FILES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TEXTS = {path: path.read_text() for path in FILES}
TREES = {path: ast.parse(text) for path, text in TEXTS.items()}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_lines(path: Path, node: ast.AST | None = None) -> int:
    """Lines that hold code: no blank line, no comment, no docstring."""
    tree = node or TREES[path]
    prose = {line for found in ast.walk(tree) if is_prose(found) for line in span(found)}
    lines = TEXTS[path].splitlines()
    first, last = (1, len(lines)) if node is None else (node.lineno, node.end_lineno)  # type: ignore[attr-defined]
    return sum(
        1 for n in range(first, last + 1) if n not in prose and (text := lines[n - 1].strip()) and text[0] != "#"
    )


def is_prose(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def span(node: ast.AST) -> range:
    return range(node.lineno, node.end_lineno + 1)  # type: ignore[attr-defined]


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def every_function() -> list[tuple[Path, Function]]:
    return [(path, function) for path, tree in TREES.items() for function in functions(tree)]


def tell(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(len(values) * share)]


# --- size and shape ----------------------------------------------------------------------------------------------
def test_no_module_is_longer_than_300_lines_of_code() -> None:
    sizes = {name(path): code_lines(path) for path in FILES}

    tell([f"{module}: {lines}" for module, lines in sizes.items() if lines > 300])
    assert percentile(list(sizes.values()), 0.95) <= 250


def test_functions_are_short() -> None:
    sizes = {f"{name(path)}: {f.name}": code_lines(path, f) for path, f in every_function()}

    tell([f"{where} has {lines} lines" for where, lines in sizes.items() if lines > 30])
    assert percentile(list(sizes.values()), 0.95) <= 15


def test_functions_are_simple() -> None:
    blocks = [(path, block) for path in FILES for block in cc_visit(TEXTS[path]) if block.letter in "FM"]

    tell([f"{name(path)}: {block.fullname} is {block.complexity}" for path, block in blocks if block.complexity > 8])
    assert sum(block.complexity for _, block in blocks) / len(blocks) <= 3.0


def test_no_class_is_longer_than_150_lines() -> None:
    classes = [
        (path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]

    tell([f"{name(path)}: {node.name}" for path, node in classes if code_lines(path, node) > 150])


def test_settings_stay_within_200_lines() -> None:
    assert code_lines(ROOT / "portal" / "settings.py") <= 200


def test_templates_stay_within_80_lines() -> None:
    tell([f"{name(path)}: {n}" for path in TEMPLATES if (n := len(path.read_text().splitlines())) > 80])


# --- what does not occur -----------------------------------------------------------------------------------------
def test_everything_is_annotated() -> None:
    missing = []
    for path, function in every_function():
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        bare = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
        if bare or function.returns is None:
            missing.append(f"{name(path)}: {function.name} ({', '.join(bare) or 'what it gives'})")
    tell(missing)


def test_no_import_hides_in_a_function() -> None:
    tell(
        [
            f"{name(path)}: {function.name}"
            for path, function in every_function()
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
    )


def test_no_exception_is_caught_that_is_not_meant() -> None:
    broad = {"Exception", "BaseException"}
    handlers = [(path, n) for path, tree in TREES.items() for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler)]

    tell([f"{name(path)}:{n.lineno}" for path, n in handlers if n.type is None or broad & set(names_in(n.type))])


def names_in(node: ast.AST) -> Iterator[str]:
    return (found.id for found in ast.walk(node) if isinstance(found, ast.Name))


def test_no_signal_is_received() -> None:
    tell(
        [
            name(path)
            for path in FILES
            if re.search(r"django\.\S*signals|@receiver\b|\.connect\(receiver", path.read_text())
        ]
    )


WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
NOT_ROWS = {"session", "cache", "digest", "attrs", "hashlib", "data", "context", "values", "query", "env", "headers"}
"""Names that have such a method and are no rows."""


def may_write(path: Path) -> bool:
    """Models (verbs), commands, and the middleware that keeps the trail of accesses."""
    return bool({"models", "management", "launch"} & set(path.parts)) or path.name == "models.py"


KNOWN_WRITERS = {
    "portal/middleware.py": "keeps the trail of accesses, in a transaction of its own",
}


def test_rows_are_written_by_verbs_of_models_only() -> None:
    found = []
    for path, tree in TREES.items():
        if may_write(path) or name(path) in KNOWN_WRITERS:
            continue
        for node in ast.walk(tree):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
            if is_call and writes_rows(node):  # type: ignore[arg-type]
                found.append(f"{name(path)}:{node.lineno}: {ast.unparse(node)[:80]}")  # type: ignore[attr-defined]
    tell(found)


def writes_rows(call: ast.Call) -> bool:
    """Whether it is a manager's or a row's method, as far as the text shows: no dict's update, no session's save."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr == "update":
        return bool(call.keywords) and not call.args
    return not NOT_ROWS & set(re.findall(r"\w+", ast.unparse(call.func.value)))


SPEAKS_SQL = {
    "portal/tenancy.py",
    "portal/rollup.py",
    "portal/catalogue.py",
    "portal/checks.py",
    "portal/management/commands/provision_database.py",
}


def test_raw_sql_stands_only_where_the_wall_is_made() -> None:
    """Whoever can slip text into a statement can take the log-in's other roles: so there is no text to slip into."""
    pattern = re.compile(r"\.raw\(|RawSQL|\.extra\(|cursor\(\)|cursor\.execute")
    tell(
        [
            name(p)
            for p in FILES
            if name(p) not in SPEAKS_SQL and "launch" not in p.parts and pattern.search(p.read_text())
        ]
    )


def test_no_room_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "common", "services", "signals", "constants", "misc"}

    tell([name(path) for path in FILES if path.stem in drawers or drawers & set(path.parent.parts[-2:])])


INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:"
    r"|<script(?![^>]*\bsrc=)(?![^>]*application/json)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"(?:src|href|action|srcset)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)


def test_no_template_has_inline_script_or_style() -> None:
    tell([name(path) for path in TEMPLATES if INLINE.search(without_comments(path))])


def test_no_template_fetches_anything_from_elsewhere() -> None:
    """A link may lead away; a picture, script, style or form may not."""
    loads = re.compile(r"<(?:script|img|link|iframe|form|source|video|audio)\b[^>]*>", re.IGNORECASE)
    tell([name(path) for path in TEMPLATES for tag in loads.findall(without_comments(path)) if ELSEWHERE.search(tag)])


def without_comments(path: Path) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)


def test_a_template_marks_nothing_as_safe() -> None:
    tell([name(path) for path in TEMPLATES if re.search(r"\|\s*safe\b|autoescape off", without_comments(path))])


# --- who may import whom, and what is needed from outside --------------------------------------------------------
def test_nobody_imports_a_later_app() -> None:
    lint: list[str | Path] = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:]


def dependencies() -> list[str]:
    text = (ROOT / "pyproject.toml").read_text()
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, flags=re.DOTALL | re.MULTILINE)
    assert block
    return [line.strip() for line in block[1].splitlines() if line.strip()]


def test_few_packages_run_and_each_has_a_reason() -> None:
    lines = dependencies()

    assert len(lines) == len(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]) <= 20
    tell([line for line in lines if not re.search(r"#\s*\w.{9,}", line)])


def test_every_model_is_imported_by_its_noun() -> None:
    """Later apps import `portal.models`, never the files behind it."""
    tell(
        [
            f"{name(path)}: {node.module}"
            for path, tree in TREES.items()
            if path.parts[len(ROOT.parts)] != "portal"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("portal.models.")
        ]
    )

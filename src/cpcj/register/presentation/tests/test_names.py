"""Every value a person may meet has a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import cpcj.resolutions
from cpcj.register.presentation.names import DOUBTS, addressee_name

READER = Path(cpcj.resolutions.__file__).parent


def _strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _codes(module: ast.Module) -> Iterator[str]:
    """Yield the codes with which a module of the reader states a doubt."""
    assigned: dict[str, ast.expr] = {
        target.id: node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called.lower().strip("_") not in ("doubt", "add_doubt"):
            continue
        code = node.args[0]
        if isinstance(code, ast.Name):
            code = assigned.get(code.id, code)
        if isinstance(code, ast.IfExp):
            yield from _strings(code.body)
            yield from _strings(code.orelse)
        elif isinstance(code, ast.Constant):
            yield from _strings(code)


def test_every_doubt_of_the_reader_has_a_name_and_no_name_is_idle() -> None:
    codes = {
        code
        for path in READER.rglob("*.py")
        if "tests" not in path.parts
        for code in _codes(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert codes == set(DOUBTS)


def test_parties_are_named_by_their_treaty() -> None:
    name = addressee_name("states_parties:SOM_PROTOCOL")
    assert "Smuggling of Migrants" in name
    assert "_" not in name
    assert "SOM PROTOCOL" not in name

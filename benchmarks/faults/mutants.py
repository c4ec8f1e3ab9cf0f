"""Single wrong lines of a module: its syntax tree → every place that could be written wrongly.

A constant, a condition, an attribute, a join or an order is another; the rest stays as it is. What
only people read (docstrings, types, messages of errors) is left alone.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

_OPPOSITE: tuple[tuple[type[ast.cmpop], type[ast.cmpop]], ...] = (
    (ast.Eq, ast.NotEq), (ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
)  # fmt: skip

_LETTER = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Mutant:
    """A module with one line written wrongly."""

    module: str
    """Path of the module under the checkout."""
    line: int
    """The line, as it stands there."""
    kind: str
    """constant, condition, attribute, join or order."""
    before: str
    """What stands there, without its comments, cut short."""
    after: str
    """What was put there."""
    source: str
    """The whole module."""


@dataclass(frozen=True)
class _Place:
    node: ast.expr
    kind: str
    change: Callable[[], None]


def places(source: str) -> list[tuple[int, int]]:
    """Return, of each place of a module, the first and last line of its statement that run with it.

    Of a statement that holds others, as an `if`, these are the lines of its head.
    """
    tree = ast.parse(source)
    heads: dict[int, tuple[int, int]] = {}
    for statement in ast.walk(tree):
        if isinstance(statement, ast.stmt):
            body = getattr(statement, "body", None)
            last = max(body[0].lineno - 1, statement.lineno) if body else statement.end_lineno
            for node in ast.walk(statement):
                # Statements within it come later, and say it of their own nodes.
                heads[id(node)] = statement.lineno, last or statement.lineno
    return [heads[id(place.node)] for place in _places(tree, Random(0))]


def mutant(module: str, source: str, at: int, choose: Random) -> Mutant | None:
    """Return a module with the place of a number written wrongly; `None` where nothing changes."""
    tree = ast.parse(source)
    place = list(_places(tree, choose))[at]
    line, clean = place.node.lineno, ast.unparse(tree)
    place.change()
    wrong = ast.unparse(tree)
    pairs = zip(clean.splitlines(), wrong.splitlines(), strict=False)
    before, after = next(((one, other) for one, other in pairs if one != other), ("", ""))
    if not before:
        return None
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    at = sum(1 for _ in same)
    shown = slice(max(at - 40, 0), at + 40)
    return Mutant(module, line, place.kind, before[shown].strip(), after[shown].strip(), wrong)


def _places(tree: ast.Module, choose: Random) -> Iterator[_Place]:
    attributes: dict[str, set[str]] = defaultdict(set)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in called:
            attributes[ast.unparse(node.value)].add(node.attr)
    for node in _code(tree):
        yield from _constants(node)
        yield from _conditions(node)
        yield from _orders(node)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            others = sorted(attributes[ast.unparse(node.value)] - {node.attr})
            if others and id(node) not in called:
                yield _Place(node, "attribute", _setter(node, "attr", choose.choice(others)))


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a tree that decide what the program does, in their order."""
    if isinstance(node, (ast.Raise, ast.Import, ast.ImportFrom, ast.Assert)):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "format_spec", "keywords_only"):
            continue
        for child in value if isinstance(value, list) else (value,):
            documented = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not documented:
                yield from _code(child)


def _constants(node: ast.AST) -> Iterator[_Place]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield _Place(node, "constant", _setter(node, "value", _other(node.value)))
        elif isinstance(node.value, bool):
            yield _Place(node, "constant", _setter(node, "value", not node.value))
        elif isinstance(node.value, (int, float)):
            yield _Place(node, "constant", _setter(node, "value", node.value + 1))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        held = node.func.value
        if node.func.attr == "join" and isinstance(held, ast.Constant):
            yield _Place(node, "join", _setter(held, "value", "" if held.value else "；"))


def _other(text: str) -> str:
    """Return another string: with another letter, or a letter less."""
    if found := _LETTER.search(text):
        return f"{text[: found.start()]}{'丙' if found[0] != '丙' else '丁'}{text[found.end() :]}"
    return text[:-1] if text else "丙"


def _conditions(node: ast.AST) -> Iterator[_Place]:
    if isinstance(node, ast.Compare):
        for one, other in _OPPOSITE:
            if isinstance(node.ops[0], (one, other)):
                new = other if isinstance(node.ops[0], one) else one
                yield _Place(node, "condition", _setter(node, "ops", [new(), *node.ops[1:]]))
    elif isinstance(node, ast.BoolOp):
        new_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _Place(node, "condition", _setter(node, "op", new_op))
    elif isinstance(node, (ast.If, ast.IfExp)):
        negated = ast.UnaryOp(ast.Not(), node.test)
        yield _Place(node.test, "condition", _setter(node, "test", negated))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _Place(node.ifs[0], "condition", _setter(node, "ifs", node.ifs[1:]))


def _orders(node: ast.AST) -> Iterator[_Place]:
    if isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Load):
        if len(node.elts) > 1:
            yield _Place(node, "order", _setter(node, "elts", _swapped(node.elts)))
    elif isinstance(node, ast.JoinedStr):
        if len(node.values) > 1:
            yield _Place(node, "order", _setter(node, "values", _swapped(node.values)))
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in ("sorted", "reversed") and node.args:
            yield _Place(node, "order", _unsorted(node))
        elif len(node.args) > 1 and not any(isinstance(one, ast.Starred) for one in node.args):
            yield _Place(node, "order", _setter(node, "args", _swapped(node.args)))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield _Place(node, "join", _exchanged(node))


def _swapped(nodes: list[ast.expr]) -> list[ast.expr]:
    return [nodes[1], nodes[0], *nodes[2:]]


def _setter(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, field, value)


def _unsorted(node: ast.Call) -> Callable[[], None]:
    def change() -> None:
        node.func, node.keywords = ast.Name("list", ast.Load()), []

    return change


def _exchanged(node: ast.BinOp) -> Callable[[], None]:
    def change() -> None:
        node.left, node.right = node.right, node.left

    return change

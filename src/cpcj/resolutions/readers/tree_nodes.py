"""What the nodes of pandoc's document tree mean, without reading their words into anything.

The tree is nested lists of ``{"t": kind, "c": content}``; its kinds are those of pandoc-types 1.23.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from cpcj.resolutions.readers.joining import LABEL, finished

Node = dict[str, Any]

SPACES = ("Space", "SoftBreak", "LineBreak")
STYLES = ("Strong", "Underline", "SmallCaps", "Superscript", "Subscript")
WRAPPERS = ("Span", "Link", "Cite")

_MARK = re.compile(r"\[?(\d{1,3}|[a-z]|\*{1,4}|[†‡])\]?")
_NOTES = {"footnotes", "endnotes", "doc-endnotes", "doc-footnote", "mso-footnote-list"}
_LINE = 60  # letters: a shorter line before a break is a line of its own
_BULLET = "•"
_LABELS = {"OneParen": "{})", "TwoParens": "({})", "Period": "{}."}
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class LeafKind(StrEnum):
    """Kinds of leaves."""

    WORDS = "words"
    HEADING = "heading"
    TABLE = "table"
    RULE = "rule"
    NOTES = "notes"


class Leaf(NamedTuple):
    """A block that holds no further blocks, or is to be read as one.

    Attributes:
        kind: what it is.
        content: its inlines; of a table or of notes, what the tree has.
        depth: how many lists it stands in.
        label: the label of its list item, where it is the item's first leaf.
        level: level of a heading, else 0.
    """

    kind: LeafKind
    content: Any
    depth: int = 0
    label: str | None = None
    level: int = 0


def leaves(nodes: Sequence[Node], depth: int = 0, label: str | None = None) -> Iterator[Leaf]:
    """Yield the leaves of blocks in reading order.

    Args:
        nodes: the blocks.
        depth: how many lists they stand in.
        label: the label of the list item they are, given to the first leaf.
    """
    for node in nodes:
        if take := _BLOCKS.get(node["t"]):
            yield from take(node.get("c"), depth, label)
        label = None


def _words(content: Any, depth: int, label: str | None) -> Iterator[Leaf]:
    yield Leaf(LeafKind.WORDS, content, depth, label)


def _heading(content: Any, depth: int, label: str | None) -> Iterator[Leaf]:
    yield Leaf(LeafKind.HEADING, content[2], depth, label, content[0])


def _line_block(content: Any, depth: int, label: str | None) -> Iterator[Leaf]:
    for line in content:
        yield Leaf(LeafKind.WORDS, line, depth, label)
        label = None


def _ordered(content: Any, depth: int, _: str | None) -> Iterator[Leaf]:
    (start, style, delimiter), items = content
    for place, item in enumerate(items, start=start):
        yield from leaves(item, depth + 1, list_label(place, style["t"], delimiter["t"]))


def _bullets(content: Any, depth: int, _: str | None) -> Iterator[Leaf]:
    for item in content:
        yield from leaves(item, depth + 1, _BULLET)


def _definitions(content: Any, depth: int, label: str | None) -> Iterator[Leaf]:
    for term, definitions in content:
        yield Leaf(LeafKind.WORDS, term, depth, label)
        for definition in definitions:
            yield from leaves(definition, depth)


def _division(content: Any, depth: int, label: str | None) -> Iterator[Leaf]:
    (_, classes, attributes), nodes = content
    called = {*classes, *(value for key, value in attributes if key in ("role", "epub:type"))}
    if called & _NOTES:
        yield Leaf(LeafKind.NOTES, nodes)
    else:
        yield from leaves(nodes, depth, label)


def _code(content: Any, depth: int, label: str | None) -> Iterator[Leaf]:
    for line in content[1].splitlines():
        yield Leaf(LeafKind.WORDS, [{"t": "Str", "c": line}], depth, label)


_BLOCKS: dict[str, Callable[[Any, int, str | None], Iterator[Leaf]]] = {
    "Para": _words,
    "Plain": _words,
    "Header": _heading,
    "LineBlock": _line_block,
    "OrderedList": _ordered,
    "BulletList": _bullets,
    "DefinitionList": _definitions,
    "BlockQuote": leaves,
    "Div": _division,
    "Figure": lambda content, depth, label: leaves(content[2], depth, label),
    "CodeBlock": _code,
    "Table": lambda content, _depth, _label: iter((Leaf(LeafKind.TABLE, content),)),
    "HorizontalRule": lambda _content, _depth, _label: iter((Leaf(LeafKind.RULE, []),)),
}


def rows_of(table: Any) -> Iterator[list[list[Node]]]:
    """Yield the rows of a table, each a list of cells, each a list of blocks."""
    _, _, _, head, bodies, foot = table
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for _, cells in rows:
        yield [cell[4] for cell in cells]


def paragraphs_of(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the inlines of each paragraph in blocks, labels of lists put before their words."""
    for leaf in leaves(nodes):
        if leaf.kind is LeafKind.TABLE:
            for row in rows_of(leaf.content):
                for cell in row:
                    yield from paragraphs_of(cell)
        elif leaf.kind is LeafKind.NOTES:
            yield from paragraphs_of(leaf.content)
        elif leaf.label:
            yield [{"t": "Str", "c": leaf.label}, {"t": "Space"}, *leaf.content]
        elif leaf.content:
            yield leaf.content


def mark_of(node: Node) -> str | None:
    """Return the mark that an inline is: a raised number, or a link to a note."""
    kind = node["t"]
    if kind == "Superscript":
        match = _MARK.fullmatch(plain(node["c"]).strip())
        return match[1] if match else None
    if kind == "Link" and node["c"][2][0].startswith("#"):
        match = _MARK.fullmatch(plain(node["c"][1]).strip())
        return match[1] if match else None
    if kind in ("Span", "Strong", "Emph"):
        inner = node["c"][1] if kind == "Span" else node["c"]
        return mark_of(inner[0]) if len(inner) == 1 else None
    return None


def plain(nodes: Sequence[Node]) -> str:
    """Return the words of inlines without anything else."""
    parts = []
    for node in nodes:
        kind = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            parts.append(content)
        elif kind in SPACES:
            parts.append(" ")
        elif kind in (*WRAPPERS, "Quoted"):
            parts.append(plain(content[1]))
        elif kind in (*STYLES, "Emph"):
            parts.append(plain(content))
    return "".join(parts)


def without_way_back(nodes: Sequence[Node]) -> list[Node]:
    """Return the inlines of a note without the link that leads back to its mark."""
    return [
        node
        for node in nodes
        if not (
            node["t"] == "Link"
            and node["c"][2][0].startswith("#")
            and not any(sign.isalnum() for sign in plain(node["c"][1]))
        )
    ]


def parted(inlines: Sequence[Node]) -> list[list[Node]]:
    """Return the lines into which breaks part a paragraph."""
    lines: list[list[Node]] = [[]]
    for node in inlines:
        if node["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(node)
    return lines


def lines_of(inlines: Sequence[Node]) -> list[list[Node]]:
    """Return the lines of a paragraph that are paragraphs of their own.

    A break parts two of them after short words (a line of the masthead, an adoption line), before a
    number or letter, and after words that end as a paragraph ends; elsewhere it is a space.
    """
    if len(inlines) == 1 and inlines[0]["t"] in ("Emph", "Strong"):
        kind = inlines[0]["t"]
        return [[{"t": kind, "c": line}] for line in lines_of(inlines[0]["c"])]
    lines: list[list[Node]] = []
    for part in parted(inlines):
        if not lines:
            lines.append(part)
            continue
        before, after = plain(lines[-1]).strip(), plain(part).strip()
        short = len(before) < _LINE and not after[:1].islower()
        if short or LABEL.match(after) or finished(before):
            lines.append(part)
        else:
            lines[-1] = [*lines[-1], {"t": "Space"}, *part]
    return lines


def is_bold(inlines: Sequence[Node]) -> bool:
    """Tell whether a paragraph is bold from its first word to its last."""
    words = [node for node in inlines if node["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return bool(words) and all(node["t"] in ("Strong", "Note") for node in words)


def list_label(place: int, style: str, delimiter: str) -> str:
    """Return the label of a list item as the form prints it."""
    sign = str(place)
    if style.endswith("Alpha"):
        letter = chr(97 + (place - 1) % 26)
        sign = letter * ((place - 1) // 26 + 1) if place <= 26 * 5 else sign
    elif style.endswith("Roman"):
        sign = _roman(place)
    if style.startswith("Upper"):
        sign = sign.upper()
    usual = "Period" if sign.isdigit() else "TwoParens"
    return _LABELS[delimiter if delimiter in _LABELS else usual].format(sign)


def _roman(number: int) -> str:
    """Return a roman number in small letters, to 89; beyond that the number itself."""
    if not 0 < number < 90:
        return str(number)
    signs = []
    for value, sign in _ROMAN:
        while number >= value:
            signs.append(sign)
            number -= value
    return "".join(signs)

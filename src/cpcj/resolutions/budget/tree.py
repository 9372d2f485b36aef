"""The section as a tree of blocks, as JSON.

A block has ``block_type``, ``text``, ``children``, ``hyperlinks`` (pairs of words and target) and,
for a table, ``table_content`` (rows of cells, each with ``text`` and ``hyperlinks``). The list
stands below the block "Legislative mandates"; the paragraph below "Mandates and background" names
three more resolutions by links.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cpcj.resolutions.budget.gathering import Cell, Gatherer, Links
from cpcj.resolutions.budget.headings import (
    BACKGROUND,
    LIST,
    budget_year,
    is_bullet,
    section_symbol,
    year_in_name,
)
from cpcj.resolutions.budget.listing import Section, plain
from cpcj.resolutions.source import UnreadableError

MAX_BLOCKS = 200_000
Block = dict[str, Any]


def read_tree(data: bytes, name: str) -> Section:
    """Return what the tree of a section lists.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableError: it is no JSON, or no tree of a section.
    """
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = "nested beyond measure" if isinstance(error, RecursionError) else str(error)
        raise UnreadableError(name, f"the file is no JSON that can be read ({reason})") from error
    blocks = list(_walk(tree, name))
    lists = [block for block in blocks if _words(block).casefold() == LIST]
    if not lists:
        message = 'no block "Legislative mandates" stands in the tree'
        raise UnreadableError(name, message)
    gathered = Gatherer()
    for block in lists:
        for place, below in enumerate(_walk(block.get("children"), name), start=1):
            _take(gathered, below, place)
    for block in blocks:
        if _words(block).casefold() == BACKGROUND:
            for place, below in enumerate(_walk(block.get("children"), name), start=1):
                where = f"background, paragraph {place}"
                gathered.background(_words(below), _links(below.get("hyperlinks")), where)
    words = [_words(block) for block in blocks]
    year = next((year for one in words if (year := budget_year(one))), None)
    symbol = next((symbol for one in words if (symbol := section_symbol(one))), "")
    return Section(
        name, "tree", year or year_in_name(name), symbol, "",
        tuple(gathered.rows), tuple(gathered.treaties), tuple(gathered.problems),
    )  # fmt: skip


def _walk(tree: object, name: str) -> Iterator[Block]:
    """Yield the blocks of a tree in printed order, without recursion."""
    waiting = [tree]
    count = 0
    while waiting:
        block = waiting.pop()
        if isinstance(block, list):
            waiting.extend(reversed(block))
        elif isinstance(block, dict):
            count += 1
            if count > MAX_BLOCKS:
                raise UnreadableError(name, f"the tree has more than {MAX_BLOCKS:,} blocks")
            yield block
            children = block.get("children")
            if isinstance(children, list):
                waiting.extend(reversed(children))


def _take(gathered: Gatherer, block: Block, place: int) -> None:
    table = block.get("table_content")
    words = block.get("text")
    if isinstance(table, list) and table:
        for at, row in enumerate(table, start=1):
            if isinstance(row, list):
                gathered.row([_cell(cell) for cell in row], f"block {place}, row {at}")
    elif isinstance(words, str) and is_bullet(words):
        gathered.item(words, f"block {place}")
    elif isinstance(words, str) and not str(block.get("block_type", "")).startswith("paragraph"):
        gathered.heading(words)


def _cell(cell: object) -> Cell:
    if not isinstance(cell, dict):
        return Cell("")
    return Cell(_words(cell), _links(cell.get("hyperlinks")))


def _words(block: Block) -> str:
    return plain(block.get("text"))


def _links(given: object) -> Links:
    if not isinstance(given, list):
        return ()
    return tuple(
        (plain(link[0]), plain(link[1]))
        for link in given
        if isinstance(link, list) and len(link) > 1
    )

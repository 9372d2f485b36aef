"""Acts as highlights over the words they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpcj.resolutions.writers.runs import Highlight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpcj.resolutions.act import Act, Pieces
    from cpcj.resolutions.writers.layout import Block


class Highlighter:
    """Finds the highlights of a block among the acts of a document."""

    def __init__(self, acts: Iterable[Act]) -> None:
        """Sort acts by the paragraph in whose full text their spans point."""
        self._acts: dict[tuple[str | None, str], list[Act]] = {}
        for act in acts:
            self._acts.setdefault((act.text, _whole(act.id.partition("#")[2])), []).append(act)

    def of(self, block: Block, text: str | None) -> list[Highlight]:
        """Return the highlights of a block of one text, in offsets of its words."""
        if block.paragraph is None or not self._acts:
            return []
        size = len(block.words.text)
        found: list[Highlight] = []
        for act in self._acts.get((text, _whole(block.paragraph)), ()):
            number = act.id.partition("#")[2]
            names = tuple(addressee.value for addressee in act.addressees)
            for part, pieces in _parts(act):
                for piece in pieces:
                    start = max(piece.start - block.offset, 0)
                    end = min(piece.end - block.offset, size)
                    if start < end:
                        found.append(Highlight(start, end, part, number, act.act, names))
        return found


def _whole(provision: str) -> str:
    """Return the paragraph of a provision or act: "op46" of "op46.2", "op46(a)" or "op46(a).2"."""
    head, point, _ = provision.partition("(")
    return head if point else provision.partition(".")[0]


def _parts(act: Act) -> Iterator[tuple[str, Pieces]]:
    yield "action", act.action_pieces
    yield "phrase", act.phrase_pieces
    for addressee in act.addressees:
        yield "addressee", addressee.pieces
    for qualifier in act.qualifiers:
        yield "qualifier", qualifier.pieces
    yield "deliverable", act.deliverable_pieces

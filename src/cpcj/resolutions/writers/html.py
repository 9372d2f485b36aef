"""Documents as HTML: semantic, accessible, without style or script of its own.

Paragraphs and points have their provision's identifier as ``id`` (``op46(a)``; in a document with
several texts ``VIII!op46(a)``), footnotes are linked both ways, citations can be links and acts can
be highlighted. Classes name what a thing is and leave its look to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from cpcj.resolutions.footnotes import Call, Footnotes
from cpcj.resolutions.model import Document, Passage
from cpcj.resolutions.writers.highlights import Highlighter
from cpcj.resolutions.writers.layout import (
    Block,
    Kind,
    Part,
    anchor,
    language_tag,
    layout,
    page_title,
    printable,
)
from cpcj.resolutions.writers.runs import Highlight, Link, Run, runs

if TYPE_CHECKING:
    from cpcj.resolutions.act import Act

Linker = Callable[[Passage], Iterable[Link]]
"""Gives the links of a passage."""

_RIGHT_TO_LEFT = frozenset({"ar"})
_MAX_HEADING = 6
_WITH_ONE_TEXT = 2


def to_html(document: Document, *, acts: Iterable[Act] = (), links: Linker | None = None) -> str:
    """Return a document as one ``<article>`` to stand in a page below a heading of level 1.

    Args:
        document: any document.
        acts: acts to be highlighted in its words.
        links: gives the links of a passage, for citations.

    Returns:
        HTML whose every word from the document is escaped.
    """
    return _article(document, acts, links, top=2)


def to_html_page(
    document: Document,
    *,
    acts: Iterable[Act] = (),
    links: Linker | None = None,
    stylesheet: str | None = None,
) -> str:
    """Return a document as a whole page.

    Args:
        document: any document.
        acts: acts to be highlighted in its words.
        links: gives the links of a passage, for citations.
        stylesheet: address of the page's style sheet.

    Returns:
        HTML whose every word from the document is escaped.
    """
    sheet = "" if stylesheet is None else f'<link rel="stylesheet" href="{escape(stylesheet)}">\n'
    return (
        f'<!DOCTYPE html>\n<html{_language(document)}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(page_title(document))}</title>\n{sheet}</head>\n<body>\n<main>\n"
        f"{_article(document, acts, links, top=1)}</main>\n</body>\n</html>\n"
    )


def _article(document: Document, acts: Iterable[Act], links: Linker | None, top: int) -> str:
    writer = _Writer(Highlighter(acts), links, top)
    parts = layout(document)
    titled = any(block.kind is Kind.TITLE and _titled(block) for block in _blocks(parts))
    if top == 1 and not titled:
        writer.out.append(f"<h1>{_text(page_title(document))}</h1>\n")
    for part in parts:
        writer.part(part, several=len(parts) > _WITH_ONE_TEXT)
    body = "".join(writer.out)
    return f'<article class="un-document"{_language(document)}>\n{body}</article>\n'


def _language(document: Document) -> str:
    language = language_tag(document)
    direction = ' dir="rtl"' if language in _RIGHT_TO_LEFT else ""
    return f' lang="{language}"{direction}'


class _Writer:
    """Writes the parts of a document, one after the other."""

    def __init__(self, highlighter: Highlighter, links: Linker | None, top: int) -> None:
        self._top = top  # level of the document's own heading
        self._above = top  # level of the heading above those of the part at hand
        self.out: list[str] = []
        self._highlighter = highlighter
        self._links = links
        self._prefix = self._note_prefix = ""
        self._notes = Footnotes(())
        self._calls: dict[int, int] = {}
        self._text: str | None = None
        self._open = 0  # lists of points that are open
        self._masthead = False
        self._annexed = False

    def part(self, part: Part, *, several: bool) -> None:
        """Write the masthead with the procedure, or one text, and its footnotes.

        Args:
            part: the part.
            several: whether the document has several texts, each below the document's title.
        """
        self._above = self._top + (1 if several and part.text is not None else 0)
        self._prefix = part.prefix
        self._note_prefix = "front-" if part.text is None else part.prefix
        self._notes = Footnotes(part.notes)
        self._calls = {}
        self._annexed = False
        self._text = None if part.text is None else part.text.id
        name = "front" if part.text is None else "text"
        identifier = f' id="{_text(anchor("text-", self._text))}"' if self._text else ""
        self.out.append(f'<section class="{name}"{identifier}>\n')
        for block in part.blocks:
            self._block(block)
        self._close_points(0)
        self._close_masthead()
        self._footnotes(part)
        self.out.append("</section>\n")

    # Blocks

    def _block(self, block: Block) -> None:
        if block.kind is Kind.MASTHEAD:
            if not self._masthead:
                self.out.append('<dl class="masthead">\n')
                self._masthead = True
            label, value = _text(block.label or ""), _text(block.words.text)
            self.out.append(f"<div><dt>{label}</dt><dd>{value}</dd></div>\n")
            return
        self._close_masthead()
        words = self._words(block)
        if block.kind is Kind.POINT:
            self._point(block, words)
            return
        self._close_points(block.depth if block.kind is Kind.CLOSING else 0)
        tag = "p"
        if block.kind in (Kind.TITLE, Kind.HEADING, Kind.ANNEX):
            if not _titled(block):
                return
            self._above += block.kind is Kind.ANNEX and not self._annexed
            self._annexed = self._annexed or block.kind is Kind.ANNEX
            tag = f"h{min(self._above + block.depth, _MAX_HEADING)}"
        label = "" if block.label is None else f'<span class="n">{_text(block.label)}</span> '
        self.out.append(f'<{tag} class="{block.kind}"{self._id(block)}>{label}{words}</{tag}>\n')

    def _point(self, block: Block, words: str) -> None:
        """Write a point as an item of a list inside the item above it."""
        if block.depth > self._open:
            self.out.append('<ul class="points">\n')
            self._open += 1
        else:
            self._close_points(block.depth)
            self.out.append("</li>\n")
        label = "" if block.label is None else f'<span class="n">{_text(block.label)}</span> '
        self.out.append(f"<li{self._id(block)}><p>{label}{words}</p>\n")

    def _close_points(self, depth: int) -> None:
        """Close the lists deeper than ``depth``; the item at that depth stays open."""
        while self._open > depth:
            self.out.append("</li>\n</ul>\n")
            self._open -= 1

    def _close_masthead(self) -> None:
        if self._masthead:
            self.out.append("</dl>\n")
            self._masthead = False

    def _id(self, block: Block) -> str:
        if block.provision is None:
            return ""
        return f' id="{_text(anchor(self._prefix, block.provision))}"'

    # Footnotes

    def _footnotes(self, part: Part) -> None:
        if not part.notes:
            return
        self.out.append(
            f'<section class="footnotes" role="doc-endnotes" aria-label="{_text(_owner(part))}">'
            "\n<ul>\n"
        )
        for place, note in enumerate(part.notes):
            words = "".join(
                self._run(run, self._notes.again)
                for run in runs(note.words, self._found_links(note.words))
            )
            back = "".join(
                f' <a class="back" href="#{self._reference(place, count)}" role="doc-backlink"'
                f' aria-label="Back to mark {_text(note.mark)}">↩</a>'
                for count in range(1, self._calls.get(place, 0) + 1)
            )
            self.out.append(
                f'<li id="{self._note(place)}"><p><span class="n">{_text(note.mark)}</span> '
                f"{words}{back}</p></li>\n"
            )
        self.out.append("</ul>\n</section>\n")

    def _note(self, place: int) -> str:
        return _text(anchor(self._note_prefix, f"note-{place + 1}"))

    def _reference(self, place: int, count: int) -> str:
        return _text(anchor(self._note_prefix, f"mark-{place + 1}-{count}"))

    def _mark(self, mark: str, call: Call | None, *, back: bool) -> str:
        if call is None:
            return f"<sup>{_text(mark)}</sup>"
        identifier = ""
        if back:
            count = self._calls[call.place] = self._calls.get(call.place, 0) + 1
            identifier = f' id="{self._reference(call.place, count)}"'
        return (
            f'<sup><a{identifier} href="#{self._note(call.place)}" role="doc-noteref"'
            f' aria-label="Footnote {_text(mark)}">{_text(mark)}</a></sup>'
        )

    # Words

    def _found_links(self, passage: Passage) -> Iterable[Link]:
        return () if self._links is None else self._links(passage)

    def _words(self, block: Block) -> str:
        highlights = self._highlighter.of(block, self._text)
        pieces: list[str] = []
        link: Link | None = None
        for run in runs(block.words, self._found_links(block.words), highlights):
            # A link holds no other link, so it is closed before a footnote mark.
            if link is not None and (run.link is not link or run.marks):
                pieces.append("</a>")
                link = None
            marks = (self._mark(mark, self._notes.call(mark), back=True) for mark in run.marks)
            pieces.extend(marks)
            if run.link is not None and link is None and run.words:
                link = run.link
                pieces.append(f'<a class="citation" href="{_text(link.href)}">')
            pieces.append(_styled(run))
        if link is not None:
            pieces.append("</a>")
        return "".join(pieces)

    def _run(self, run: Run, call: Callable[[str], Call | None]) -> str:
        """Return a run of a footnote; its marks lead to other notes and are not led back to."""
        marks = "".join(self._mark(mark, call(mark), back=False) for mark in run.marks)
        words = _styled(run)
        if run.link is not None and run.words:
            words = f'<a class="citation" href="{_text(run.link.href)}">{words}</a>'
        return marks + words


def _owner(part: Part) -> str:
    """Return the name of a part's footnotes, by which a reader's software tells them apart."""
    if part.text is None:
        return "Footnotes to the document"
    return f"Footnotes to {part.text.kind} {part.text.id or ''}".strip()


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        yield from part.blocks


def _titled(block: Block) -> bool:
    """Tell whether a heading has anything in it."""
    return bool(block.label or block.words.text.strip() or block.words.marks)


def _styled(run: Run) -> str:
    words = _text(run.words)
    if not words:
        return ""
    if run.italic:
        words = f"<em>{words}</em>"
    return words if not run.highlights else f"<mark{_highlight(run.highlights)}>{words}</mark>"


def _highlight(highlights: Sequence[Highlight]) -> str:
    """Return the attributes of a highlight: each value once, in order."""
    values = {
        "class": ["act", *(one.part for one in highlights)],
        "data-act": [one.act for one in highlights],
        "data-kind": [one.kind for one in highlights],
        "data-addressee": [name for one in highlights for name in one.addressees],
    }
    return "".join(
        f' {name}="{_text(" ".join(dict.fromkeys(found)))}"'
        for name, found in values.items()
        if found
    )


def _text(words: str) -> str:
    return escape(printable(words))

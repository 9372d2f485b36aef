"""What was read in a file that is not stored, as pages show a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpcj.register.models import Document, Footnote, Heading, Provision, TextVersion
from cpcj.register.models import Text as TextRow
from cpcj.register.presentation import names
from cpcj.register.presentation.reading import ShownText, shown_text
from cpcj.register.queries.mandates import MandateRow
from cpcj.register.queries.texts import ActOnPage, TextPage
from cpcj.register.services.act_rows import spans
from cpcj.register.services.version_rows import layout
from cpcj.resolutions.model import BodyItem, Paragraph, Passage, provisions
from cpcj.resolutions.model import Heading as LibraryHeading

if TYPE_CHECKING:
    from cpcj.register.reading import FileRead, TextRead
    from cpcj.resolutions.act import Act


@dataclass(frozen=True, slots=True)
class Previewed:
    """A text as it would be held: its words with what was read in them, and the doubts."""

    identifier: str
    made: bool
    kind: str
    title: str
    shown: ShownText
    acts: int
    operative: int
    doubts: list[tuple[str, str]]


def preview(read: FileRead) -> list[Previewed]:
    """Return the texts of a file as they would be held; nothing is stored."""
    return [_previewed(read, one) for one in read.texts]


def _previewed(read: FileRead, one: TextRead) -> Previewed:
    items = list(_items(one))
    positions = {
        item.local: item.paragraph_position for item in items if isinstance(item, Provision)
    }
    acts: dict[int, list[ActOnPage]] = {}
    for act in one.acts:
        local = act.id.rpartition("#")[2].rpartition(".")[0]
        if local in positions:
            acts.setdefault(positions[local], []).append(ActOnPage(_row(one, act), spans(act)))
    version = TextVersion(
        number=1,
        title=one.title.text,
        organ_line=one.organ_line.text,
        layout={"title": layout(one.title), "organ_line": layout(one.organ_line)},
    )
    page = TextPage(
        text=TextRow(identifier=one.identifier, document=Document(identifier=read.identifier)),
        version=version,
        versions=(version,),
        languages=(version,),
        items=tuple(items),
        acts={place: tuple(some) for place, some in acts.items()},
        footnotes=tuple(
            Footnote(position=place, mark=note.mark, words=note.words.text,
                     layout=layout(note.words))
            for place, note in enumerate(one.notes, start=1)
        ),
        citations=(),
        held={},
        places={},
        doubts=(),
        family=None,
        family_members=(),
        cited_by=0,
        uploads=(),
    )  # fmt: skip
    return Previewed(
        identifier=one.identifier,
        made=one.made,
        kind=names.kind_name(one.kind),
        title=one.title.text,
        shown=shown_text(page),
        acts=len(one.acts),
        operative=sum(1 for item in items if _is_operative(item)),
        doubts=[(names.doubt_name(doubt.code), doubt.message) for doubt in one.doubts],
    )


def _is_operative(item: Provision | Heading) -> bool:
    return isinstance(item, Provision) and item.role == "operative" and not item.depth


def _items(one: TextRead) -> Iterator[Provision | Heading]:
    position = 0
    for item in _body(one.body, "", 0):
        position += 1
        yield _placed(item, position)
    for place, annex in enumerate(one.annexes, start=1):
        position += 1
        title = annex.title or Passage("")
        yield Heading(
            position=position, level=0, n=annex.n or "", annex=place, words=title.text,
            layout=layout(title),
        )  # fmt: skip
        for item in _body(annex.body, f"annex{place}/", place):
            position += 1
            yield _placed(item, position)


def _placed(item: Provision | Heading, position: int) -> Provision | Heading:
    shift = position - item.position
    item.position = position
    if isinstance(item, Provision):
        item.paragraph_position += shift
    return item


def _body(items: tuple[BodyItem, ...], prefix: str, annex: int) -> Iterator[Provision | Heading]:
    """Yield rows with places counted from 1 in this body."""
    locals_ = (provision.id for provision in provisions(items, prefix))
    place = 0
    for item in items:
        if isinstance(item, LibraryHeading):
            place += 1
            yield Heading(
                position=place, level=item.level, n=item.n or "", annex=annex,
                words=item.words.text, layout=layout(item.words),
            )  # fmt: skip
            continue
        top = place + 1
        for row in _paragraph(item, locals_, annex, 0):
            place += 1
            row.position, row.paragraph_position = place, top
            yield row


def _paragraph(
    paragraph: Paragraph, locals_: Iterator[str], annex: int, depth: int
) -> Iterator[Provision]:
    drawn = layout(paragraph.words)
    if paragraph.closing is not None:
        drawn["closing"] = layout(paragraph.closing)
    yield Provision(
        local=next(locals_), role=paragraph.role.value, n=paragraph.n,
        numbered=paragraph.numbered, depth=depth, annex=annex, words=paragraph.words.text,
        closing=paragraph.closing.text if paragraph.closing else "", layout=drawn,
    )  # fmt: skip
    for point in paragraph.points:
        yield from _paragraph(point, locals_, annex, depth + 1)


def _row(one: TextRead, act: Act) -> MandateRow:
    deliverable = act.deliverable
    due = deliverable.due if deliverable else None
    return MandateRow(
        pk=0,
        identifier=act.id,
        text=one.identifier,
        text_made=one.made,
        symbol=one.symbol or "",
        title=one.title.text,
        date=None,
        organ="",
        session=None,
        paragraph=act.paragraph,
        point=act.point or "",
        provision=act.id.rpartition(".")[0],
        phrase=act.phrase,
        act=act.act,
        reiterated=act.reiterated,
        action=act.action,
        deliverable_what=deliverable.what if deliverable else "",
        deliverable_to=(deliverable.to or "") if deliverable else "",
        deliverable_when=(deliverable.when or "") if deliverable else "",
        due_body=due.body if due else "",
        due_session=due.session if due else None,
        due_from=due.start if due else None,
        due_to=due.end if due else None,
        standing=act.standing.value,
        review="unreviewed",
        published=True,
        addressees=tuple(one.value for one in act.addressees),
        qualifiers=tuple(one.value for one in act.qualifiers),
        topics=tuple(one.value for one in act.topics),
    )

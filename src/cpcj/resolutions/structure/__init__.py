"""From the blocks of a file to a :class:`Document`: what a resolution is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cpcj.resolutions.model import (
    Adoption,
    Document,
    DocumentKind,
    Doubt,
    Note,
    Paragraph,
    Passage,
    Role,
    Text,
    TextKind,
)
from cpcj.resolutions.passages import EMPTY, join
from cpcj.resolutions.procedure import sponsors_named
from cpcj.resolutions.source import Block, Source
from cpcj.resolutions.structure import body as bodies
from cpcj.resolutions.structure import language, wording
from cpcj.resolutions.structure import notes as footnotes
from cpcj.resolutions.structure.dates import find_date, find_line_date, ordinal
from cpcj.resolutions.structure.foreign import divide
from cpcj.resolutions.structure.headings import numbered_heading
from cpcj.resolutions.structure.masthead import (
    Front,
    front_length,
    organ_of_symbol,
    read_front,
    report_of,
    session_of_symbol,
)
from cpcj.resolutions.structure.report import (
    Introduced,
    Stretch,
    chapter_at,
    find_allocation,
    find_declarants,
    find_introduction,
    find_organ_line,
    find_resolutions,
    find_texts,
    first_part,
    recommended_to,
)
from cpcj.resolutions.structure.titles import is_amended_title

_SAMPLE = 6_000  # characters looked at to tell the language
_LEAST_SENTENCE = 100  # characters; what is shorter may be a line of the masthead
_FRONT_REACH = 40  # blocks in which a masthead stands
_KINDS = {
    DocumentKind.DRAFT_RESOLUTION: TextKind.DRAFT_RESOLUTION,
    DocumentKind.REVISED_DRAFT_RESOLUTION: TextKind.DRAFT_RESOLUTION,
    DocumentKind.AMENDMENT: TextKind.DRAFT_RESOLUTION,
    DocumentKind.RESOLUTION: TextKind.RESOLUTION,
    DocumentKind.DECISION: TextKind.DECISION,
    DocumentKind.COMMITTEE_REPORT: TextKind.DRAFT_RESOLUTION,
}


def structure(source: Source, given: str | None = None) -> Document:
    """Return the document that a source is.

    Anything that was read gives a document; what could not be understood is a doubt.

    Args:
        source: the blocks of a file.
        given: ISO 639-2 code of its language where a person said it; else it is recognized.
    """
    code = given or language.detect(" ".join(_sample(source)))
    if code not in (None, "eng"):
        return _not_read(source, code or "")
    stretches = find_texts(source.blocks)
    if stretches and not (len(stretches) == 1 and find_introduction(source.blocks)):
        return _report(source, stretches)
    if find_allocation(source.blocks):
        return _report(source, ())  # a report that is cut off before its recommendations
    stretches = find_resolutions(source.blocks)
    if stretches:
        return _compilation(source, stretches)
    return _single(source)


def _sample(source: Source) -> list[str]:
    words: list[str] = []
    length = 0
    for block in source.blocks:
        words.append(block.words.text)
        length += len(block.words.text)
        if length > _SAMPLE:
            break
    return words


def _not_read(source: Source, code: str) -> Document:
    """Return a document in a language that is not read: divided by signs, its acts unknown.

    What the masthead says in signs is read: the symbol, with organ and session that it names, and
    the date that has a line to itself. Where the signs do not show one text, its blocks are held
    as one body.
    """
    opening = [block.words for block in source.blocks[:_FRONT_REACH] if block.words.text]
    front = read_front(source.masthead.lines, opening, "")
    divided = divide(source.blocks, code)
    notes = tuple(run.note for run in source.notes)
    doubts = [*source.doubts, Doubt("not-read", f"not read: {language.NAMES.get(code, code)}")]
    kind = front.kind
    if divided is None:
        paragraphs = tuple(
            Paragraph(Role.BODY, str(place), numbered=False, words=block.words)
            for place, block in enumerate(source.blocks, start=1)
            if block.words.text
        )
        text = Text(None, _KINDS[kind], EMPTY, EMPTY, paragraphs, front.symbol, notes=notes)
    else:
        numbered = divided.number or "/RES/" in (front.symbol or "")
        if kind is DocumentKind.RESOLUTION and not (numbered or divided.adoption):
            kind = DocumentKind.DRAFT_RESOLUTION
        text = Text(
            None,
            _KINDS[kind],
            divided.title,
            divided.organ_line,
            divided.body,
            front.symbol,
            divided.number or _number_of(front.symbol),
            annexes=divided.annexes,
            notes=notes,
            adoption=divided.adoption,
        )
        doubts += divided.doubts
        doubts += footnotes.check(footnotes.text_passages(text), notes, None)
    lines = [*source.masthead.lines, *(words.text for words in opening)]
    return Document(
        kind,
        (text,),
        front.symbol,
        organ=front.organ or organ_of_symbol(front.symbol),
        session=session_of_symbol(front.symbol),
        date=find_line_date(lines, code),
        title=text.title.text or None,
        language=code,
        origin=None if divided is None else divided.origin,
        doubts=tuple(doubts),
    )


def _number_of(symbol: str | None) -> str | None:
    """Return the number that a resolution's symbol holds ("70/178")."""
    return symbol.partition("/RES/")[2] or None if symbol else None


def _single(source: Source) -> Document:
    """Return a document that holds one text."""
    blocks = source.blocks
    introduced = find_introduction(blocks)
    begins = introduced.title if introduced else 0
    found = find_organ_line(blocks, begins, len(blocks)) or find_declarants(blocks)
    doubts = list(source.doubts)
    front_blocks: list[Passage]
    if found is None:
        organ_line = EMPTY
        begins = front_length([block.words for block in blocks[:_FRONT_REACH]])
        front_blocks = [block.words for block in blocks[:begins] if block.words.text]
        front = read_front(source.masthead.lines, front_blocks, "")
        rest: list[Block] = list(blocks[begins:])
        if front.kind is DocumentKind.AMENDMENT:
            front, rest = _amended(front, rest)
        else:
            message = "no line such as “The General Assembly,” was found"
            doubts.append(Doubt("no-organ-line", message))
    else:
        organ_at, organ_line, first = found
        part_at = first_part(blocks, organ_at)
        front_blocks = _without_introduction(blocks[:part_at], introduced)
        sentence = wording.DECISION.fullmatch(first.text) if not organ_line.text else None
        enacted_by = f"The {sentence['organ']}" if sentence else organ_line.text
        if introduced and introduced.recommending:
            enacted_by = introduced.recommending
        front = read_front(source.masthead.lines, front_blocks, enacted_by)
        if introduced:
            front = replace(front, origin=introduced.words)
            if front.kind is DocumentKind.RESOLUTION:
                front = replace(front, kind=DocumentKind.DRAFT_RESOLUTION)
        if wording.STATEMENT.fullmatch(organ_line.text):
            front = replace(front, kind=DocumentKind.DECISION, adopted=find_date(organ_line.text))
        if sentence:
            front = replace(front, kind=DocumentKind.DECISION, adopted=find_date(first.text))
        rest = [*blocks[part_at:organ_at], *_with_first(first, blocks[organ_at + 1 :])]
    parsed = bodies.parse(rest, bare_organ=_is_bare(organ_line))
    doubts += parsed.doubts
    if front.kind is DocumentKind.RESOLUTION and not _says_it_was_adopted(front, parsed.adoption):
        # A proposal is no mandate: what does not say that it was adopted is not taken for it.
        front = replace(front, kind=DocumentKind.DRAFT_RESOLUTION)
        message = "nothing says whether the text was adopted: it is read as a proposal"
        doubts.append(Doubt("standing-not-said", message))
    text = Text(
        None,
        _KINDS[front.kind],
        front.title,
        organ_line,
        parsed.body,
        front.symbol,
        front.number,
        front.sponsors,
        parsed.annexes,
        tuple(run.note for run in source.notes),
        parsed.adoption or front.adoption,
    )
    marked = [*front_blocks, *footnotes.text_passages(text)]
    doubts += footnotes.check(marked, text.notes, None)
    return _document(front, (text,), doubts, title=front.title.text or None)


def _without_introduction(blocks: Sequence[Block], introduced: Introduced | None) -> list[Passage]:
    """Return the words of a masthead and title, without those that lead a draft in."""
    if introduced is None:
        return [block.words for block in blocks if block.words.text]
    above = [block.words for block in blocks[: introduced.front_end] if block.words.text]
    while above and above[-1].text.startswith("Note by the "):
        above.pop()
    return [*above, *(block.words for block in blocks[introduced.title :] if block.words.text)]


def _amended(front: Front, blocks: list[Block]) -> tuple[Front, list[Block]]:
    """Return what an amendment's masthead says, with the title of the draft that it amends.

    The title stands below the line that says what is proposed; without one, that line is the
    title.
    """
    end = 0
    while end < len(blocks) and is_amended_title(blocks[end].words.text):
        end += 1
    title = join([block.words for block in blocks[:end]])
    return (replace(front, title=title) if title.text else front), blocks[end:]


def _says_it_was_adopted(front: Front, below: Adoption | None) -> bool:
    """Tell whether symbol, number, masthead or adoption line say that a text was adopted."""
    said = (front.symbol, front.number, front.adopted, front.origin, front.adoption, below)
    return any(said)


def _is_bare(organ_line: Passage) -> bool:
    """Tell whether the enacting words have no comma, so that an act follows at once."""
    return bool(organ_line.text) and not organ_line.text.endswith(",")


def _with_first(first: Passage, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks after the organ line, with the words that stood in its own block."""
    return [Block(first), *blocks] if first.text else list(blocks)


def _compilation(source: Source, stretches: Sequence[Stretch]) -> Document:
    """Return a document that prints several numbered resolutions one after the other.

    What stands before the first of them and is no masthead is kept as its procedure.
    """
    blocks = source.blocks
    doubts = list(source.doubts)
    opening = blocks[: stretches[0].start]
    front_end = _opening_end(opening)
    before = [block.words for block in opening[:front_end] if block.words.text]
    front = read_front(source.masthead.lines, before, stretches[0].organ_line.text)
    procedure, opening_doubts = bodies.parse_procedure(opening[front_end:])
    doubts += opening_doubts
    own, *shares = _shares(source, [0, *(stretch.start for stretch in stretches)])
    if not procedure:  # nothing there can hold a mark: the first text has begun
        own, shares[0] = (), (*own, *shares[0])
    texts: list[Text] = []
    seen: Counter[str] = Counter()
    for stretch, notes in zip(stretches, shares, strict=True):
        number = stretch.n or ""
        seen[number] += 1
        identifier = f"{number}~{seen[number]}" if seen[number] > 1 else number
        text, found = _text(blocks, stretch, notes, identifier)
        texts.append(replace(text, number=number))
        doubts += found
    document = _document(front, tuple(texts), doubts, title=None)
    sessions = {str(text.number).partition("/")[0] for text in texts}
    session = document.session
    if session is None and len(sessions) == 1 and (only := sessions.pop()).isdigit():
        session = int(only)
    return replace(
        document, kind=DocumentKind.RESOLUTION, session=session, procedure=procedure, notes=own
    )


def _report(source: Source, stretches: Sequence[Stretch]) -> Document:
    """Return a committee's report with its texts."""
    blocks = source.blocks
    doubts = list(source.doubts)
    procedural: list[Block] = []
    at = 0
    for stretch in stretches:
        procedural += blocks[at : stretch.start]
        at = stretch.end
    procedural += blocks[at:]
    front_end = _front_end(procedural)
    front_blocks = [block.words for block in procedural[:front_end] if block.words.text]
    front = read_front(source.masthead.lines, front_blocks, "")
    reporting, session = report_of([*(words.text for words in front_blocks)])
    procedure, found = bodies.parse_procedure(procedural[front_end:])
    doubts += found
    shares = _shares(source, [0, *(stretch.start for stretch in stretches)])
    texts: list[Text] = []
    identifiers = [None] if len(stretches) == 1 else _text_ids(stretches)
    for stretch, notes, identifier in zip(stretches, shares[1:], identifiers, strict=True):
        text, text_doubts = _text(blocks, stretch, notes, identifier)
        if stretch.kind in (TextKind.RESOLUTION, TextKind.DECISION):
            text = replace(text, number=stretch.n)
        texts.append(text)
        doubts += text_doubts
    doubts += footnotes.check(footnotes.passages_of(procedure), shares[0], None)
    allocated = find_allocation(blocks)
    if allocated is not None:
        session = session or ordinal(allocated.session.capitalize())
        front = replace(front, committee=front.committee or allocated.committee)
        reporting = reporting or "General Assembly"
    title = front.agenda_title or (allocated.item if allocated else front.title.text)
    document = _document(front, tuple(texts), doubts, title=title or None)
    report = replace(
        document,
        kind=DocumentKind.COMMITTEE_REPORT,
        session=session or document.session,
        organ=reporting or document.organ or recommended_to(procedural),
        procedure=procedure,
        notes=shares[0],
    )
    named = sponsors_named(report)
    return replace(
        report,
        texts=tuple(replace(text, sponsors=named.get(text.id, ())) for text in report.texts),
    )


def _shares(source: Source, starts: Sequence[int]) -> list[tuple[Note, ...]]:
    """Return the footnotes of each stretch of blocks that begins at ``starts``."""
    ends = [*starts[1:], len(source.blocks)]
    marks = [
        frozenset(mark.mark for block in source.blocks[start:end] for mark in block.words.marks)
        for start, end in zip(starts, ends, strict=True)
    ]
    return footnotes.share_out(source.notes, starts, marks)


def _front_end(blocks: Sequence[Block]) -> int:
    """Return where the proceedings of a report begin: with a chapter, or its first paragraph."""
    end = next((k for k, block in enumerate(blocks) if _is_first(block)), 0)
    chapter = chapter_at(blocks, end)
    if chapter is not None:
        return chapter
    while end > 0 and _is_section(blocks[end - 1].words.text):
        end -= 1
    return end


def _opening_end(blocks: Sequence[Block]) -> int:
    """Return where the masthead of a compilation ends and words of its own begin."""
    for index, block in enumerate(blocks):
        text = block.words.text
        said = len(text) > _LEAST_SENTENCE and text[-1] in ".:"
        if _is_first(block) or said or chapter_at(blocks[index : index + 1], 1) is not None:
            while index > 0 and numbered_heading(blocks[index - 1], blocks[index - 1].words.text):
                index -= 1  # noqa: PLW2901 - the headings above the words belong to them
            return index
    return len(blocks)


def _is_first(block: Block) -> bool:
    """Tell whether a block is the first numbered paragraph, its number apart or not."""
    return (block.label or block.words.text).strip().startswith("1.")


def _is_section(text: str) -> bool:
    return text[:1] in "IVX" and "." in text[:6] and len(text) < 80


def _text_ids(stretches: Sequence[Stretch]) -> list[str | None]:
    """Return the identifiers of the texts of a report.

    The printed number of a draft resolution ("IV") or of an adopted text ("28/1"), "dec1" for a
    draft decision, "res1" for a resolution without number. Where the numbers begin again in a
    further part of a report, they carry a tilde and a count ("IV~2").
    """
    identifiers: list[str | None] = []
    seen: Counter[str] = Counter()
    for stretch in stretches:
        decision = stretch.kind is TextKind.DRAFT_DECISION
        number = "dec" if decision else stretch.n or "res"
        seen[number] += 1
        if number in ("dec", "res"):
            identifiers.append(f"{number}{seen[number]}")
        else:
            identifiers.append(number if seen[number] == 1 else f"{number}~{seen[number]}")
    return identifiers


def _text(
    blocks: Sequence[Block], stretch: Stretch, notes: tuple[Note, ...], identifier: str | None
) -> tuple[Text, list[Doubt]]:
    """Return one text of a report with its doubts."""
    parsed = bodies.parse(
        _with_first(stretch.first, blocks[stretch.body : stretch.end]),
        identifier,
        bare_organ=_is_bare(stretch.organ_line),
    )
    text = Text(
        identifier,
        stretch.kind,
        stretch.title,
        stretch.organ_line,
        parsed.body,
        annexes=parsed.annexes,
        notes=notes,
        adoption=parsed.adoption,
    )
    doubts = list(parsed.doubts)
    if not stretch.organ_line.text and not wording.DECISION.fullmatch(stretch.first.text):
        doubts.append(
            Doubt(
                "no-organ-line",
                f"no line such as “The General Assembly,” was found in {identifier or 'the text'}",
                identifier,
            )
        )
    doubts += footnotes.check(footnotes.text_passages(text), notes, identifier)
    return text, doubts


def _document(
    front: Front, texts: tuple[Text, ...], doubts: Sequence[Doubt], *, title: str | None
) -> Document:
    adopted = front.adopted or next(
        (text.adoption.date for text in texts if text.adoption is not None), None
    )
    return Document(
        kind=front.kind,
        texts=texts,
        symbol=front.symbol,
        organ=front.organ,
        committee=front.committee,
        session=front.session,
        agenda_item=front.agenda_item,
        agenda_title=front.agenda_title,
        distribution=front.distribution,
        date=front.date or adopted,
        title=title,
        original_language=front.original_language,
        origin=front.origin,
        doubts=tuple(doubts),
    )

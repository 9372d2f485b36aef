"""Find the acts of a text: verbs, who is asked, what, under which conditions, by when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cpcj.resolutions.act import Act, Deliverable, Evidence, Pieces
from cpcj.resolutions.acts.asking import Asked, asked, asked_by_decision, decided_of_others
from cpcj.resolutions.acts.clauses import Found, verbs_in
from cpcj.resolutions.acts.deliverables import find_deliverable, handed_by_decision
from cpcj.resolutions.acts.names import Names
from cpcj.resolutions.acts.places import Placed
from cpcj.resolutions.acts.qualifiers import find_qualifiers, qualifiers_within
from cpcj.resolutions.acts.receivers import Circumstances
from cpcj.resolutions.acts.resolving import Before
from cpcj.resolutions.citation import Citation
from cpcj.resolutions.citations.walk import adopting_body
from cpcj.resolutions.identifier import body_of, document_id, organ_slug, text_id
from cpcj.resolutions.model import (
    Document,
    Paragraph,
    Passage,
    Role,
    SourcePiece,
    Span,
    Text,
    text_provisions,
)
from cpcj.resolutions.vocabulary.bodies import bodies

CitationFinder = Callable[[str], Sequence[Citation]]
TopicFinder = Callable[[str], Sequence[Evidence]]

_BETWEEN = "\n\x00\n"
"""What stands between paragraphs that are searched together: no wording reaches across."""
_SHARED_AT_MOST = 4
"""Verbs that may share one object: a longer chain is no sentence, and copies would grow."""


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of a paragraph: its words in the full text and the point they stand in."""

    start: int
    end: int
    point: str | None


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act in one paragraph; the fields are those of :class:`cpcj.resolutions.act.Act`."""

    point: str | None
    phrase_pieces: Pieces
    act: str
    act_pieces: Pieces
    reiterated_pieces: Pieces
    addressees: tuple[Evidence, ...]
    action_pieces: Pieces
    words: Pieces
    qualifiers: tuple[Evidence, ...]
    deliverable: Deliverable | None
    deliverable_pieces: Pieces


def parts_of(paragraph: Paragraph) -> tuple[str, tuple[Part, ...]]:
    """Return a paragraph's full text and its passages with the points they stand in."""
    parts: list[Part] = []
    texts: list[str] = []
    at = 0

    def add(passage: Passage, point: str | None) -> None:
        nonlocal at
        texts.append(passage.text)
        parts.append(Part(at, at + len(passage.text), point))
        at += len(passage.text) + 1

    def below(points: tuple[Paragraph, ...], label: str) -> None:
        for place, one in enumerate(points, start=1):
            own = one.n if one.n.startswith("(") else f"({one.n or -place})"
            add(one.words, label + own)
            below(one.points, label + own)
            if one.closing is not None:
                add(one.closing, label + own)

    add(paragraph.words, None)
    below(paragraph.points, "")
    if paragraph.closing is not None:
        add(paragraph.closing, None)
    return "\n".join(texts), tuple(parts)


def find_acts(
    text: Text,
    document: Document,
    *,
    citations: CitationFinder | None = None,
    topics: TopicFinder | None = None,
) -> tuple[Act, ...]:
    """Return the acts of a text in the order of print.

    Args:
        text: one of the document's texts.
        document: the document; its identifier, body, session and standing go into the acts.
        citations: finds the citations of a paragraph's full text; None for none.
        topics: finds the topics of a paragraph's full text; None for none.

    Returns:
        The acts of its operative paragraphs, and of those paragraphs of its annexes that open with
        a performative verb. Preambular paragraphs hold none.
    """
    paragraphs = [
        (identifier, paragraph, *parts_of(paragraph))
        for identifier, paragraph in text_provisions(text)
        if paragraph.role is not Role.POINT
    ]
    running: list[str] = [text.title.text, text.organ_line.text]
    offsets: list[int] = []
    at = len("\n".join(running)) + 1
    for _, _, full, _ in paragraphs:
        offsets.append(at)
        running.append(full)
        at += len(full) + 1
    whole_text = "\n".join(running)
    names = Names(whole_text)
    conditions = find_qualifiers(whole_text)
    circumstances = _circumstances(text, document)
    whole = text_id(document, text)
    symbol = document_id(document)
    standing = document.standing(text)
    acts: list[Act] = []
    read: list[tuple[str, Paragraph, str, tuple[FoundAct, ...]]] = []
    for (identifier, paragraph, full, parts), offset in zip(paragraphs, offsets, strict=True):
        if paragraph.role not in (Role.OPERATIVE, Role.BODY):
            continue
        found = _acts_of(
            _Reading(full, parts, conditions, offset, Before(names, offset), circumstances)
        )
        if found:
            read.append((identifier, paragraph, full, found))
    themes, places = _themes([full for _, _, full, _ in read], topics)
    for (identifier, paragraph, full, found), place in zip(read, places, strict=True):
        cited = Placed((one.span, one) for one in (citations(full) if citations else ()))
        sources = _sources(paragraph)
        for position, one in enumerate(found, start=1):
            acts.append(
                Act(
                    id=f"{whole}#{identifier}.{position}",
                    document=symbol,
                    text=text.id,
                    paragraph=paragraph.n,
                    point=one.point,
                    position=position,
                    standing=standing,
                    phrase=" ".join(full[start:end] for start, end in one.phrase_pieces).lower(),
                    act=one.act,
                    reiterated=bool(one.reiterated_pieces),
                    addressees=one.addressees,
                    deliverable=one.deliverable,
                    qualifiers=one.qualifiers,
                    action=" ".join(full[start:end] for start, end in one.action_pieces),
                    full=full,
                    phrase_pieces=one.phrase_pieces,
                    act_pieces=one.act_pieces,
                    action_pieces=one.action_pieces,
                    reiterated_pieces=one.reiterated_pieces,
                    deliverable_pieces=one.deliverable_pieces,
                    topics=_topics_within(themes, one.words, place),
                    citations=tuple(citation for _, citation in cited.within(one.words)),
                    source=tuple(_source_of(sources, one.words)),
                )
            )
    return tuple(acts)


def _themes(paragraphs: Sequence[str], topics: TopicFinder | None) -> tuple[Placed[str], list[int]]:
    """Return the topics of some paragraphs, looked for in one go, and where each begins."""
    places: list[int] = []
    at = 0
    for full in paragraphs:
        places.append(at)
        at += len(full) + len(_BETWEEN)
    found: Sequence[Evidence] = (
        topics(_BETWEEN.join(paragraphs)) if topics is not None and paragraphs else ()
    )
    return Placed((piece, one.value) for one in found for piece in one.pieces), places


def _circumstances(text: Text, document: Document) -> Circumstances:
    """Return the body that adopts a text, and its session where the document is its own.

    A commission's document may hold a draft for another organ: its session is not that organ's.
    """
    own = body_of(document)
    named = adopting_body(text, document)
    body = bodies().get(named) if named else own
    if body is None:
        return Circumstances(organ_slug(document).replace("-", "_") or None, document.session)
    session = document.session if own is None or own.key == body.key else None
    return Circumstances(body.addressee or body.key, session)


def acts_in(
    full: str,
    parts: Sequence[Part] | None = None,
    *,
    names: Names | None = None,
    offset: int = 0,
    circumstances: Circumstances | None = None,
) -> tuple[FoundAct, ...]:
    """Return the acts of one paragraph in the order of print.

    Args:
        full: the paragraph's full text: lead-in and points, one line feed between.
        parts: its passages; by default the lead-in and one unlabelled point a line.
        names: the names printed in the whole text; by default those of the paragraph.
        offset: where the paragraph begins in the text of ``names``.
        circumstances: the adopting body and its session, for what is to be reported to whom.
    """
    if parts is None:
        parts = _lines(full)
    before = Before(names or Names(full), offset)
    circumstances = circumstances or Circumstances(None, None)
    return _acts_of(_Reading(full, parts, find_qualifiers(full), 0, before, circumstances))


def _acts_of(reading: _Reading) -> tuple[FoundAct, ...]:
    """Return the acts of a paragraph that is about to be read."""
    full, parts = reading.full, reading.parts
    verbs: list[tuple[Found, int]] = []
    for number, part in enumerate(parts):
        verbs += [
            (found, number)
            for found in verbs_in(
                full, part.start, part.end, inherits=bool(verbs), points=part.point is not None
            )
        ]
    if not verbs:
        return ()
    read = [
        _read_act(
            reading,
            found,
            place,
            extent,
            followed=_followed(verbs, number),
        )
        for number, ((found, place), extent) in enumerate(
            zip(verbs, _extents(parts, verbs), strict=True)
        )
    ]
    _share(full, verbs, read)
    return tuple(read)


def _followed(verbs: Sequence[tuple[Found, int]], number: int) -> bool:
    """Tell whether an act that asks somebody follows in the same passage."""
    if number + 1 == len(verbs):
        return False
    following, place = verbs[number + 1]
    return place == verbs[number][1] and following.group.verb.asks


@dataclass(frozen=True, slots=True)
class _Reading:
    """A paragraph whose acts are being read.

    Attributes:
        full: its full text.
        parts: its passages.
        conditions: the conditions in it, or in the whole text, with their places.
        offset: where it begins in the string in which the conditions have their places.
        before: what pronouns and short forms can mean; grows act by act.
        circumstances: the adopting body and its session.
    """

    full: str
    parts: Sequence[Part]
    conditions: Placed[str]
    offset: int
    before: Before
    circumstances: Circumstances


def _lines(full: str) -> tuple[Part, ...]:
    parts, at = [], 0
    for number, line in enumerate(full.split("\n")):
        parts.append(Part(at, at + len(line), None if number == 0 else f"(-{number})"))
        at += len(line) + 1
    return tuple(parts)


def _extents(parts: Sequence[Part], verbs: Sequence[tuple[Found, int]]) -> list[list[Span]]:
    """Return for each verb the stretches of words that belong to its act, connection included.

    An act ends where the next one is connected. An act of the lead-in goes on in every point, up to
    an act that the point holds itself; an act of a point ends with the point and what is below it.
    """
    extents: list[list[Span]] = []
    taken = {place: verb.connected for verb, place in reversed(verbs)}
    for number, (found, place) in enumerate(verbs):
        following = verbs[number + 1] if number + 1 < len(verbs) else None
        if following is not None and following[1] == place:
            extents.append([Span(found.lead, following[0].connected)])
            continue
        pieces = [Span(found.lead, parts[place].end)]
        own = parts[place].point
        for other in range(place + 1, len(parts)):
            if own is not None and not (parts[other].point or "").startswith(own):
                break
            end = taken.get(other, parts[other].end)
            if end > parts[other].start:
                pieces.append(Span(parts[other].start, end))
        extents.append(pieces)
    return extents


def _joined(pieces: Sequence[Span]) -> list[Span]:
    """Join stretches that nothing but a line feed separates."""
    joined: list[Span] = []
    for piece in pieces:
        if joined and piece.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


_TRAILING = " \t\n\r\xa0,;:.*"


def _trimmed(full: str, span: Span) -> Span:
    """Return a stretch without blanks and punctuation at its ends."""
    start, end = span
    while start < end and (full[start].isspace() or full[start] in ",;:*"):
        start += 1
    while True:
        while end > start and full[end - 1] in _TRAILING:
            end -= 1
        if full[start:end].endswith((" and", " or")) or full[start:end].endswith(",and"):
            end = full.rfind(" ", start, end)
            continue
        return Span(start, end)


def _read_act(
    reading: _Reading, found: Found, place: int, extent: Sequence[Span], *, followed: bool
) -> FoundAct:
    """Read one act: who is asked, what, under which conditions, and what is to be handed over.

    Args:
        reading: the paragraph.
        found: the act's verb group.
        place: the number of the passage in which the verb stands.
        extent: the stretches of words that belong to the act.
        followed: whether another act follows in the same passage.
    """
    full, before, part = reading.full, reading.before, reading.parts[place]
    group = found.group
    joined = _joined(extent)
    first = joined[0]
    content = Span(min(group.content, first.end), first.end)
    ask = Asked()
    if group.verb.asks:
        ask = asked(full, content, part.end, group.preposition, before, followed=followed)
    start = content.start if ask.action is None else ask.action
    pieces = [_trimmed(full, Span(start, first.end)), *(_trimmed(full, one) for one in joined[1:])]
    action = () if ask.shares else tuple(piece for piece in pieces if piece.end > piece.start)
    words = tuple(piece for piece in joined if piece.end > piece.start)
    before.objects.append(content)
    decided: tuple[Span, ...] = ()
    addressees, tasks = ask.addressees, action if group.verb.asks else ()
    if group.act == "decide":
        addressees, tasks = asked_by_decision(full, action, before)
        decided = () if addressees else decided_of_others(full, action)
    deliverable: Deliverable | None = None
    shown: Pieces = ()
    if tasks and addressees:
        deliverable, shown = find_deliverable(
            full, tasks, before, reading.circumstances, addressees
        )
    elif decided:
        deliverable, shown = handed_by_decision(full, decided, before, reading.circumstances)
    if addressees:
        before.addressees = addressees
    return FoundAct(
        point=part.point,
        phrase_pieces=group.pieces,
        act=group.act,
        act_pieces=(group.act_span,),
        reiterated_pieces=group.repeats,
        addressees=addressees,
        action_pieces=action,
        words=words,
        qualifiers=qualifiers_within(reading.conditions, words, reading.offset),
        deliverable=deliverable,
        deliverable_pieces=shown,
    )


def _share(full: str, verbs: Sequence[tuple[Found, int]], read: list[FoundAct]) -> None:
    """Give acts without an object of their own the object of the act coordinated with them."""
    chain = 0
    for number in range(len(read) - 2, -1, -1):
        one, following = read[number], read[number + 1]
        if one.action_pieces or verbs[number][1] != verbs[number + 1][1]:
            chain = 0
            continue
        chain += 1
        if chain >= _SHARED_AT_MOST:
            continue
        verb = verbs[number][0].group
        bare = not full[verb.content : verbs[number + 1][0].connected].strip()
        asks_the_same = bare and verb.verb.asks and not one.addressees
        read[number] = replace(
            one,
            addressees=following.addressees if asks_the_same else one.addressees,
            action_pieces=following.action_pieces,
            words=(*one.words, *following.words),
            qualifiers=_united(one.qualifiers, following.qualifiers),
            deliverable=following.deliverable,
            deliverable_pieces=following.deliverable_pieces,
        )


def _united(first: Sequence[Evidence], second: Sequence[Evidence]) -> tuple[Evidence, ...]:
    places: dict[str, Pieces] = {}
    for one in (*first, *second):
        places[one.value] = places.get(one.value, ()) + one.pieces
    return tuple(Evidence(key, places[key]) for key in sorted(places))


def _topics_within(themes: Placed[str], words: Pieces, offset: int) -> tuple[Evidence, ...]:
    """Return the topics whose words stand in an act's words, in the order of first mention."""
    places: dict[str, list[Span]] = {}
    for span, value in themes.within(words, offset):
        places.setdefault(value, []).append(span)
    return tuple(Evidence(value, tuple(spans)) for value, spans in places.items())


def _sources(paragraph: Paragraph) -> list[SourcePiece]:
    """Return the pieces of the file with their places in the paragraph's full text, in order."""
    found: list[SourcePiece] = []
    at = 0
    for passage in paragraph.passages():
        if at == 0:
            found += passage.source
            at = len(passage.text) + 1
            continue
        found += [
            SourcePiece(piece.start + at, piece.end + at, piece.source_start, piece.source_end)
            for piece in passage.source
        ]
        at += len(passage.text) + 1
    return found


def _source_of(sources: Sequence[SourcePiece], words: Pieces) -> Iterator[SourcePiece]:
    """Yield the pieces of the file in which an act's words stand."""
    taken = 0
    for start, end in sorted(words):
        at = max(taken, bisect_right(sources, start, key=lambda piece: piece.end))
        while at < len(sources) and sources[at].start < end:
            yield sources[at]
            at += 1
        taken = at

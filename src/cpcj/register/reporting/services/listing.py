"""Taking the lists of documents from the texts held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from cpcj.register.models import Footnote, Provision, Text
from cpcj.register.presentation.reading import passage_of
from cpcj.register.reading import PROCEDURE
from cpcj.register.reporting.models import LONG_AGO, ListedReport
from cpcj.register.reporting.rules.requests import asking_body
from cpcj.resolutions.documents_listed import DocumentListed, listed_in, sessions_of_symbol
from cpcj.resolutions.model import Note, Paragraph, Role

_OPENINGS = ("had before", "take note", "takes note", "taking note", "took note")
_PIECE = 500
_LONGEST_TITLE = 2000


def take_lists(since: int) -> int:
    """Store the lists of the texts that changed since a generation; returns how many lines.

    What a person removed from a text's list stays removed, however often the text is read.

    Args:
        since: the register's generation at the last derivation; -1 for all texts.
    """
    removed: set[tuple[object, ...]] = set()
    texts = list(
        Text.objects.filter(generation__gt=since).select_related("document").order_by("pk")
    )
    for at in range(0, len(texts), _PIECE):
        keys = [text.pk for text in texts[at : at + _PIECE]]
        former = ListedReport.objects.filter(text__in=keys)
        removed.update(_key(one) for one in former.exclude(removed_at=None))
        former.filter(removed_at=None).delete()
    rows: list[ListedReport] = []
    shown = [text for text in texts if text.current_id is not None]
    for at in range(0, len(shown), _PIECE):
        rows += _of_texts(shown[at : at + _PIECE])
    rows = [row for row in rows if _key(row) not in removed]
    ListedReport.objects.bulk_create(rows, batch_size=_PIECE)
    return len(rows)


def _key(line: ListedReport) -> tuple[object, ...]:
    """Return what makes a line of a text's list the same line in another reading."""
    return line.text_id, line.symbol, line.body, line.session, line.listing


def _of_texts(texts: Sequence[Text]) -> Iterable[ListedReport]:
    """Yield the lines of lists of some texts, in three statements."""
    versions = {text.current_id: text for text in texts}
    opening = Q()
    for words in _OPENINGS:
        opening |= Q(words__icontains=words)
    heads = set(
        Provision.objects.filter(opening, version__in=versions).values_list(
            "version_id", "paragraph_position"
        )
    )
    with_lists = {version for version, _ in heads}
    provisions: defaultdict[int, list[Provision]] = defaultdict(list)
    for row in Provision.objects.filter(version__in=with_lists).order_by("version", "position"):
        if (row.version_id, row.paragraph_position) in heads:
            provisions[row.version_id].append(row)
    notes: defaultdict[int, list[Note]] = defaultdict(list)
    for note in Footnote.objects.filter(version__in=with_lists).order_by("version", "position"):
        notes[note.version_id].append(Note(note.mark, passage_of(note.words, note.layout)))
    for version, rows in provisions.items():
        text = versions[version]
        procedure = text.part == PROCEDURE
        body = tuple(_paragraphs(rows))
        for line in listed_in(body, notes[version], procedure=procedure):
            yield from _lines(text, line)


def _paragraphs(rows: Sequence[Provision]) -> Iterable[Paragraph]:
    """Yield the paragraphs of provisions in printed order, their points in them."""
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end].depth > rows[at].depth:
            end += 1
        row = rows[at]
        yield Paragraph(
            Role(row.role),
            row.n,
            row.numbered,
            passage_of(row.words, row.layout),
            tuple(_paragraphs(rows[at + 1 : end])),
        )
        at = end


def _lines(text: Text, line: DocumentListed) -> Iterable[ListedReport]:
    """Yield a line once for each session its document was issued for."""
    places: list[tuple[str, int | None]] = [
        (one.body, one.session) for one in sessions_of_symbol(line.symbol)
    ]
    if not places:
        places = [(asking_body(text.organ), text.session)] if text.session else [("", None)]
    for body, session in places:
        yield ListedReport(
            symbol=line.symbol[:255],
            title=line.title[:_LONGEST_TITLE],
            date=text.date or LONG_AGO,
            body=body,
            session=session,
            listing=line.listing.value,
            text=text,
            provision=f"{text.identifier}#{line.provision}"[:330],
        )

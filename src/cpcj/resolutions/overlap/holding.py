"""What is held, as a draft that is to be tabled is laid beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cpcj.resolutions.acts.texts import acts_of_text
from cpcj.resolutions.agreed import Index, Passage, passages_of
from cpcj.resolutions.checking.held import HeldText, HeldTexts, held_text
from cpcj.resolutions.citations import citations_in_text
from cpcj.resolutions.model import Document


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """What a held paragraph asks of somebody.

    Attributes:
        identifier: of the act ("A/RES/70/178#op46.1").
        act: the kind of act ("request").
        addressees: who is asked, normalized.
        action: what is asked, verbatim.
    """

    identifier: str
    act: str
    addressees: frozenset[str]
    action: str


class Holding(Protocol):
    """Texts beside which a draft is laid: of files, or the register."""

    def near(self, wordings: Sequence[str]) -> Sequence[Sequence[Passage]]:
        """Return for each wording the paragraphs that may be much like it."""
        ...

    def requests(self, provisions: Collection[str]) -> Mapping[str, Sequence[HeldRequest]]:
        """Return what paragraphs ask, by their identifiers."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentHeld:
    """What is kept of a document: its texts, paragraphs and requests, these by paragraph."""

    texts: tuple[HeldText, ...]
    passages: tuple[Passage, ...]
    requests: tuple[tuple[str, HeldRequest], ...]


def document_held(document: Document) -> DocumentHeld:
    """Return what is kept of a document."""
    requests = []
    for text in document.texts:
        for act in acts_of_text(text, document, citations_in_text(text, document)):
            if act.addressees:
                asked = frozenset(one.value for one in act.addressees)
                held = HeldRequest(act.id, act.act, asked, act.action)
                requests.append((act.id.rsplit(".", 1)[0].partition("(")[0], held))
    return DocumentHeld(
        texts=tuple(held_text(document, text) for text in document.texts),
        passages=tuple(passages_of(document)),
        requests=tuple(requests),
    )


class TextsHeld:
    """Documents in memory, as :class:`Holding`; :attr:`texts` as the checks ask for them."""

    def __init__(self, documents: Iterable[DocumentHeld]) -> None:
        """Take in some documents; of a text that comes twice the first counts."""
        self._index = Index()
        self._requests: defaultdict[str, list[HeldRequest]] = defaultdict(list)
        known: set[str] = set()
        texts: list[HeldText] = []
        for document in documents:
            new = {one.identifier for one in document.texts} - known
            known |= new
            texts += [one for one in document.texts if one.identifier in new]
            for passage in document.passages:
                if passage.text in new:
                    self._index.add(passage)
            for paragraph, request in document.requests:
                if paragraph.partition("#")[0] in new:
                    self._requests[paragraph].append(request)
        self.texts = HeldTexts(texts)

    def near(self, wordings: Sequence[str]) -> list[list[Passage]]:
        """Return for each wording the paragraphs with most of its rarest words."""
        return [self._index.passages(wording) for wording in wordings]

    def requests(self, provisions: Collection[str]) -> dict[str, list[HeldRequest]]:
        """Return what paragraphs ask, by their identifiers."""
        return {one: self._requests[one] for one in provisions if one in self._requests}

"""Two texts compared: paragraphs aligned, words and acts set against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cpcj.resolutions.act import Act
from cpcj.resolutions.acts import acts_of_text
from cpcj.resolutions.citations import citations_in_text
from cpcj.resolutions.comparing.alignment import Alignment, align, units_of
from cpcj.resolutions.comparing.fate import Fate, ProvisionChange, provision_changes
from cpcj.resolutions.model import Document, Text
from cpcj.resolutions.vocabulary.force import ForceScale, scales


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of one text in another.

    Attributes:
        alignment: which provision became which.
        changes: what happened to each, in the order of the later text.
        scale: name of the scale of force that was used.
    """

    alignment: Alignment
    changes: tuple[ProvisionChange, ...]
    scale: str

    def counts(self) -> Mapping[Fate, int]:
        """Return how many paragraphs (points apart) met each fate."""
        return Counter(
            fate
            for change in self.changes
            if "(" not in (change.after or change.before)[0]
            for fate in change.fates
        )


def most_alike(
    before: Sequence[tuple[Document, Text]], after: Sequence[tuple[Document, Text]]
) -> tuple[tuple[Document, Text], tuple[Document, Text]]:
    """Return of two files' texts, at least one each, the two whose titles are most alike.

    Of equals the first.
    """
    return max(
        ((old, new) for old in before for new in after),
        key=lambda pair: fuzz.token_sort_ratio(pair[0][1].title.text, pair[1][1].title.text),
    )


def compare(
    before: tuple[Document, Text],
    after: tuple[Document, Text],
    scale: ForceScale | None = None,
    *,
    acts: tuple[Iterable[Act], Iterable[Act]] | None = None,
) -> Comparison:
    """Compare two texts, each with the document that carries it.

    Args:
        before: the earlier text.
        after: the later one.
        scale: the order of force to judge verbs by; the project's grouped one by default.
        acts: those of both, where they were read before; else they are read from the texts.
    """
    known = acts or (_acts(before), _acts(after))
    chosen = scale or scales()["grouped"]
    old, new = units_of(before[1]), units_of(after[1])
    alignment = align(old, new)
    changes = provision_changes(
        alignment,
        old,
        new,
        acts_before=_by_paragraph(known[0]),
        acts_after=_by_paragraph(known[1]),
        scale=chosen,
    )
    return Comparison(alignment, changes, chosen.name)


def _acts(carried: tuple[Document, Text]) -> tuple[Act, ...]:
    document, text = carried
    return tuple(acts_of_text(text, document, citations_in_text(text, document)))


def _by_paragraph(acts: Iterable[Act]) -> dict[str, list[Act]]:
    """Return the acts by the paragraph they stand in, those of its points included."""
    found: dict[str, list[Act]] = {}
    for act in acts:
        local = act.id.partition("#")[2].rpartition(".")[0]
        found.setdefault(local.partition("(")[0], []).append(act)
    return found

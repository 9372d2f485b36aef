"""The instruments that an item of a section's list of treaties means.

The names of the vocabulary are found in the item by the citation reader. What the item adds to a
convention ("and its Amendment of 2005") stands in a table here, since no treaty collection prints
it so.
"""

from __future__ import annotations

import re

from cpcj.resolutions.citation import CitationKind
from cpcj.resolutions.citations import find_citations
from cpcj.resolutions.vocabulary.instruments import instruments

_ADDED: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (key, re.compile(words, re.IGNORECASE), more)
    for key, words, more in (
        ("SINGLE_CONVENTION_1961", r"as amended by the 1972 Protocol",
         ("SINGLE_CONVENTION_PROTOCOL_1972",)),
        ("UNTOC", r"and the Protocols thereto",
         ("TIP_PROTOCOL", "SOM_PROTOCOL", "FIREARMS_PROTOCOL")),
        ("TOKYO_CONVENTION_1963", r"Protocol of 2014", ("MONTREAL_PROTOCOL_2014",)),
        ("HAGUE_CONVENTION_1970", r"Protocol of 2010", ("BEIJING_PROTOCOL_2010",)),
        ("NUCLEAR_MATERIAL_CONVENTION", r"its Amendment of 2005", ("NUCLEAR_MATERIAL_AMENDMENT",)),
        ("SUA_CONVENTION", r"Protocol of 2005", ("SUA_PROTOCOL_2005",)),
        ("SUA_PROTOCOL", r"Protocol of 2005", ("SUA_FIXED_PLATFORMS_2005",)),
    )
)  # fmt: skip
_SUPPLEMENTING = re.compile(r"\bsupplementing the\b.*", re.IGNORECASE)


def instruments_of(name: str) -> tuple[str, ...]:
    """Return the keys of the instruments that an item means, the first the one it begins with.

    Args:
        name: the item as printed, without its bullet.

    Returns:
        Keys of ``vocabulary/instruments.toml``; none where the vocabulary does not know it.
    """
    # A protocol's title names the convention it supplements: that is not listed by it.
    words = _SUPPLEMENTING.sub("", name) if name.startswith("Protocol") else name
    known = instruments()
    found = dict.fromkeys(
        citation.id
        for citation in find_citations(words)
        if citation.kind is CitationKind.TREATY and citation.id in known
    )
    if not found:
        folded = name.casefold()
        matching = [
            (len(title), key)
            for key, instrument in known.items()
            for title in instrument.names
            if folded.startswith(title.casefold())
        ]
        found = dict.fromkeys(key for _, key in sorted(matching, reverse=True)[:1])
    for key, pattern, more in _ADDED:
        if key in found and pattern.search(name):
            found |= dict.fromkeys(more)
    return tuple(key for key in found if key)

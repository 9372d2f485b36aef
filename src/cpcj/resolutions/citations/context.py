"""What is known before a string is read, and what is remembered while it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cpcj.resolutions.citation import Citation
from cpcj.resolutions.vocabulary.bodies import Body, bodies
from cpcj.resolutions.vocabulary.instruments import instruments


@dataclass(frozen=True, slots=True)
class CitationContext:
    """What the words around a string say about it.

    Attributes:
        body: key of the body that adopts the text ("ga"): whose resolution is "its resolution".
        previous: the source cited last before the string: what "Ibid." repeats.
        bodies: for a short name ("Commission") the key of the body last named in full.
        counting: key of the body that counts its texts by session which a number can be of where no
            body is named: the only one that the text names.
        instruments: for a short name ("Convention") the key of the instrument it stands for.
    """

    body: str | None = None
    previous: Citation | None = None
    bodies: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)
    counting: str | None = None


@dataclass(slots=True)
class Memory:
    """What has been named so far; one for a string, or for all strings of a text in turn.

    Attributes:
        adopting: the adopting body, None where unknown.
        previous: the source cited last.
        bodies: the body last named in full for each short name.
        instruments: the instrument each short name stands for.
        named: the instruments named in the paragraph at hand, in order.
        session_body: the body with texts numbered by session that the string last named in full.
        only_session_body: the only such body that the string names anywhere, None for several.
        counting: the same of the words around the string.
    """

    adopting: Body | None = None
    previous: Citation | None = None
    bodies: dict[str, Body] = field(default_factory=dict)
    instruments: dict[str, str] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    session_body: Body | None = None
    only_session_body: Body | None = None
    counting: Body | None = None

    @classmethod
    def of(cls, context: CitationContext | None) -> Memory:
        """Return the memory that a context gives to begin with."""
        memory = cls(instruments={"Charter": "UN_CHARTER"})
        if context is not None:
            known = bodies()
            memory.adopting = known.get(context.body or "")
            memory.previous = context.previous
            memory.counting = known.get(context.counting or "")
            memory.bodies = {s: known[key] for s, key in context.bodies.items() if key in known}
            memory.instruments |= {
                short: key for short, key in context.instruments.items() if key in instruments()
            }
        return memory

    def begin_string(self) -> None:
        """Forget what holds for one string alone."""
        self.named = []
        self.session_body = None
        self.only_session_body = None

    def name_body(self, body: Body) -> None:
        """Remember that a body was named in full."""
        for short in body.short_names:
            self.bodies[short] = body
        if body.numbering == "session" and body.key != "ga":
            self.session_body = body

"""Whether words go on where a page or the footnotes broke them off.

Resolutions are one sentence: a preambular paragraph ends with a comma, an operative one with a
semicolon, the last with a full stop. What does not end so, goes on.
"""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(?:(?:OP|PP) ?\d{1,3}(?: ?(?:bis|ter|alt))?[.:)]?(?=\s)|\d{1,3}\)(?=\s+[A-Z])"
    r"|\d{1,3}(?: ?(?:bis|ter|quater|quinquies|alt))?\.|\((?:[a-z]{1,3}|[ivxl]{1,6}|\d{1,2})\)"
    r"|[a-z]\)|[-–—•●▪o](?=\s))(?:\s|$)"
)
"""A number or letter that begins a paragraph or point."""

OPENING = re.compile(
    r"(?:(?:[A-Z][a-z]+ly|Also|Further|Again|Once again|Still|Fully|Deeply|Most|Very|Ever|Having"
    r"|Being) )*"
    r"(?:(?!(?:United|Working|Training|Meeting|Building|Financing|Beijing|Nanjing|Housing|Planning"
    r"|Programming|Shipping|Banking|Fishing|Mining|Limited|Advanced|Integrated|Related|Least"
    r"|Developing|Funding|Engineering|Monitoring|Manufacturing|Clearing|Hundred)\b)"
    r"[A-Z]?[a-z]+(?:ing|ed)|Aware|Mindful|Conscious|Cognizant|Confident|Anxious|Desirous|Eager"
    r"|Grateful|Certain|Resolute|Taking|In)\b"
)
"""Words with which a preambular paragraph opens."""

_FINITE = re.compile(r"(?:(?:Also|Further|Strongly|Once again|Again) )?[A-Z][a-z]+s\b")
_TERMINAL = re.compile(r"(?:[,;.:!?…]|[,;.][”\"’']|[”\"’'][,;.]|; and|; or|, and|;and)$")
_ORGAN = re.compile(r"The [A-Z][^.;:]{3,120},?$")
_LEAST_PARAGRAPH = 60  # shorter words are a heading or a line of the masthead
_CLOSED = re.compile(r"[;.:][”\"’']?$")
_CAPS_ENDING = re.compile(r"[,;.:][”\"’')\]]?$")


PREAMBULAR = re.compile(
    r"(?:(?:Deeply|Gravely|Seriously|Extremely|Profoundly|Particularly|Firmly|Fully|Also|Further) "
    r"(?:[a-z]+(?:ed|ing)|aware|mindful|conscious)|Unequivocally [a-z]+ing"
    r"|(?:(?:Fully|Strongly|Once again|Again) )?(?:"
    r"Recalling|Reaffirming|Reiterating|Re-?emphasizing|Noting|Welcoming|Recognizing|Emphasizing"
    r"|Stressing|Acknowledging|Expressing|Considering|Convinced|Concerned|Alarmed|Aware|Mindful"
    r"|Bearing in mind|Having (?:considered|examined|regard|heard|adopted|received)|Taking note"
    r"|Taking into (?:account|consideration)|Conscious|Cognizant|Guided by|Underlining|Underscoring"
    r"|Affirming|Commending|Condemning|Deploring|Urging|Recommitting|Appreciating|Encouraged"
    r"|Encouraging|Highlighting"
    r"|Reminding|Regretting|Determined|Desiring|Believing|Observing|Acting under|Realizing"
    r"|Paying tribute|Calling (?:upon|for)|Inspired|Disturbed|Dismayed|Appalled|Confirming"
    r"|Understanding|Seeking|Supporting|Looking forward|Drawing attention|Declaring|Pursuant to"
    r"|Continuing to|Proud)\b)"
)
"""Words that open a preambular paragraph and hardly ever stand capital inside one."""


def finished(text: str) -> bool:
    """Tell whether the words end as a paragraph of a resolution ends."""
    return bool(_TERMINAL.search(text[-12:]))


def goes_on(
    before: str,
    after: str,
    *,
    at_break: bool,
    blank_before: bool = False,
    adjacent: bool = False,
) -> bool:
    """Tell whether ``after`` is the rest of the paragraph that ``before`` begins.

    Args:
        before: the words so far.
        after: the words of the next block.
        at_break: whether a page break or footnotes stood between the two.
        blank_before: whether ``before`` was followed by a blank line of its own before the break.
        adjacent: whether ``after`` stands right below, where paragraphs have blank lines between.
    """
    if not before or not after or LABEL.match(after) or _ORGAN.fullmatch(after):
        return False
    small = after[0].islower() or after[0] in ",;)”’"
    ended = finished(before)
    if adjacent and len(before) > _LEAST_PARAGRAPH and _is_paragraph(before):
        return not ended or (
            before[-1] in ",”" and not _CLOSED.search(before) and not _opens(after)
        )
    if not at_break:
        return not ended and _goes_on_unmarked(before, after, small=small)
    if not ended:
        return len(before) > _LEAST_PARAGRAPH or small
    if _CLOSED.search(before[-3:]):
        return False
    # A comma: the end of a preambular paragraph, or of a clause in the middle of one.
    if small or blank_before:
        return small
    return bool(_CAPS_ENDING.search(after[-3:])) and not _opens(after)


def _goes_on_unmarked(before: str, after: str, *, small: bool) -> bool:
    """Tell whether unfinished words go on where the file shows no break of the page."""
    if small:
        return len(before) > _LEAST_PARAGRAPH
    return (
        len(before) > 2 * _LEAST_PARAGRAPH
        and bool(_CAPS_ENDING.search(after[-3:]))
        and not _opens(after)
        and _is_paragraph(before)
    )


def _is_paragraph(text: str) -> bool:
    """Tell whether words begin as a paragraph of a resolution does, and no heading."""
    return bool(LABEL.match(text) or PREAMBULAR.match(text))


def _opens(text: str) -> bool:
    """Tell whether the words open a paragraph of their own."""
    return bool(OPENING.match(text) or PREAMBULAR.match(text) or _FINITE.match(text))

"""The derived fields of an act as HTML, each beside the words it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

_PRINTED = frozenset({"phrase", "action"})
"""Fields whose values are words of the text."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A derived field: its value in force, the machine's beside it, and the words it came from.

    Attributes:
        name, heading: of the field.
        value: the value in force, in words; empty for none.
        machine: what the machine read, where a person put another value in its place.
        newer: what a newer reading gives and was not taken over.
        words: the words it was read from.
        verdict: what a person said of it, None where nobody did.
        verdict_name: the same in words.
    """

    name: str
    heading: str
    value: str
    machine: str | None
    newer: str | None
    words: str
    verdict: str | None
    verdict_name: str


def field_rows(fields: Iterable[FieldRow], review: str) -> SafeString:
    """Return fields as the groups of a list of terms.

    Args:
        fields: in the order they are shown.
        review: address of the page that settles them; empty where the visitor may not.
    """
    say = _words(get_language() or "en")
    return mark_safe("".join(_field(one, review, say) for one in fields))  # noqa: S308 - escaped below


def _field(field: FieldRow, review: str, say: Mapping[str, str]) -> str:
    parts = [f'<div class="field-row"><dt>{escape(field.heading)}']
    if field.verdict:
        tag = f"tag tag-{escape(field.verdict)}"
        parts.append(f'<br><span class="{tag}">{escape(field.verdict_name)}</span>')
    parts.append("</dt>\n<dd>")
    if field.value:
        english = ' lang="en"' if field.name in _PRINTED else ""
        parts.append(f'<span class="field-value"{english}><bdi>{escape(field.value)}</bdi></span>')
    else:
        parts.append(f'<span class="quiet">{say["none"]}</span>')
    for name, value in (("machine", field.machine), ("newer", field.newer)):
        if value is not None:
            words = escape(value) or say["none"]
            parts.append(f'<span class="field-machine">{say[name]} <bdi>{words}</bdi></span>')
    if review:
        deeds = ("correct", "confirm", "reopen") if field.verdict else ("correct", "confirm")
        links = " · ".join(
            f'<a href="{escape(review)}?deed={deed}&amp;field={field.name}">{say[deed]}'
            f'<span class="visually-hidden">: {escape(field.heading)}</span></a>'
            for deed in deeds
        )
        parts.append(f'\n<span class="d-block small no-print mt-1">{links}</span>')
    parts.append("</dd>\n<dd>")
    if field.words:
        parts.append(
            f'<a class="field-words" href="?field={field.name}" lang="en" dir="ltr"'
            f' title="{say["light"]}">'
            f"“{escape(field.words)}”</a>"
        )
    elif field.value and field.name == "act":
        parts.append(f'<span class="quiet">{say["verb"]}</span>')
    parts.append("</dd></div>")
    return "".join(parts)


@lru_cache(maxsize=16)
def _words(language: str) -> Mapping[str, str]:  # noqa: ARG001 - a key: the page's language
    return {
        name: escape(words)
        for name, words in (
            ("none", gettext("none")),
            ("machine", gettext("read by the machine:")),
            ("newer", gettext("a newer reading gives:")),
            ("correct", gettext("Correct")),
            ("confirm", gettext("Confirm")),
            ("reopen", gettext("Take back")),
            ("light", gettext("Light up these words above")),
            ("verb", gettext("from the verb")),
        )
    }

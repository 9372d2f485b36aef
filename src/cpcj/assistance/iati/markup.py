"""Elements and attributes as text: what the writers of both kinds of records share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from cpcj.assistance.iati.activity import Coded, Document, Value, Words

# Characters that XML 1.0 cannot hold are left out; a carriage return would be read as a line feed.
_UNUSUAL: Final = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(words: str) -> str:
    """Return words as they stand in an element."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if _UNUSUAL.search(words) is None:
        return words
    return _UNUSUAL.sub(lambda found: "&#13;" if found[0] == "\r" else "", words)


@lru_cache(maxsize=4096)
def quoted(value: str) -> str:
    """Return a value as it stands in an attribute, with its quotes.

    Most attributes are codes and days that come again and again.
    """
    words = escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{words}"'


def number(value: Decimal) -> str:
    """Return a decimal without exponent and without zeros that say nothing."""
    words = format(value, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def flag(value: bool) -> str:  # noqa: FBT001 - the one value it formats
    """Return a truth value."""
    return "1" if value else "0"


def attribute_list(values: Mapping[str, str]) -> str:
    """Return those attributes that have a value."""
    return "".join([f" {name}={quoted(value)}" for name, value in values.items() if value])


def narratives(words: Words, language: str) -> str:
    """Return the texts; the default language is not said again."""
    return "".join(
        [
            f"<narrative>{escaped(text)}</narrative>"
            if code in ("", language)
            else f"<narrative xml:lang={quoted(code)}>{escaped(text)}</narrative>"
            for code, text in words.items()
        ]
    )


def text_element(name: str, words: Words, language: str, attributes: str = "") -> str:
    """Return an element that holds texts; nothing where there are none and no attributes."""
    inner = narratives(words, language)
    if inner:
        return f"<{name}{attributes}>{inner}</{name}>"
    return f"<{name}{attributes}/>" if attributes else ""


def code_element(name: str, code: str) -> str:
    """Return an element that is only a code; nothing where there is none."""
    return f"<{name} code={quoted(code)}/>" if code else ""


def coded_element(name: str, one: Coded, language: str) -> str:
    """Return an element with a code of a vocabulary, its share and words."""
    percentage = "" if one.percentage is None else number(one.percentage)
    attributes = attribute_list(
        {
            "code": one.code,
            "vocabulary": one.vocabulary,
            "vocabulary-uri": one.uri,
            "percentage": percentage,
        }
    )
    return text_element(name, one.words, language, attributes)


def value_element(value: Value) -> str:
    """Return an amount with its currency and day."""
    attributes = attribute_list({"currency": value.currency, "value-date": value.date.isoformat()})
    return f"<value{attributes}>{number(value.amount)}</value>"


def document_element(document: Document, language: str, countries: str = "") -> str:
    """Return a link to a document; ``countries`` are elements that stand at its end."""
    date = f'<document-date iso-date="{document.date}"/>' if document.date else ""
    return (
        f"<document-link{attribute_list({'url': document.url, 'format': document.format})}>"
        f"{text_element('title', document.title, language)}"
        f"{code_element('category', document.category)}"
        f"{code_element('language', document.language)}{date}{countries}</document-link>"
    )

"""Rows of lists as HTML, by plain functions.

A page of a list has fifty rows. Put together by a template they take some twenty times as long as
asking the store for them. Here every value is escaped where it is put in, and what repeats from row
to row (names of values in a language, words of the interface) is kept escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext

from cpcj.frame.punctuation import comma, semicolon
from cpcj.register.presentation import names
from cpcj.register.presentation.acts import act_places
from cpcj.register.presentation.addresses import addresser, text_addresser
from cpcj.register.presentation.called import drawn_name, text_name
from cpcj.register.presentation.days import session_days
from cpcj.register.presentation.marking import stretched
from cpcj.samples import is_invented

if TYPE_CHECKING:
    from cpcj.register.presentation.acts import ShownAct
    from cpcj.register.queries.mandates import MandateLine, MandateRow
    from cpcj.register.queries.search import Hit
    from cpcj.register.queries.texts import TextRow

_LONGEST = 420
"""Characters of a paragraph that a line of the list of mandates shows around the act."""

_TITLE = 110
"""Characters of a title beside what a search found."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is the same for every row of a page: its language, addresses, constant words."""

    language: str
    text: Callable[[str], str]
    mandate: Callable[[str], str]
    say: Mapping[str, str]

    @classmethod
    def present(cls) -> _Page:
        language = get_language() or "en"
        return cls(language, text_addresser(), addresser("register:mandate"), _words(language))


def mandate_rows(lines: Iterable[MandateLine]) -> SafeString:
    """Return the lines of the list of mandates: each act in words, and the words it came from."""
    page = _Page.present()
    return mark_safe("".join(_mandate(line, page) for line in lines))  # noqa: S308 - escaped below


def _mandate(line: MandateLine, page: _Page) -> str:
    row = line.row
    language = page.language
    foot = ""
    if row.date:
        foot = f" · {row.date.year}"
    if row.standing != "adopted":
        foot += f" · {_tag(language, 'standing', row.standing)}"
    if row.review != "unreviewed":
        foot += f" · {_tag(language, 'review', row.review)}"
    beside = []
    if row.due_session is not None:
        due = _due(language, row.due_body, row.due_session, row.due_from, row.due_to)
        beside.append(f"<strong>{page.say['due']}</strong> {due}")
    if row.deliverable_to:
        beside.append(f"{page.say['reported']} {_addressee(language, row.deliverable_to)[0]}")
    if row.qualifiers:
        beside.append(semicolon().join([_qualifier(language, one) for one in row.qualifiers]))
    under = f'<p class="row-foot">{" · ".join(beside)}</p>' if beside else ""
    return (
        f"\n<li><div>{_act_line(page, row.identifier, row.phrase, row.act, row.addressees)}\n"
        f'<p class="row-foot"><a href="{escape(page.text(row.provision))}">'
        f"{_text_name(language, row.text)}{comma()}{_paragraph(language, row.paragraph)}"
        f'{escape(row.point)}</a>{foot}</p></div>\n<div><p class="row-words" lang="en" dir="ltr">'
        f"{_piece(row, line.full, line.spans)}</p>\n{under}</div></li>"
    )


def _piece(row: MandateRow, full: str, spans: Mapping[str, Any]) -> str:
    start, end = _window(full, spans)
    stretches = [
        (max(first, start) - start, min(last, end) - start, classes)
        for classes, places in act_places(row, spans)
        for first, last in places
        if first < end and last > start
    ]
    words = stretched(full[start:end].replace("\n", " "), stretches)
    return f"{'… ' if start > 0 else ''}{words}{' …' if end < len(full) else ''}"


def _window(full: str, spans: Mapping[str, Any]) -> tuple[int, int]:
    """Return the piece of a paragraph to show: from the act's verb on, cut between words."""
    phrase = spans.get("phrase") or [[0, 0]]
    start = min(phrase[0][0], max(0, len(full) - _LONGEST))
    if start:
        start = full.rfind(" ", 0, start + 1) + 1
    end = min(len(full), start + _LONGEST)
    if end < len(full):
        cut = full.rfind(" ", start + 1, end)
        end = cut if cut > start else end
    return start, end


def act_line(act: ShownAct) -> SafeString:
    """Return an act in one line: its verb, a link to its page, and who is asked."""
    addressees = [one.value for one in act.addressees]
    drawn = _act_line(_Page.present(), act.identifier, act.phrase, act.act.value, addressees)
    return mark_safe(drawn)  # noqa: S308 - escaped below


def row_line(row: MandateRow) -> SafeString:
    """Return the same of a row."""
    drawn = _act_line(_Page.present(), row.identifier, row.phrase, row.act, row.addressees)
    return mark_safe(drawn)  # noqa: S308 - escaped below


def _act_line(
    page: _Page, identifier: str, phrase: str, act: str, addressees: Sequence[str]
) -> str:
    language = page.language
    named = to = ""
    if language != "en":
        named = f' <span class="quiet fw-normal">({_act(language, act)})</span>'
    if addressees:
        asked = comma().join([_addressee(language, one)[1] for one in addressees])
        to = f' <span class="arrow" aria-hidden="true">→</span> {asked}'
    return (
        f'<p class="row-title"><a href="{escape(page.mandate(identifier))}">'
        f'<span lang="en">{escape(phrase)}</span></a>{named}{to}</p>'
    )


def text_rows(rows: Iterable[TextRow]) -> SafeString:
    """Return the lines of the list of texts."""
    page = _Page.present()
    return mark_safe("".join(_text(row, page) for row in rows))  # noqa: S308 - escaped below


def _text(row: TextRow, page: _Page) -> str:
    language, say = page.language, page.say
    english = ' lang="en"' if row.language == "eng" else ""
    sample = f' <span class="tag">{say["sample"]}</span>' if is_invented(row.identifier) else ""
    day = f'<br><span class="quiet small">{_day(language, row.date)}</span>' if not row.made else ""
    tag = f"{_tag(language, 'standing', row.standing)} " if row.standing != "adopted" else ""
    foot = [_kind(language, row.kind)]
    if row.organ:
        foot.append(_body(language, row.organ))
    if row.session is not None:
        foot.append(_session(language, row.organ, row.session))
    foot += (_counted(language, "operative", row.operative), _counted(language, "acts", row.acts))
    if row.doubts:
        foot.append(
            f'<span class="tag tag-doubt">{_counted(language, "doubts", row.doubts)}</span>'
        )
    if not row.published:
        foot.append(f'<span class="tag">{say["kept back"]}</span>')
    return (
        f'\n<li><p class="m-0"><span class="fw-semibold">{_text_name(language, row.identifier)}'
        f"</span>{sample}{day}</p>\n"
        f'<div><p class="row-title printed"><a href="{escape(page.text(row.identifier))}"{english}>'
        f"<bdi>{escape(row.title or text_name(row.identifier))}</bdi></a></p>\n"
        f'<p class="row-foot">{tag}{" · ".join(foot)}</p></div></li>'
    )


def hit_rows(hits: Iterable[Hit]) -> SafeString:
    """Return what a search found: place, text, and the words with the finds marked."""
    page = _Page.present()
    return mark_safe("".join(_hit(hit, page) for hit in hits))  # noqa: S308 - escaped below


def _hit(hit: Hit, page: _Page) -> str:
    language = page.language
    place = page.say["preamble"] if hit.role == "preambular" else _paragraph(language, hit.n)
    foot = f" · {hit.date.year}" if hit.date else ""
    if hit.standing != "adopted":
        foot += f" · {_tag(language, 'standing', hit.standing)}"
    title = hit.title if len(hit.title) <= _TITLE else Truncator(hit.title).chars(_TITLE)
    piece = hit.snippet
    words = stretched(
        piece.text.replace("\n", " "), [(start, end, "found") for start, end in piece.marks]
    )
    return (
        f'<li><div><p class="row-foot mt-0"><a href="{escape(page.text(hit.provision))}">'
        f"{_text_name(language, hit.text)}{comma()}{place}</a>{foot}"
        f' · <span lang="en"><bdi>{escape(title)}</bdi></span></p>\n'
        f'<p class="row-words" lang="en" dir="auto">{"… " if piece.before else ""}{words}'
        f"{' …' if piece.after else ''}</p></div></li>"
    )


# What repeats from row to row, escaped. The language is a part of the key; what is kept was made
# while it was the language of the page.


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, str]:  # noqa: ARG001 - a key, as below
    return {
        name: escape(words)
        for name, words in (
            ("due", gettext("Due:")),
            ("reported", gettext("reported to")),
            ("sample", gettext("Sample: invented text")),
            ("kept back", gettext("kept back")),
            ("preamble", gettext("preamble")),
        )
    }


@lru_cache(maxsize=8192)
def _text_name(language: str, identifier: str) -> str:  # noqa: ARG001
    return str(drawn_name(identifier))


@lru_cache(maxsize=2048)
def _paragraph(language: str, n: str) -> str:  # noqa: ARG001
    return escape(gettext("para. %(n)s") % {"n": n})


@lru_cache(maxsize=4096)
def _addressee(language: str, value: str) -> tuple[str, str]:  # noqa: ARG001
    name = escape(names.addressee_name(value))
    return name, f'<span class="to pin-{names.tone_of(value)}">{name}</span>'


@lru_cache(maxsize=512)
def _act(language: str, value: str) -> str:  # noqa: ARG001
    return escape(names.act_name(value))


@lru_cache(maxsize=512)
def _qualifier(language: str, value: str) -> str:  # noqa: ARG001
    return escape(names.qualifier_name(value))


@lru_cache(maxsize=512)
def _kind(language: str, value: str) -> str:  # noqa: ARG001
    return escape(names.kind_name(value))


@lru_cache(maxsize=512)
def _body(language: str, value: str) -> str:  # noqa: ARG001
    return escape(names.body_name(value))


@lru_cache(maxsize=2048)
def _session(language: str, body: str, session: int) -> str:  # noqa: ARG001
    return escape(names.session_name(body, session))


@lru_cache(maxsize=64)
def _tag(language: str, field: str, value: str) -> str:  # noqa: ARG001
    name = names.standing_name(value) if field == "standing" else names.review_name(value)
    return f'<span class="tag tag-{escape(value)}">{escape(name)}</span>'


@lru_cache(maxsize=4096)
def _due(
    language: str,  # noqa: ARG001
    body: str,
    session: int,
    start: dt.date | None,
    end: dt.date | None,
) -> str:
    return escape(session_days(body, session, start, end))


@lru_cache(maxsize=4096)
def _day(language: str, day: dt.date | None) -> str:  # noqa: ARG001
    return escape(date_format(day, "DATE_FORMAT")) if day else ""


@lru_cache(maxsize=4096)
def _counted(language: str, what: str, n: int) -> str:  # noqa: ARG001
    words = {
        "operative": ngettext("%(n)s operative paragraph", "%(n)s operative paragraphs", n),
        "acts": ngettext("%(n)s act", "%(n)s acts", n),
        "doubts": ngettext("%(n)s doubt", "%(n)s doubts", n),
    }[what]
    return escape(words % {"n": n})

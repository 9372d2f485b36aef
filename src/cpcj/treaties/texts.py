"""The texts of treaties that are held, as a user sees them."""

from __future__ import annotations

from collections.abc import Sequence

from cpcj.frame.permissions import Actor
from cpcj.resolutions.treaty_text import TreatyProvision as Article
from cpcj.treaties.models import TreatyProvision, TreatyText

__all__ = ["Article", "articles_of", "part_of", "text_of"]


def text_of(user: Actor, instrument: str) -> TreatyText | None:
    """Return the text of an instrument that is current."""
    found: TreatyText | None = (
        TreatyText.objects.visible_to(user).filter(instrument=instrument, current=True).first()
    )
    return found


def articles_of(user: Actor, instrument: str) -> tuple[Article, ...]:
    """Return the provisions of an instrument's current text in order; none where none is held."""
    rows = TreatyProvision.objects.visible_to(user).filter(
        text__instrument=instrument, text__current=True
    )
    open_: list[str] = []
    found = []
    for identifier, article, label, depth, heading, words in rows.order_by("position").values_list(
        "identifier", "article", "label", "depth", "heading", "words"
    ):
        open_[max(depth - 1, 0) :] = [label] if depth else []
        found.append(Article(identifier, article, tuple(open_), heading, words))
    return tuple(found)


def part_of(articles: Sequence[Article], identifier: str) -> tuple[Article, ...]:
    """Return a provision, and behind it those that stand in it; nothing where there is none."""
    start = next((n for n, one in enumerate(articles) if one.id == identifier), len(articles))
    end = start + 1
    while end < len(articles) and len(articles[end].labels) > len(articles[start].labels):
        end += 1
    return tuple(articles[start:end])

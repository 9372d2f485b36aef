"""Parts of a template that are drawn once: the frame around every page, a room's constant words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from collections.abc import Hashable

    from django.template.base import FilterExpression, NodeList, Parser, Token
    from django.template.context import Context
    from django.utils.safestring import SafeString

register = template.Library()

_MOST = 256
"""Drawings of one part that are kept; the keys are few, or the part should not be one."""


class KeptNode(template.Node):
    """Draws its part once for each value of its key, and keeps it as long as the template lives."""

    child_nodelists = ()  # no block stands in it: who looks for blocks need not look here

    def __init__(self, nodelist: NodeList, key: list[FilterExpression]) -> None:
        """Keep what is drawn and what it depends on."""
        self.nodelist = nodelist
        self.key = key
        self.drawn: dict[tuple[Hashable, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the part, drawn now or before."""
        key = tuple(one.resolve(context) for one in self.key)
        found = self.drawn.get(key)
        if found is None:
            found = self.nodelist.render(context)
            if len(self.drawn) >= _MOST:
                self.drawn.clear()
            self.drawn[key] = found
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Draw what stands between ``{% kept language %}`` and ``{% endkept %}`` once for each key.

    Everything in it must follow from the key alone (the language, which entries the navigation
    has) or never change while the process lives (static addresses, addresses of pages): nothing of
    a person, of a request, of the register.
    """
    _name, *words = token.split_contents()
    if not words:
        message = "kept needs what its part depends on: {% kept language %}"
        raise template.TemplateSyntaxError(message)
    key = [parser.compile_filter(word) for word in words]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, key)

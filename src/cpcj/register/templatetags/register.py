"""Names of texts and places, as template filters."""

from __future__ import annotations

from django import template

from cpcj.register.presentation import called, rows
from cpcj.samples import is_invented

register = template.Library()

register.filter("text_name", called.text_name)
register.filter("place_name", called.place_name)
register.filter("drawn_name", called.drawn_name)
register.filter("is_invented", is_invented)
register.filter("act_line", rows.act_line)
register.filter("row_line", rows.row_line)

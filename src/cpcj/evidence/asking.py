"""The first question of a room that is asked about a record: does it hold anything at all about it.

Most rooms know nothing of most mandates, and putting a statement together by the ORM takes some
twenty times what a look into an index does. So a room asks :func:`anything` first, by a written
statement over its own tables that does not ask who may see: it may say yes to what a user may not
see, never no to what a user may. What is then shown is asked through ``visible_to``.
"""

from __future__ import annotations

from django.db import connection


def anything(statement: str, *values: str) -> bool:
    """Tell whether a statement finds a row.

    Args:
        statement: in SQL, constant but for its placeholders, answered from an index.
        values: what its placeholders stand for.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() is not None

"""What the stores index of the search entries, and the generation's one row.

SQLite: an FTS5 table over the column ``terms``, kept in step by triggers, so that no write can pass
by it and a killed transaction takes its part of the index with it. Django rebuilds a SQLite table to
alter it and drops its triggers: a later migration of ``SearchEntry`` must make them again.
PostgreSQL: a generated column with a GIN index. Neither store changes the terms: the application
has normalized them.
"""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE register_search USING fts5("
    "terms, content='register_searchentry', content_rowid='provision_id', tokenize='ascii')",
    "CREATE TRIGGER register_search_insert AFTER INSERT ON register_searchentry BEGIN"
    " INSERT INTO register_search(rowid, terms) VALUES (new.provision_id, new.terms); END",
    "CREATE TRIGGER register_search_delete AFTER DELETE ON register_searchentry BEGIN"
    " INSERT INTO register_search(register_search, rowid, terms)"
    " VALUES ('delete', old.provision_id, old.terms); END",
    "CREATE TRIGGER register_search_update AFTER UPDATE OF terms ON register_searchentry BEGIN"
    " INSERT INTO register_search(register_search, rowid, terms)"
    " VALUES ('delete', old.provision_id, old.terms);"
    " INSERT INTO register_search(rowid, terms) VALUES (new.provision_id, new.terms); END",
)
SQLITE_BACK = (
    "DROP TRIGGER register_search_insert",
    "DROP TRIGGER register_search_delete",
    "DROP TRIGGER register_search_update",
    "DROP TABLE register_search",
)
POSTGRESQL = (
    "ALTER TABLE register_searchentry ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, terms)) STORED",
    "CREATE INDEX register_search ON register_searchentry USING gin (vector)",
)
POSTGRESQL_BACK = ("ALTER TABLE register_searchentry DROP COLUMN vector",)


def _run(schema_editor, sqlite, postgresql):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[vendor]:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    """Make the index and the row."""
    _run(schema_editor, SQLITE, POSTGRESQL)
    apps.get_model("register", "Generation").objects.create(pk=1, number=1)


def backwards(apps, schema_editor):
    """Take them away."""
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)
    apps.get_model("register", "Generation").objects.all().delete()


class Migration(migrations.Migration):
    """The search index."""

    dependencies = (("register", "0001_first"),)
    operations = (migrations.RunPython(forwards, backwards),)

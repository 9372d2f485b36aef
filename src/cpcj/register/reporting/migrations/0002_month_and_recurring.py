"""Deadlines found by the day a session opens, entries read in the order of what recurs."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies: ClassVar = [("reporting", "0001_initial")]

    operations: ClassVar = [
        migrations.AddIndex("deadline", models.Index(fields=["start"], name="reporting_start")),
        migrations.AddIndex(
            "dueentry",
            models.Index(
                fields=["-adopted", "recurrence", "-asked_on", "identifier"],
                name="reporting_recurring",
            ),
        ),
    ]

"""Follow-ups found by the time of their last change, and by the act that took their act's place."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies: ClassVar = [("followup", "0001_first")]

    operations: ClassVar = [
        migrations.AlterField(
            "followup", "changed_at", models.DateTimeField(auto_now=True, db_index=True)
        ),
        migrations.AlterField(
            "followup",
            "replaced_by",
            models.CharField(blank=True, db_index=True, max_length=330),
        ),
    ]

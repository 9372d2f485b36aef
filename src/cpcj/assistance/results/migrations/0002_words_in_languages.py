"""Titles and descriptions of results and indicators in further languages."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column each."""

    dependencies = (("results", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="result",
            name="translations",
            field=models.JSONField(blank=True, default=dict, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="translations",
            field=models.JSONField(blank=True, default=dict, verbose_name="translations"),
        ),
    )

"""Baselines by row, and rows along two axes at once, whose names are longer."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_VALUE = {"blank": True, "decimal_places": 4, "max_digits": 18, "null": True}


class Migration(migrations.Migration):
    """Longer names of axes; a row of a baseline."""

    dependencies = (("results", "0002_words_in_languages"),)

    operations = (
        migrations.AlterField(
            model_name="dimension", name="axis", field=models.CharField(max_length=30)
        ),
        migrations.AlterField(
            model_name="figure", name="axis", field=models.CharField(blank=True, max_length=30)
        ),
        migrations.AlterField(
            model_name="target", name="axis", field=models.CharField(blank=True, max_length=30)
        ),
        migrations.CreateModel(
            name="BaselineRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numerator", models.DecimalField(**_VALUE)),
                ("denominator", models.DecimalField(**_VALUE)),
                ("words", models.TextField(blank=True)),
                ("comment", models.TextField(blank=True)),
                ("axis", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=60)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="baseline_rows",
                        to="results.indicator",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "axis", "key"), name="results_baseline_row_once"
                    )
                ],
            },
        ),
    )

"""Sponsors and procedure of texts: what is recorded of their way, and whether it was read yet."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="textversion",
            name="procedure_reader",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name="ProcedureFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("draft", models.CharField(blank=True, max_length=255)),
                ("kind", models.CharField(max_length=16)),
                ("place", models.CharField(max_length=64)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("words", models.TextField()),
                ("meeting", models.IntegerField(null=True)),
                ("date", models.DateField(null=True)),
                ("after", models.IntegerField(null=True)),
                ("symbols", models.JSONField(default=list)),
                ("detail", models.CharField(blank=True, max_length=80)),
                ("revised", models.BooleanField(default=False)),
                ("vote", models.JSONField(default=dict)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedure",
                        to="register.textversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, db_index=True, max_length=3)),
                ("group", models.CharField(blank=True, max_length=40)),
                ("behalf", models.CharField(blank=True, max_length=40)),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="register.procedurefact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="procedurefact",
            constraint=models.UniqueConstraint(
                fields=("version", "position"), name="register_fact_place"
            ),
        ),
    ]

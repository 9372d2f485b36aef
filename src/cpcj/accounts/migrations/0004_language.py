"""The language that a person chose for the pages, and is written to in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_people_invited")]

    operations = [
        migrations.AddField(
            "user",
            "language",
            models.CharField(blank=True, default="", max_length=16, verbose_name="language"),
            preserve_default=False,
        ),
    ]

"""Texts in several languages: each version says its own.

Until now a version in another language stood as the newest of its text. Which language a version is
in was kept in its doubt ("not read: French") alone; what bears none is in the language of its text,
or in English where the text has versions of both.
"""

import django.db.models.deletion
from django.db import migrations, models

_CODES = {
    "Arabic": "ara",
    "Chinese": "zho",
    "French": "fra",
    "Russian": "rus",
    "Spanish": "spa",
}


def say_languages(apps, schema_editor):
    """Put the language on versions and texts, and show the English one where there is one."""
    text = apps.get_model("register", "Text")
    version = apps.get_model("register", "TextVersion")
    doubt = apps.get_model("register", "Doubt")
    said = {
        key: _CODES.get(message.rpartition(" ")[2])
        for key, message in doubt.objects.filter(code="not-read").values_list("version", "message")
    }
    said = {key: code for key, code in said.items() if code}
    both = set(version.objects.filter(pk__in=said).values_list("text", flat=True))
    for key, code in said.items():
        version.objects.filter(pk=key).update(language=code)
    for key, code in text.objects.exclude(language="eng").values_list("pk", "language"):
        if key not in both:
            version.objects.filter(text=key).update(language=code)
    text.objects.update(languages=models.F("language"))
    for key in both:
        held = set(version.objects.filter(text=key).values_list("language", flat=True))
        text.objects.filter(pk=key).update(languages=" ".join(sorted(held)))


class Migration(migrations.Migration):
    dependencies = [("register", "0002_search")]

    operations = [
        migrations.AddField(
            "text", "languages", models.CharField(blank=True, default="", max_length=64), False
        ),
        migrations.AddField(
            "textversion", "language", models.CharField(default="eng", max_length=8)
        ),
        migrations.AddField(
            "textversion",
            "joined_from",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions_elsewhere",
                to="register.text",
            ),
        ),
        migrations.AddField(
            "upload", "language", models.CharField(blank=True, default="", max_length=8), False
        ),
        migrations.RunPython(say_languages, migrations.RunPython.noop),
    ]

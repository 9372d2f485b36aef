"""The office's letter goes to the room of documents, for every language, with its versions."""

from django.db import migrations

LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")


def copy(apps, _schema):
    letters = apps.get_model("assistance", "LetterTemplate")
    templates = apps.get_model("documents", "Template")
    for letter in letters.objects.order_by("pk"):
        for language in LANGUAGES:
            made = templates.objects.create(
                kind="request_acknowledgement", language=language, name=letter.name,
                content=letter.content, digest=letter.digest, by_id=letter.by_id,
            )
            templates.objects.filter(pk=made.pk).update(at=letter.at)


class Migration(migrations.Migration):
    dependencies = [("assistance", "0001_first"), ("documents", "0001_initial")]

    operations = [
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.DeleteModel(name="LetterTemplate"),
    ]

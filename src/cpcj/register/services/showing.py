"""Which version of a text is in force: the latest of the language that leads."""

from __future__ import annotations

from cpcj.register.models import Act, Provision, SearchEntry, Text, TextVersion
from cpcj.register.rules.languages import leading
from cpcj.register.services.version_rows import index_words, operative_count


def latest_versions(text: Text) -> dict[str, TextVersion]:
    """Return the latest version of a text in each language, of those in uploads not withdrawn."""
    found: dict[str, TextVersion] = {}
    for version in text.versions.filter(appearances__upload__withdrawn_at=None).order_by("number"):
        found[version.language] = version
    return found


def show_latest(text: Text, generation: int) -> None:
    """Show the latest version of a text in the language that leads, or none.

    Versions stand in an upload that is not withdrawn. Where the language that led is withdrawn,
    the text is called as in the one that leads now.
    """
    latest = latest_versions(text)
    version = latest.get(leading(latest, text.language))
    text.languages = " ".join(sorted(latest))
    if version is not None and version.language != text.language:
        text.language, text.title = version.language, version.title or text.title
    text.generation = generation
    if version is not None and version.pk == text.current_id:
        text.save()
        Act.objects.filter(version=version).update(generation=generation)
        return
    SearchEntry.objects.filter(text=text).delete()
    Act.objects.filter(text=text).exclude(version=version).update(
        current=False, generation=generation
    )
    text.current = version
    if version is not None:
        provisions = list(Provision.objects.filter(version=version))
        index_words(version, provisions)
        Act.objects.filter(version=version, replaced_by=None, retired=False).update(
            current=True, generation=generation
        )
        text.operative = operative_count(provisions)
        text.doubts = version.doubts.count()
        text.acts = version.acts.filter(current=True).count()
    text.save()

"""What is written of a record in several languages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Worded(models.Model):
    """A title and a description, and both in further languages.

    Attributes:
        translations: both by further language code:
            ``{"fr": {"title": "…", "description": "…"}}``.
    """

    title: Any
    description: Any
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        """Abstract."""

        abstract = True

    @property
    def shown_title(self) -> str:
        """The title in the reader's language, where there is one, else as it was written."""
        return self._said("title") or str(self.title)

    @property
    def shown_description(self) -> str:
        """The description, likewise."""
        return self._said("description") or str(self.description)

    def _said(self, field: str) -> str:
        language = (get_language() or "en").partition("-")[0]
        said: str = self.translations.get(language, {}).get(field, "")
        return said

    def words(self, field: str, own: str) -> dict[str, str]:
        """Return a text by language, the record's own first.

        Args:
            field: "title" or "description".
            own: code of the language it was written in.
        """
        said = {own: getattr(self, field)}
        said |= {language: of.get(field, "") for language, of in self.translations.items()}
        return {language: words for language, words in said.items() if words.strip()}

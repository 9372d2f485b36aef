"""Addresses of the register. Texts and mandates are named by their stable identifiers.

In a path, ``/-/`` stands for the ``#`` of an identifier, which a browser would keep to itself:
``/mandates/A/RES/70/178/-/op46.2/`` is ``A/RES/70/178#op46.2``.
"""

from __future__ import annotations

from django.urls import path, register_converter

from cpcj.frame.drawn import drawn_once
from cpcj.register.views import (
    citations,
    downloads,
    facts,
    languages,
    mandates,
    placing,
    review,
    search,
    sponsors,
    texts,
    uploads,
)
from cpcj.register.views import (
    help as help_pages,
)


class Identifier:
    """A stable identifier as it stands in a path."""

    regex = r"[^?]+?"
    _SHARP = "/-/"

    def to_python(self, value: str) -> str:
        """Return the identifier that a path means."""
        return value.replace(self._SHARP, "#", 1)

    def to_url(self, value: str) -> str:
        """Return an identifier as it stands in a path."""
        return value.replace("#", self._SHARP, 1)


register_converter(Identifier, "identifier")

app_name = "register"
urlpatterns = [
    path("texts/", drawn_once(texts.text_list), name="texts"),
    path("texts/series/", drawn_once(texts.series), name="series"),
    path("texts/sponsors/", drawn_once(sponsors.sponsors), name="sponsors"),
    path("texts/cited-by/", drawn_once(texts.cited_by), name="cited_by"),
    path(
        "texts/side-by-side/<identifier:identifier>/",
        drawn_once(languages.beside),
        name="side_by_side",
    ),
    path("texts/save/<slug:form>/<identifier:identifier>/", downloads.save, name="save_text"),
    path("texts/<identifier:identifier>/", drawn_once(texts.text), name="text"),
    path("mandates/", drawn_once(mandates.mandate_list), name="mandates"),
    path("mandates/<identifier:identifier>/", drawn_once(mandates.mandate), name="mandate"),
    path("review/mandate/<identifier:identifier>/", review.settle, name="review"),
    path("review/text/<identifier:identifier>/", placing.text, name="review_text"),
    path("review/language/<identifier:identifier>/", languages.link, name="link_language"),
    path("review/language-apart/<int:key>/", languages.part, name="part_language"),
    path("review/fact/<int:key>/", facts.settle, name="fact"),
    path("review/citation/<int:key>/", citations.settle, name="citation"),
    path("review/citations/<identifier:identifier>/", citations.of_text, name="citations"),
    path("review/family/<int:key>/", placing.family, name="review_family"),
    path("review/place/<identifier:identifier>/", placing.place, name="place"),
    path("search/", drawn_once(search.search_page), name="search"),
    path("uploads/", uploads.upload_list, name="uploads"),
    path("uploads/new/", uploads.upload, name="upload"),
    path("uploads/paste/", uploads.paste, name="paste"),
    path("uploads/account/<uuid:job>/", uploads.account, name="account"),
    path("uploads/<int:key>/undo/", uploads.undo, name="undo"),
    path("uploads/<int:key>/reread/", uploads.reread_upload, name="reread"),
    path("help/", drawn_once(help_pages.reading), name="help"),
    path("help/search/", help_pages.search_syntax, name="help_search"),
]

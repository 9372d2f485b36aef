"""What real texts cite, against the links that their publisher set in them.

The labelled lists carry the hyperlinks of the Word files: number as printed and address. Addresses
leave the letter of a part out or write it apart, and some are wrong; the bar allows for those.
"""

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from cpcj.resolutions.citations import CitationContext, find_citations

CORPUS = Path(
    os.environ.get("CPCJ_CORPUS", Path(__file__).resolve().parents[5].parent / "shared" / "corpus")
)
LABELLED = sorted((CORPUS / "labelled").glob("*.json"))
PAGES = sorted((CORPUS / "pages" / "text").glob("*.txt"))
ADOPTING = {"A": "ga", "S": "sc", "E": "ecosoc"}


def symbol_of(address: str) -> str:
    symbol = unquote(address).rpartition("undocs.org/")[2].removeprefix("en/")
    return re.sub(r"[\s/]+$|\s", "", symbol).upper()


def without_letter(symbol: str) -> str:
    return re.sub(r"(?<=[\d)])[A-Z](-[A-Z])?$", "", symbol.upper())


@pytest.mark.skipif(not LABELLED, reason=f"no labelled texts in {CORPUS}")
def test_links_of_labelled_texts_are_found() -> None:
    linked, missed = 0, []
    for path in LABELLED:
        context = CitationContext(body=ADOPTING[path.stem[0]])
        for paragraph in json.loads(path.read_text(encoding="utf-8")):
            if not paragraph["links"]:
                continue
            found = find_citations(paragraph["text"], context=context)
            symbols = {without_letter(one.id) for one in found if one.id}
            for printed, address in paragraph["links"]:
                linked += 1
                if without_letter(symbol_of(address)) not in symbols:
                    missed.append((path.stem, printed, address))
    assert linked > 0
    assert len(missed) / linked < 0.01, missed


@pytest.mark.skipif(not PAGES, reason=f"no page texts in {CORPUS}")
def test_numbers_with_a_slash_are_cited() -> None:
    loose = []
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        found = find_citations(text, context=CitationContext(body="ga"))
        covered = {place for one in found for place in range(*one.span)}
        own = path.stem.removeprefix("A_RES_").replace("_", "/")
        for match in re.finditer(r"(?<!\S)\(?(\d+/\d+)[.,;)]?(?!\S)", text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.end())]
            page = line.strip() == match[0]  # "2/28", the number of a page
            if not page and match[1] != own and match.start(1) not in covered:
                loose.append((path.stem, line.strip()))
    assert len(loose) <= 10, loose

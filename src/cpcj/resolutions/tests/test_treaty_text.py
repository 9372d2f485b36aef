"""Treaty texts become provisions with the identifiers that citations resolve to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpcj.resolutions.treaty_text import NoTreatyError, read_treaty

TREATY = """## Convention on Harbour Lamps

The Parties to this Convention, fond of light,

### Article 1

#### Use of terms

For the purposes of this Convention:

a) "Lamp" means any light that is kept;

b) "Keeper" means

(i) who lights it; or

(ii) who puts it out.

### Article 2 bis

#### Duties

1.   Each Party shall keep its lamps:

(a) (i) By night;

(ii) In fog; and

(b) In the year

2020. and after.
2.   No Party shall sell a [lamp](../lamps/README.md) that burns.

### Artikel 1

1. Lampen.
"""

TEXTS = Path(os.environ.get("CPCJ_DATA", "../shared/data")) / "treaties" / "text"
with_texts = pytest.mark.skipif(not TEXTS.is_dir(), reason=f"texts of treaties are not at {TEXTS}")


def test_articles_paragraphs_and_points_have_their_identifiers() -> None:
    found = read_treaty(TREATY, "LAMPS", "lamps.md")
    assert [one.id.removeprefix("LAMPS#") for one in found] == [
        "art1", "art1(a)", "art1(b)", "art1(b)(i)", "art1(b)(ii)", "art2 bis", "art2 bis(1)",
        "art2 bis(1)(a)", "art2 bis(1)(a)(i)", "art2 bis(1)(a)(ii)", "art2 bis(1)(b)",
        "art2 bis(2)",
    ]  # fmt: skip
    by_id = {one.id: one for one in found}
    assert by_id["LAMPS#art1"].heading == "Use of terms"
    assert by_id["LAMPS#art1"].words == "For the purposes of this Convention:"
    assert by_id["LAMPS#art2 bis(2)"].words == "No Party shall sell a lamp that burns."
    assert by_id["LAMPS#art2 bis(1)(b)"].words == "In the year 2020. and after."


def test_a_number_alone_on_its_line_begins_the_paragraph_of_the_points_below_it() -> None:
    text = "### Article 3\n1. Lamps.\n2.\na) By night;\nb) In fog.\n3. Who keeps them.\n"
    found = [one.id.removeprefix("X#") for one in read_treaty(text, "X", "x.md")]
    assert found == ["art3", "art3(1)", "art3(2)", "art3(2)(a)", "art3(2)(b)", "art3(3)"]


LISTS = """# Convention on Lamps

Article 1 \u2013 Use of terms

1.\u201cLamp\u201d means:
(g) glass;
(h) oil, which is:
(a) of whales; or
(b) of seeds, that are:
(i) pressed; or
(ii) boiled;
(i) a wick that costs 2.5 per cent of
2.5 pence, and burns:
1. by night;
2. in fog.
2.A keeper is:
(a) who lights it.

## PART II

This Part is about mirrors.

Article 2 of this Convention is not yet at hand.

### Article 2

1. Nobody shall sell lamps.

IN WITNESS WHEREOF the undersigned have signed.

### ANNEX

1. Lamps of the first kind.
"""


def test_lists_within_points_keep_their_levels_and_annexes_belong_to_no_article() -> None:
    found = read_treaty(LISTS, "X", "x.md")
    assert [one.id.removeprefix("X#art") for one in found] == [
        "1", "1(1)", "1(1)(g)", "1(1)(h)", "1(1)(h)(a)", "1(1)(h)(b)", "1(1)(h)(b)(i)",
        "1(1)(h)(b)(ii)", "1(1)(i)", "1(1)(i)(1)", "1(1)(i)(2)", "1(2)", "1(2)(a)", "2", "2(1)",
    ]  # fmt: skip
    said = {one.id: one for one in found}
    assert said["X#art1"].heading == "Use of terms"
    assert said["X#art1(1)(i)"].words.endswith("2.5 pence, and burns:")
    assert said["X#art1(2)(a)"].words == "who lights it."
    assert said["X#art2(1)"].words == "Nobody shall sell lamps."


# Numbered paragraphs of the English text of each article, counted by hand beside the program's; in
# the file of the Convention of 1988 the first paragraph of article 10 has lost its number.
PARAGRAPHS = {
    "untoc": 174, "uncac": 210, "tip-protocol": 54, "som-protocol": 66, "firearms-protocol": 46,
    "drugs-1988": 132, "psychotropics-1971": 86, "single-convention-1961-1972": 155,
    "ct-bombings-1997": 44, "ct-financing-1999": 61, "ct-nuclear-terrorism-2005": 62,
    "ct-hostages-1979": 33, "ct-hague-1970": 31, "ct-montreal-1971": 36, "ct-plastic-1991": 47,
    "ct-cppnm-1980": 47, "ct-airports-1988": 16, "ct-beijing-2010": 46,
    "ct-beijing-protocol-2010": 8, "ct-sua-1988-consolidated": 82, "ct-sua-fixed-1988": 26,
}  # fmt: skip


@with_texts
def test_the_paragraphs_of_every_real_text_are_counted_and_none_stands_twice() -> None:
    counted = {}
    for name in PARAGRAPHS:
        found = read_treaty((TEXTS / f"{name}.md").read_text("utf-8"), "X", name)
        counted[name] = sum(
            len(one.labels) == 1 and one.labels[0][1:-1].split()[0].isdecimal() for one in found
        )
        assert [one.id for one in found if "~" in one.id] == []
        assert not any("IN WITNESS" in one.words for one in found)
    assert counted == PARAGRAPHS


def test_a_text_without_articles_is_refused_with_its_name() -> None:
    with pytest.raises(NoTreatyError, match=r"^x\.md: no line is the heading"):
        read_treaty("1. Nothing", "LAMPS", "x.md")


@with_texts
@pytest.mark.parametrize(
    ("file", "articles"),
    [("untoc", 41), ("uncac", 71), ("tip-protocol", 20), ("som-protocol", 25),
     ("firearms-protocol", 21), ("drugs-1988", 34), ("psychotropics-1971", 33),
     ("ct-bombings-1997", 24), ("ct-financing-1999", 28), ("ct-nuclear-terrorism-2005", 28),
     ("ct-hostages-1979", 20), ("ct-hague-1970", 14), ("ct-montreal-1971", 16)],
)  # fmt: skip
def test_every_article_of_a_real_text_is_found_once(file: str, articles: int) -> None:
    found = read_treaty((TEXTS / f"{file}.md").read_text("utf-8"), "X", file)
    assert len([one for one in found if not one.labels]) == articles
    assert len({one.id for one in found}) == len(found)


@with_texts
def test_what_a_resolution_cites_is_there() -> None:
    found = {one.id for one in read_treaty((TEXTS / "untoc.md").read_text("utf-8"), "UNTOC", "x")}
    assert {"UNTOC#art18(15)", "UNTOC#art18(15)(f)", "UNTOC#art32", "UNTOC#art6(1)(a)(ii)"} <= found

"""What reports, drafts and footnotes record of a text's way to its adoption."""

from __future__ import annotations

import datetime as dt

import pytest

from cpcj.resolutions.model import (
    Document,
    DocumentKind,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Text,
    TextKind,
)
from cpcj.resolutions.procedure import Fact, FactKind, Proceedings, proceedings

DAY = dt.date(2024, 11, 28)


def report(*items: str | Paragraph, texts: int = 2, notes: tuple[Note, ...] = ()) -> Document:
    """Return a report; a string with "# " before it is a heading."""
    procedure: list[Heading | Paragraph] = []
    for n, item in enumerate(items, start=1):
        if isinstance(item, Paragraph):
            procedure.append(item)
        elif item.startswith("# "):
            procedure.append(Heading(2, None, Passage(item[2:])))
        else:
            words, *points = item.split("\n")
            below = tuple(
                Paragraph(Role.POINT, "", numbered=False, words=Passage(one)) for one in points
            )
            procedure.append(
                Paragraph(
                    Role.PROCEDURAL, str(n), numbered=True, words=Passage(words), points=below
                )
            )
    drafts = tuple(
        Text(number, TextKind.DRAFT_RESOLUTION, Passage("Lamps"), Passage("The General Assembly,"),
             ())
        for number in ("I", "II", "III")[:texts]
    )  # fmt: skip
    return Document(
        DocumentKind.COMMITTEE_REPORT, drafts, "A/79/901", organ="General Assembly", session=79,
        date=DAY, procedure=tuple(procedure), notes=notes,
    )  # fmt: skip


def one(*items: str) -> Proceedings:
    """Return what a report with one draft records of it."""
    (found,) = proceedings(report("# A. Draft resolution A/C.3/79/L.4", *items, texts=1))
    return found


def fact(kind: FactKind, *items: str) -> Fact:
    """Return the one fact of a kind."""
    (found,) = one(*items).of(kind)
    return found


def codes(of: Fact) -> list[str]:
    return [named.code or named.group for named in of.names]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Subsequently, Albania and the Congo joined in sponsoring the draft resolution.",
         ["ALB", "COG"]),
        (("Also at the 4th meeting, Bosnia and Herzegovina, the Bolivarian Republic of Venezuela"
          " and the United Kingdom became sponsors of the draft."), ["BIH", "VEN", "GBR"]),
        (("The Secretary announced that Chad, Trinidad and Tobago and Micronesia (Federated States"
          " of) had also joined the sponsors."), ["TCD", "TTO", "FSM"]),
        (("Subsequently, the following countries joined in sponsoring the draft resolution: Peru,"
          " the former Yugoslav Republic of Macedonia and Yemen."), ["PER", "MKD", "YEM"]),
        (("Subsequently, Malta, as well as the State of Palestine, was added to the list of"
          " sponsors."), ["MLT", "PSE"]),
        ("Also at the same meeting, Nauru co-sponsored the draft.", []),
    ],
)  # fmt: skip
def test_who_joined(words: str, expected: list[str]) -> None:
    found = one("At its 4th meeting, on 5 November, the Committee adopted draft resolution"
                " A/C.3/79/L.4 (see para. 9).", words)  # fmt: skip
    joined = found.of(FactKind.JOINED)
    assert [code for each in joined for code in codes(each)] == expected
    for each in joined:
        for named in each.names:
            assert each.words[slice(*named.span)].endswith(named.name)


def test_names_that_no_table_knows_are_doubts_and_stay_as_printed() -> None:
    found = one("Subsequently, Albania, Dunmere and Yemen joined in sponsoring the draft.")
    (joined,) = found.of(FactKind.JOINED)
    assert codes(joined) == ["ALB", "", "YEM"]
    assert [doubt.code for doubt in found.doubts] == ["name-not-known"]
    assert "Dunmere" in found.doubts[0].message
    assert found.doubts[0].provision == joined.place == "p2"


def test_a_name_means_the_state_of_that_day() -> None:
    found = one("Subsequently, Swaziland and Eswatini joined in sponsoring the draft.")
    assert codes(found.facts[0]) == ["SWZ", "SWZ"]
    assert len(found.sponsors) == 1


def test_who_tabled_and_for_whom() -> None:
    found = one(
        "At its 4th meeting, on 5 November 2024, the representative of Chad introduced a draft"
        " resolution, submitted by Mali on behalf of the States Members of the United Nations that"
        " are members of the Group of 77 and China, entitled “Lamps” (A/C.3/79/L.4)."
    )
    (introduced,) = found.of(FactKind.INTRODUCED)
    (sponsored,) = found.of(FactKind.SPONSORED)
    assert codes(introduced) == ["TCD"]
    assert [(named.code, named.group, named.behalf) for named in sponsored.names] == [
        ("MLI", "", "g77_china"),
        ("", "g77_china", ""),
    ]
    assert (sponsored.meeting, sponsored.date) == (4, dt.date(2024, 11, 5))
    assert sponsored.symbols == ("A/C.3/79/L.4",)
    assert found.symbols == ("A/C.3/79/L.4",)


def test_who_introduced_it_for_others_is_a_sponsor_with_them() -> None:
    sponsored = fact(
        FactKind.SPONSORED,
        "At the 4th meeting, on 5 November, the representative of Peru, on behalf of Chad, Malta"
        " and Yemen, introduced a draft resolution entitled “Lamps” (A/C.3/79/L.4).",
    )
    assert codes(sponsored) == ["PER", "TCD", "MLT", "YEM"]


def test_a_revised_draft_of_the_same_sponsors_and_others() -> None:
    sponsored = fact(
        FactKind.SPONSORED,
        "At its 9th meeting, on 7 November, the Committee had before it a revised draft resolution"
        " (A/C.3/79/L.4/Rev.1), submitted by the sponsors of draft resolution A/C.3/79/L.4 and"
        " Malta.",
    )
    assert codes(sponsored) == ["MLT"]


def test_costs_revisions_statements() -> None:
    found = one(
        "At its 4th meeting, on 5 November, the Secretary read out a statement of programme budget"
        " implications.",
        "At the same meeting, the representative of Peru made a statement and orally revised the"
        " draft resolution as follows:\nIn paragraph 3, “oil” was replaced by “gas”;\nParagraph 4"
        " was deleted.",
        "Before the adoption, statements were made by the representatives of Chad, Mali (on behalf"
        " of the Group of African States) and Yemen; after the adoption, the representatives of"
        " Malta and of Nauru made statements in explanation of position.",
    )
    costs, revised, *statements = found.facts
    assert (costs.kind, costs.detail) == (FactKind.COSTS, "statement")
    assert revised.kind is FactKind.REVISED
    assert (codes(revised), revised.meeting) == (["PER"], 4)
    assert revised.said.endswith("Paragraph 4 was deleted.")
    assert [(codes(each), each.detail) for each in statements] == [
        (["PER"], ""),
        (["TCD", "MLI", "YEM"], "before adoption"),
        (["MLT", "NRU"], "after adoption, explanation of position"),
    ]
    assert statements[1].names[1].behalf == "african_states"
    none = fact(FactKind.COSTS, "The Committee was advised that the draft had no programme budget"
                " implications.")  # fmt: skip
    assert none.detail == "none"


@pytest.mark.parametrize(
    ("how", "detail", "numbers"),
    [
        ("", "", None),
        (" without a vote", "without a vote", None),
        (" by consensus", "consensus", None),
        (" by a recorded vote of 124 to 7, with 54 abstentions", "recorded vote", (124, 7, 54)),
        (" by 105 votes to none, with one abstention", "vote", (105, 0, 1)),
    ],
)
def test_how_it_was_adopted(how: str, detail: str, numbers: tuple[int, int, int] | None) -> None:
    adopted = fact(
        FactKind.ADOPTED,
        f"At its 4th meeting, on 5 November, the Committee adopted draft resolution A/C.3/79/L.4,"
        f" as orally revised,{how} (see para. 9).",
    )
    assert (adopted.detail, adopted.revised) == (detail, True)
    vote = adopted.vote
    said = None if vote is None else (vote.in_favour, vote.against, vote.abstaining)
    assert said == numbers


def test_a_vote_with_lists_and_who_had_meant_to_vote_otherwise() -> None:
    words = (
        "At its 4th meeting, on 5 November, the Committee adopted draft resolution A/C.3/79/L.4 by"
        " a recorded vote of 3 to 1, with 1 abstention (see para. 9). The voting was as follows:"
    )
    lists = ("In favour:", "Chad, Peru, Yemen.", "Against:", "Malta.", "Abstaining:", "None.")
    below = tuple(Paragraph(Role.POINT, "", numbered=False, words=Passage(each)) for each in lists)
    vote = Paragraph(Role.PROCEDURAL, "2", numbered=True, points=below,
                     words=Passage(words, (NoteMark(90, "3"),)))  # fmt: skip
    note = Note("3", Passage("The delegation of Nauru subsequently informed the Secretariat that it"
                             " had intended to vote in favour."))  # fmt: skip
    (found,) = proceedings(report("# Draft resolution A/C.3/79/L.4", vote, texts=1, notes=(note,)))
    adopted, meant = found.facts
    assert adopted.vote is not None
    assert [named.code for named in adopted.vote.for_list] == ["TCD", "PER", "YEM"]
    assert [named.code for named in adopted.vote.against_list] == ["MLT"]
    assert (meant.kind, codes(meant), meant.detail) == (FactKind.VOTE_NOTE, ["NRU"], "in favour")
    assert [doubt.code for doubt in found.doubts] == ["vote-does-not-add-up"]


def test_amendments_and_drafts_that_were_withdrawn() -> None:
    found = one(
        "At the 4th meeting, on 5 November, the representative of Peru introduced an amendment"
        " (A/C.3/79/L.9) to draft resolution A/C.3/79/L.4.",
        "At the same meeting, the Committee rejected the amendment by a recorded vote of 90 to 10.",
        "The representative of Peru withdrew the oral amendment.",
        "The draft resolution was withdrawn by its sponsors.",
    )
    told = [(each.kind, each.detail, codes(each)) for each in found.facts]
    assert told == [
        (FactKind.AMENDMENT, "introduced", ["PER"]),
        (FactKind.AMENDMENT, "rejected", []),
        (FactKind.AMENDMENT, "withdrawn", ["PER"]),
        (FactKind.WITHDRAWN, "", []),
    ]
    assert not found.held


def test_each_text_has_what_is_told_of_it() -> None:
    found = proceedings(
        report(
            "At its 2nd meeting, on 20 September 2024, the Committee heard a statement.",
            "# A. Draft resolution A/C.3/79/L.4",
            "At its 4th meeting, on 5 November, the Committee had before it a draft resolution"
            " submitted by Chad (A/C.3/79/L.4).",
            "At its 44th meeting, on 7 February, the Committee adopted draft resolution"
            " A/C.3/79/L.4 (see para. 9, draft resolution II).",
            "After the adoption, the representative of Peru made a statement.",
            "# B. Draft resolution A/C.3/79/L.5",
            "Subsequently, Malta joined in sponsoring the draft resolution.",
            "Also at its 44th meeting, the Committee adopted draft resolution A/C.3/79/L.5 (see"
            " para. 9, draft resolution I).",
        )
    )
    assert [(each.text, each.symbols) for each in found] == [
        ("II", ("A/C.3/79/L.4",)), ("I", ("A/C.3/79/L.5",)),
    ]  # fmt: skip
    assert [each.kind for each in found[0].facts] == [
        FactKind.SPONSORED, FactKind.ADOPTED, FactKind.STATEMENT,
    ]  # fmt: skip
    joined, adopted = found[1].facts
    assert (joined.meeting, joined.after) == (None, 44)
    assert adopted.date == dt.date(2025, 2, 7)  # a session goes on in the year after


def test_a_commission_s_report_names_chapter_and_section() -> None:
    document = report(
        "At its 8th meeting, on 22 May, the Commission approved a revised draft resolution"
        " (E/CN.15/2024/L.6/Rev.1), sponsored by Chad and Malta. (For the text, see chap. I, sect."
        " B, draft resolution II.)",
    )
    (found,) = proceedings(document)
    assert found.text == "II"
    assert [named.code for named in found.sponsors] == ["TCD", "MLT"]


def draft(sponsors: tuple[str, ...], *notes: str) -> Document:
    text = Text(
        None, TextKind.DRAFT_RESOLUTION, Passage("Lamps"), Passage("The General Assembly,"), (),
        sponsors=sponsors, notes=tuple(Note("*", Passage(note)) for note in notes),
    )  # fmt: skip
    return Document(DocumentKind.DRAFT_RESOLUTION, (text,), "A/C.3/79/L.4", date=DAY)


def test_the_sponsors_of_a_draft_stand_in_its_masthead() -> None:
    (found,) = proceedings(draft(("Albania", "Türkiye", "Dunmere")))
    (fact_,) = found.facts
    assert codes(fact_) == ["ALB", "TUR", ""]
    assert [fact_.words[slice(*named.span)] for named in fact_.names] == [
        "Albania", "Türkiye", "Dunmere",
    ]  # fmt: skip
    (group,) = proceedings(
        draft(("Mali*",), "On behalf of the States Members of the United Nations that are"
              " members of the Group of African States.")
    )  # fmt: skip
    assert [(n.code, n.group, n.behalf) for n in group.facts[0].names] == [
        ("MLI", "", "african_states"),
        ("", "african_states", ""),
    ]


def test_footnotes_of_adopted_texts_name_sponsors_and_votes() -> None:
    text = Text(
        None, TextKind.RESOLUTION, Passage("Lamps"), Passage("The General Assembly,"), (),
        notes=(
            Note("1", Passage("The draft resolution recommended in the report was sponsored in the"
                              " Committee by: Chad, Côte d’Ivoire and Malta.")),
            Note("2", Passage("Adopted by a recorded vote of 2 to 1, as follows: In favour: Chad,"
                              " Malta; Against: Peru; Abstaining: None.")),
        ),
    )  # fmt: skip
    (found,) = proceedings(Document(DocumentKind.RESOLUTION, (text,), "A/RES/79/901", date=DAY))
    sponsored, adopted = found.facts
    assert (sponsored.place, codes(sponsored)) == ("note1", ["TCD", "CIV", "MLT"])
    assert adopted.vote is not None
    assert [named.code for named in adopted.vote.against_list] == ["PER"]
    assert found.doubts == ()


def test_other_languages_and_plain_paragraphs_record_nothing() -> None:
    assert proceedings(report("The Committee held a general discussion on the item.")) == ()

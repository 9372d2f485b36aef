"""A text with its notes: what was named before resolves what is cited in short after it."""

from cpcj.resolutions.citations import citations_in_procedure, citations_in_text
from cpcj.resolutions.citations.walk import context_of
from cpcj.resolutions.model import (
    Annex,
    Document,
    DocumentKind,
    Note,
    NoteMark,
    Paragraph,
    Passage,
    Role,
    Text,
    TextKind,
)

CORRUPTION = "the United Nations Convention against Corruption"


def text_of(
    *operative: Paragraph | str, title: str = "", notes: tuple[str, ...] = (), **rest: object
) -> Text:
    body = tuple(
        Paragraph(Role.OPERATIVE, str(n), numbered=True, words=Passage(p))
        if isinstance(p, str)
        else p
        for n, p in enumerate(operative, start=1)
    )
    return Text(
        id=None,
        kind=TextKind.RESOLUTION,
        title=Passage(title),
        organ_line=Passage("The General Assembly,"),
        body=body,
        notes=tuple(Note(str(n), Passage(words)) for n, words in enumerate(notes, start=1)),
        **rest,  # type: ignore[arg-type]
    )


def found(text: Text) -> list[tuple[str, str, str | None]]:
    document = Document(DocumentKind.RESOLUTION, (text,))
    return [
        (placed.place, words(placed.passage, placed.citation.span), placed.citation.id)
        for placed in citations_in_text(text, document)
    ]


def words(passage: Passage, span: tuple[int, int]) -> str:
    return passage.text[slice(*span)]


def test_ibid_goes_by_the_order_of_notes() -> None:
    text = text_of(
        notes=(
            "United Nations, Treaty Series, vol. 2225, No. 39574.",
            "Ibid., vol. 2349, No. 42146.",
            "See A/CONF.222/17, chap. I.",
            "Ibid., chap. II.",
            "Report on prisons.",
            "Ibid., p. 4.",
        )
    )
    assert [identifier for _, _, identifier in found(text)] == [
        "UNTS:2225:39574",
        "UNTS:2349:42146",
        "A/CONF.222/17",
        "A/CONF.222/17",
        None,
    ]


def test_short_names_carry_over_paragraphs() -> None:
    text = text_of(
        "Welcomes the work of the Commission on Crime Prevention and Criminal Justice;",
        "Recalls Commission resolution 22/7;",
    )
    assert found(text) == [("op2", "22/7", "CCPCJ/RES/22/7")]


def test_the_convention_is_that_of_the_title() -> None:
    text = text_of(
        "Welcomes the Convention on the Rights of the Child;",
        "Recalls article 5 of the Convention;",
        title="Action against corruption: United Nations Convention against Corruption",
    )
    assert ("op2", "article 5", "UNCAC#art5") in found(text)


def test_the_convention_is_unknown_where_two_are_named_alike() -> None:
    text = text_of(
        f"Welcomes {CORRUPTION};",
        "Welcomes the Convention on the Rights of the Child;",
        "Recalls article 5 of the Convention;",
    )
    assert ("op3", "article 5", None) in found(text)


def test_the_convention_is_the_one_the_text_defines() -> None:
    text = text_of(
        f"Recalls {CORRUPTION} (the Convention);",
        "Welcomes the Convention on the Rights of the Child;",
        "Recalls article 5 of the Convention;",
    )
    assert ("op3", "article 5", "UNCAC#art5") in found(text)


def test_number_in_a_note_is_of_the_body_its_paragraph_names() -> None:
    assembly = f"the Conference of the States Parties to {CORRUPTION}"
    marked = Passage(f"Welcomes the resolution of {assembly};", (NoteMark(20, "1"),))
    paragraph = Paragraph(Role.OPERATIVE, "1", numbered=True, words=marked)
    council = "Welcomes the work of the Human Rights Council;"
    text = text_of(paragraph, council, notes=("Resolution 6/2 of 6 November 2015.",))
    assert found(text)[-1] == ("note", "6/2", "UNCAC/COSP/RES/6/2")


def test_paragraphs_above_are_of_the_annex_they_stand_in() -> None:
    rules = tuple(
        Paragraph(Role.BODY, str(n), numbered=True, words=Passage(line))
        for n, line in enumerate(("Meet yearly.", "Under paragraph 1 above, vote."), start=1)
    )
    text = text_of(
        "Adopts rules;", "Recalls paragraph 1 above;", annexes=(Annex(None, None, rules),)
    )
    assert found(text) == [
        ("op2", "paragraph 1", "#op1"),
        ("annex1/para2", "paragraph 1", "#annex1/para1"),
    ]


def test_context_serves_strings_read_alone() -> None:
    text = text_of(f"Welcomes {CORRUPTION};", "Recalls Economic and Social Council action;")
    context = context_of(text, Document(DocumentKind.RESOLUTION, (text,)))
    assert context.body == "ga"
    assert context.instruments["Convention"] == "UNCAC"
    assert context.bodies["Council"] == "ecosoc"


def test_procedure_of_a_report() -> None:
    paragraph = Paragraph(
        Role.PROCEDURAL, "3", numbered=True, words=Passage("See document A/C.3/71/SR.4.")
    )
    document = Document(DocumentKind.COMMITTEE_REPORT, (), procedure=(paragraph,))
    [placed] = citations_in_procedure(document)
    assert (placed.place, placed.citation.id) == ("p3", "A/C.3/71/SR.4")

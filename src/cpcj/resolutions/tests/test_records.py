"""The records of documents and acts have the keys of the annotation guide, in order."""

from __future__ import annotations

import json

from hypothesis import given

from cpcj.resolutions.model import Document, text_provisions
from cpcj.resolutions.records import ACT_COLUMNS, act_record, act_row, document_record
from cpcj.resolutions.tests import strategies
from cpcj.resolutions.tests.acts import REQUEST
from cpcj.resolutions.tests.documents import ANNEXED, OMNIBUS, REPORT, RESOLUTION

DOCUMENT_KEYS = [
    "source",
    "kind",
    "symbol",
    "id",
    "organ",
    "committee",
    "session",
    "agenda_item",
    "title",
    "date",
    "language",
    "doubts",
    "texts",
]
TEXT_KEYS = [
    "id",
    "kind",
    "symbol",
    "title",
    "sponsors",
    "organ_line",
    "preambular",
    "operative",
    "annexes",
    "notes",
]
ACT_KEYS = [
    "id",
    "document",
    "text",
    "paragraph",
    "point",
    "position",
    "standing",
    "phrase",
    "act",
    "reiterated",
    "addressees",
    "deliverable",
    "qualifiers",
    "action",
    "topics",
    "citations",
    "full",
    "spans",
    "source",
]


def test_document_has_the_keys_of_the_guide_in_order() -> None:
    record = document_record(RESOLUTION, "a.txt")
    assert list(record)[: len(DOCUMENT_KEYS)] == DOCUMENT_KEYS
    assert list(record["texts"][0])[: len(TEXT_KEYS)] == TEXT_KEYS
    assert (record["source"], record["id"], record["date"], record["session"]) == (
        "a.txt",
        "A/RES/91/204",
        "2036-12-30",
        91,
    )


def test_paragraphs_hold_words_notes_and_points() -> None:
    text = document_record(RESOLUTION)["texts"][0]
    assert list(text["preambular"][0])[:4] == ["n", "text", "notes", "points"]
    assert text["preambular"][0]["n"] == 1
    assert text["preambular"][1]["points"][1]["notes"] == ["2"]
    second = text["operative"][1]
    assert list(second)[:5] == ["n", "numbered", "text", "notes", "points"]
    assert (second["n"], second["numbered"], second["text"]) == (
        "2",
        True,
        "Requests the Secretary-General:",
    )
    assert second["closing"] == "and to do so within existing resources;"
    inner = second["points"][0]["points"][1]["points"][0]
    assert (inner["n"], inner["text"], inner["provision"]) == ("a.", "Anchored;", "op2(a)(ii)(a.)")
    assert text["notes"][0] == {
        "mark": "1",
        "text": "See Official Records, Supplement No. 30, chap. I.",
    }


def test_single_unnumbered_paragraph_says_so() -> None:
    (paragraph,) = document_record(ANNEXED)["texts"][0]["operative"]
    assert (paragraph["n"], paragraph["numbered"]) == ("1", False)


def test_report_names_its_texts_and_keeps_its_procedure() -> None:
    record = document_record(REPORT)
    assert [(text["id"], text["kind"]) for text in record["texts"]] == [
        ("I", "draft resolution"),
        ("II", "draft resolution"),
        ("dec1", "draft decision"),
    ]
    assert [item["role"] for item in record["procedure"]] == [
        "heading",
        "procedural",
        "heading",
        "heading",
        "procedural",
    ]
    assert record["symbol"] == "A/91/480"
    assert record["date"] is None


def test_headings_say_what_they_stand_before() -> None:
    headings = document_record(OMNIBUS)["texts"][0]["headings"]
    assert [(heading["text"], heading["before"]) for heading in headings] == [
        ("Harbours", "pp2"),
        ("Coasts", "sectII/op1"),
        ("Sandy coasts", "sectII/op1"),
        ("Rocky coasts", "pp4"),
    ]


@strategies.law(30)
@given(strategies.documents)
def test_record_of_any_document_is_json_with_every_provision(document: Document) -> None:
    record = document_record(document)
    assert json.loads(json.dumps(record)) == record
    for text, written in zip(document.texts, record["texts"], strict=True):
        named = _provisions(written)
        expected = {provision.id for provision in text_provisions(text)}
        assert named == expected


def _provisions(record: object) -> set[str]:
    """Return every provision named anywhere in a record."""
    if isinstance(record, list):
        return set().union(*map(_provisions, record))
    if isinstance(record, dict):
        own = {record["provision"]} if record.get("provision") else set()
        return own.union(*map(_provisions, record.values()))
    return set()


def test_act_has_the_keys_of_the_guide_in_order() -> None:
    record = act_record(REQUEST)
    assert list(record) == ACT_KEYS
    assert record["standing"] == "adopted"
    assert record["addressees"] == ["secretary_general"]
    assert record["qualifiers"] == ["existing_resources"]
    assert record["deliverable"] == {
        "what": "report thereon",
        "to": "general_assembly",
        "when": "ninety-second session",
        "due": {"body": "general_assembly", "session": 92, "from": "2037-09-15", "to": None},
    }
    assert record["source"] == [[100, 108]]


def test_spans_of_an_act_are_the_words_of_its_fields() -> None:
    record = act_record(REQUEST)
    spans, full = record["spans"], record["full"]
    assert " ".join(full[a:b] for a, b in spans["phrase"]).lower() == record["phrase"]
    assert [full[a:b] for a, b in spans["action"]] == [record["action"]]
    assert [full[a:b] for (a, b), *_ in spans["addressees"]] == ["the Secretary-General"]
    assert json.loads(json.dumps(record)) == record


def test_row_of_an_act_joins_lists_and_leaves_out_what_is_unresolved() -> None:
    row = dict(zip(ACT_COLUMNS, act_row(act_record(REQUEST)), strict=True))
    assert row["addressees"] == "secretary_general"
    assert row["citations"] == "A/RES/90/12"
    assert (row["due_session"], row["due_from"], row["due_to"]) == (92, "2037-09-15", None)
    assert row["deliverable_to"] == "general_assembly"

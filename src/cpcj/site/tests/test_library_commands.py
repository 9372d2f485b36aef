"""The library's commands as a person runs them: what is printed, what is written, how it ends."""

import csv
import io
import json
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from cpcj.resolutions.akn import from_akn
from cpcj.resolutions.reading import read_document
from cpcj.site.cli import main

SAMPLE = """A/RES/68/9901

Resolution adopted by the General Assembly on 18 December 2013

[on the report of the Third Committee (A/68/9990)]

68/9901. Lanterns for the harbour of Quinta

The General Assembly,

Recalling its resolution 67/9901 of 20 December 2012,

1. Requests the United Nations Office on Drugs and Crime, within existing resources, to assist
Member States, upon request, in preventing corruption in harbours;

2. Requests the Secretary-General to submit a report on lanterns to the General Assembly at its
seventieth session.

70th plenary meeting
18 December 2013
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    file = tmp_path / "texts" / "lanterns.txt"
    file.parent.mkdir()
    file.write_text(SAMPLE, encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_parse_prints_documents(sample: Path) -> None:
    result = run("parse", sample)
    assert result.exit_code == 0
    (document,) = json.loads(result.stdout)["documents"]
    assert document["source"] == str(sample)
    assert document["symbol"] == "A/RES/68/9901"
    assert document["date"] == "2013-12-18"
    (text,) = document["texts"]
    assert [p["n"] for p in text["operative"]] == ["1", "2"]
    assert text["preambular"][0]["text"].startswith("Recalling its resolution")
    assert list(document)[:12] == [
        "source", "kind", "symbol", "id", "organ", "committee", "session", "agenda_item", "title",
        "date", "language", "doubts",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "suffix", "opening"),
    [
        ("akn", ".xml", b"<?xml"), ("html", ".html", b"<!DOCTYPE html>"),
        ("md", ".md", b"# "), ("docx", ".docx", b"PK"), ("json", ".json", b'{"documents": ['),
    ],
)  # fmt: skip
def test_parse_writes_one_file_per_input(
    sample: Path, tmp_path: Path, form: str, suffix: str, opening: bytes
) -> None:
    out = tmp_path / "out"
    result = run("parse", sample.parent, "--format", form, "--out", out)
    assert result.exit_code == 0, result.output
    content = (out / f"lanterns{suffix}").read_bytes()
    assert opening in content[:400]
    if form == "akn":
        assert from_akn(content) == read_document(sample)
        assert b"/akn/un/statement/deliberation/un-ga/2012-12-20/67-9901" in content
    if form == "docx":
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_akoma_ntoso_is_read_back(sample: Path, tmp_path: Path) -> None:
    run("parse", sample, "--format", "akn", "--out", tmp_path / "out")
    again = json.loads(run("parse", tmp_path / "out" / "lanterns.xml").stdout)["documents"][0]
    first = json.loads(run("parse", sample).stdout)["documents"][0]
    assert again | {"source": None} == first | {"source": None}


def test_words_that_do_not_say_they_were_adopted_are_a_proposal(tmp_path: Path) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text("The General Assembly,\n\nRecalling light,\n\n1. Urges Member States to see.\n")
    (document,) = json.loads(run("parse", file).stdout)["documents"]
    assert document["kind"] == "draft resolution"
    assert [doubt["code"] for doubt in document["doubts"]] == ["standing-not-said"]
    (record,) = json.loads(run("mandates", file).stdout)["mandates"]
    assert record["standing"] == "proposed"


def test_inputs_of_one_stem_do_not_overwrite_each_other(sample: Path, tmp_path: Path) -> None:
    sample.with_suffix(".md").write_text(SAMPLE, encoding="utf-8")
    result = run("parse", sample.parent, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "lanterns.txt.json",
        "lanterns.md.json",
    }


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_read(
    sample: Path, tmp_path: Path
) -> None:
    (sample.parent / "empty.txt").write_bytes(b"")
    (sample.parent / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    result = run("parse", sample.parent, tmp_path / "absent.txt")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)["documents"]) == 1
    for name in ("empty.txt", "picture.pdf", "absent.txt"):
        assert name in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("parse",), "PATH"),
        (("parse", "{0}", "{0}", "--format", "akn"), "--out"),
        (("parse", "{0}", "--format", "pdf"), "pdf"),
        (("mandates", "{0}", "--engine", "dask"), "--scheduler"),
        (("mandates", "{0}", "--scheduler", "tcp://127.0.0.1:1"), "--engine dask"),
        (("evaluate", "{0}"), "--labels"),
    ],
)
def test_wrong_usage_says_what_to_do(sample: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(*(argument.format(sample) for argument in arguments))
    assert result.exit_code == 2
    assert words in result.stderr


def test_mandates_as_json(sample: Path) -> None:
    result = run("mandates", sample)
    assert result.exit_code == 0
    first, second = json.loads(result.stdout)["mandates"]
    assert first["id"] == "A/RES/68/9901#op1.1"
    assert (first["act"], first["addressees"]) == ("request", ["unodc"])
    assert first["qualifiers"] == ["existing_resources", "upon_request"]
    assert first["standing"] == "adopted"
    assert "corruption" in first["topics"]
    assert second["deliverable"]["to"] == "general_assembly"
    assert second["deliverable"]["due"]["session"] == 70
    start, end = first["spans"]["addressees"][0][0]
    assert first["full"][start:end] == "the United Nations Office on Drugs and Crime"


def test_mandates_as_tables(sample: Path, tmp_path: Path) -> None:
    printed = run("mandates", sample, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(printed.stdout.removeprefix("\ufeff"))))
    assert [row["paragraph"] for row in rows] == ["1", "2"]
    out = tmp_path / "acts.xlsx"
    assert run("mandates", sample, "--format", "xlsx", "--out", out).exit_code == 0
    with closing(load_workbook(out, read_only=True)) as workbook:
        first = [row[0] for row in workbook["Mandates"].iter_rows(values_only=True)]
    assert first == ["id", "A/RES/68/9901#op1.1", "A/RES/68/9901#op2.1"]


def test_adopted_keeps_the_mandates_alone(sample: Path) -> None:
    draft = sample.with_name("draft.txt")
    draft.write_text(
        "General Assembly\n\nDistr.: Limited\n1 October 2014\n\nOriginal: English\n\n"
        "Sixty-ninth session\n\nThird Committee\n\nAgenda item 999\n\nQuinta: draft resolution\n\n"
        "Lanterns\n\nThe General Assembly,\n\nRecalling light,\n\n1. Urges Member States to see.\n",
        encoding="utf-8",
    )
    everything = json.loads(run("mandates", sample.parent).stdout)["mandates"]
    assert {record["standing"] for record in everything} == {"adopted", "proposed"}
    adopted = json.loads(run("mandates", sample.parent, "--adopted").stdout)["mandates"]
    assert {record["standing"] for record in adopted} == {"adopted"}
    assert len(adopted) == 2


def test_several_processes_give_the_same(sample: Path) -> None:
    sample.with_name("again.txt").write_text(SAMPLE.replace("9901", "9902"), encoding="utf-8")
    assert (
        run("mandates", sample.parent, "--jobs", 2).stdout == run("mandates", sample.parent).stdout
    )


def test_cite(sample: Path) -> None:
    citations = json.loads(run("cite", sample).stdout)["citations"]
    found = {citation["id"]: citation for citation in citations}
    assert found["A/RES/67/9901"]["place"] == "pp1"
    assert found["A/RES/67/9901"]["date"] == "2012-12-20"
    assert found["A/RES/67/9901"]["words"] == "67/9901"


def test_evaluate_prints_the_figures(sample: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    labels.mkdir()
    pieces = [
        {"type": "paragraph", "paragraph_type": "preambular", "text": "The General Assembly,"},
        {
            "type": "paragraph", "paragraph_type": "operative", "paragraph_level": 1,
            "prefix": "3.", "text": "Requests the Office to do what nobody asked for.",
        },
    ]  # fmt: skip
    (labels / "lanterns.json").write_text(json.dumps(pieces), encoding="utf-8")
    annotations = tmp_path / "acts.jsonl"
    annotations.write_text(
        json.dumps({"id": "A/RES/68/9901#op1.1", "act": "request", "addressees": ["unodc"]}) + "\n",
        encoding="utf-8",
    )
    result = run(
        "evaluate", sample, "--labels", labels, "--annotations", annotations, "--format", "json"
    )
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["paragraphs"]["operative"]["recall"] == 0
    assert figures["mandates"]["addressees"]["f1"] == 1
    shown = run("evaluate", sample, "--labels", labels, "--show", 1)
    assert "what nobody asked for" in shown.stdout


DRAFT = SAMPLE.replace("Requests the Secretary-General", "Requests the UNODC").replace(
    "18 December 2013\n\n[on the report of the Third Committee (A/68/9990)]", "18 December 2013"
)


def test_check_finds_and_ends_by_level(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(path), "--only", "W01"])
    assert found.exit_code == 0
    assert "warning" in found.output
    assert "UNODC" in found.output
    path.write_text(DRAFT.replace("upon request,", "[upon request],"), encoding="utf-8")
    log = CliRunner().invoke(
        main, ["check", str(path), "--format", "sarif", "--texts", str(tmp_path)]
    )
    assert log.exit_code == 1
    levels = {one["level"] for one in json.loads(log.output)["runs"][0]["results"]}
    assert "error" in levels
    out = tmp_path / "findings.docx"
    CliRunner().invoke(main, ["check", str(path), "--format", "docx", "--out", str(out)])
    assert zipfile.is_zipfile(out)


def test_check_says_what_it_cannot_do(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["check", str(tmp_path / "none.txt")]).exit_code == 2
    assert CliRunner().invoke(main, ["check"]).exit_code == 2
    assert CliRunner().invoke(main, ["check", "--rules", "--only", "W99"]).exit_code == 2
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("Good morning", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(nothing)]).exit_code == 2


def test_check_lists_its_rules_and_measures_them(tmp_path: Path) -> None:
    listed = CliRunner().invoke(main, ["check", "--rules", "--format", "json"])
    assert {row["level"] for row in json.loads(listed.output)} == {
        "error",
        "warning",
        "information",
    }
    (tmp_path / "adopted.txt").write_text(SAMPLE, encoding="utf-8")
    measured = CliRunner().invoke(main, ["check", "--calibrate", str(tmp_path)])
    assert "texts = 1\n" in measured.output


def test_before_lays_a_draft_beside_texts(sample: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    words = SAMPLE.replace("68/9901", "69/9901").replace("preventing", "fighting")
    draft.write_text(words, encoding="utf-8")
    result = run("before", draft, sample.parent, "--format", "json")
    assert result.exit_code == 0
    (found,) = json.loads(result.stdout)["texts"]
    assert "A/RES/68/9901#op1" in [one["provision"] for one in found["paragraphs"]]
    assert [one["place"] for one in found["reports"]] == ["op2"]
    assert "~~preventing~~ **fighting**" in run("before", draft, sample.parent).stdout
    draft.write_text("Good morning", encoding="utf-8")
    result = run("before", draft, sample.parent)
    assert result.exit_code == 2
    assert "no resolution or decision" in result.stderr

"""Reports as lines, table, SARIF and comments in Word."""

from __future__ import annotations

import csv
import io

import docx

from cpcj.resolutions.checking import check, rules
from cpcj.resolutions.checking.comments import AUTHOR, with_comments
from cpcj.resolutions.checking.sarif import to_sarif
from cpcj.resolutions.checking.showing import counted, lines, rule_lines, to_csv
from cpcj.resolutions.checking.tests.drafts import PREAMBLE, draft, op, read
from cpcj.resolutions.reading import read_document
from cpcj.resolutions.writers.word import to_docx

BROKEN = op("Invites the UNODC to help Member States of the United Nations;")


def test_lines_say_place_message_and_what_should_stand_there() -> None:
    said = "\n".join(lines(check(read(BROKEN)), "draft.txt"))
    assert said.startswith("draft.txt: 1 error, 1 warning")
    assert "op3" in said
    assert "instead: States Members of the United Nations" in said
    assert counted(check(read(draft()))) == "no findings"


def test_the_rules_are_listed_with_level_and_rate() -> None:
    said = list(rule_lines(tuple(rules().values())))
    assert any(line.startswith("C13") and "error" in line and "%" in line for line in said)


def test_the_table_has_a_line_a_finding() -> None:
    report = check(read(BROKEN))
    rows = list(csv.DictReader(io.StringIO(to_csv(report, "=draft.txt"))))
    assert [row["rule"] for row in rows] == [one.rule for one in report.findings]
    assert rows[0]["file"] == "'=draft.txt"


def test_sarif_names_rule_level_and_characters() -> None:
    report = check(read(BROKEN))
    log = to_sarif([("my draft.txt", report)], tuple(rules().values()))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert run["artifacts"][0]["location"]["uri"] == "my%20draft.txt"
    listed = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in listed}) == len(listed)
    for result in run["results"]:
        assert result["level"] in {"error", "warning", "note"}
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        start = region["charOffset"]
        assert BROKEN[start : start + region["charLength"]] == result["properties"]["words"]
    fixed = next(one for one in run["results"] if "fixes" in one)
    replacement = fixed["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"]["text"] == "States Members of the United Nations"
    skipped = run["invocations"][0]["toolExecutionNotifications"]
    assert {one["associatedRule"]["id"] for one in skipped} == {"P03", "U05", "U07"}


def _commented(data: bytes) -> dict[str, str]:
    """Return each comment's words by the words it stands at."""
    file = docx.Document(io.BytesIO(data))
    assert {one.author for one in file.comments} == {AUTHOR}
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    said = {one.comment_id: one.text for one in file.comments}
    at: dict[str, str] = {}
    inside: dict[str, list[str]] = {}
    for element in file.element.body.iter():
        if element.tag == f"{w}commentRangeStart":
            inside[element.get(f"{w}id")] = []
        elif element.tag == f"{w}commentRangeEnd":
            words = "".join(inside.pop(element.get(f"{w}id")))
            at[words] = said[int(element.get(f"{w}id"))]
        elif element.tag == f"{w}t":
            for words_inside in inside.values():
                words_inside.append(element.text or "")
    return at


def test_comments_stand_at_the_words_of_a_file_made_of_text() -> None:
    at = _commented(with_comments(check(read(BROKEN))))
    assert set(at) == {"UNODC", "Member States of the United Nations"}
    assert at["UNODC"].startswith("warning W01 (op3):")


def test_comments_go_into_the_word_file_that_was_checked() -> None:
    own = to_docx(read(BROKEN))
    document = read_document(own, "draft.docx")
    report = check(document, off=["P03"])
    given = with_comments(report, own)
    assert "UNODC" in _commented(given)
    before, after = docx.Document(io.BytesIO(own)), docx.Document(io.BytesIO(given))
    assert [p.text for p in before.paragraphs] == [p.text for p in after.paragraphs]


def test_a_finding_about_a_footnote_stands_at_its_mark() -> None:
    words = draft(
        (*PREAMBLE, "Recalling the harbours¹ and the towns,²"),
        notes=("¹ A/75/1.", "² Ibid., vol. 5, No. 7."),
    )
    report = check(read(words), only=["C13"])
    assert [one.at.place for one in report.findings] == ["note 2"]
    [(at, said)] = _commented(with_comments(report)).items()
    assert at.strip() == "towns,"
    assert "note 2" in said


def test_without_findings_the_file_has_no_comments() -> None:
    file = docx.Document(io.BytesIO(with_comments(check(read(draft()), only=["W01"]))))
    assert not list(file.comments)

"""Cases of the ruleset at their edges: what the standard's words say where programs differ."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from lxml import etree

from cpcj.assistance.iati.checking import Problem, file_problems
from cpcj.assistance.iati.reading import RefusedFileError, read_records
from cpcj.assistance.iati.ruleset import Registered, check, rules
from cpcj.assistance.iati.tests.records import ACTIVITY, ORGANISATION, Change, record

TODAY: Final = dt.date(2026, 3, 5)
KNOWN: Final = Registered(frozenset({"QM-OLD"}), frozenset({"QM-REG"}))

BASE: Final = "<iati-activity xml:lang='en' default-currency='USD'>"
BARE: Final = "<iati-activity>"
ORG: Final = "<iati-organisation xml:lang='en' default-currency='USD'>"
ORG_BARE: Final = "<iati-organisation>"


def _dates(**days: str) -> str:
    return "".join(f'<activity-date type="{k[1:]}" iso-date="{d}"/>' for k, d in days.items())


def _region(code: str, inside: str) -> str:
    return f'<recipient-region code="{code}" {inside}/>'


def _country(code: str, share: str = "") -> str:
    return f'<recipient-country code="{code}"' + (f' percentage="{share}"/>' if share else "/>")


def _sector(share: str = "", vocabulary: str | None = None, inside: str = "") -> str:
    said = "" if vocabulary is None else f' vocabulary="{vocabulary}"'
    return (
        f"<sector code='1'{said}"
        + (f' percentage="{share}"' if share else "")
        + f">{inside}</sector>"
    )


def _budget(start: str, end: str) -> str:
    return f'<budget><period-start iso-date="{start}"/><period-end iso-date="{end}"/></budget>'


def _indicator(measure: str, value: str | None) -> str:
    said = "" if value is None else f' value="{value}"'
    return f'<result><indicator measure="{measure}"><baseline{said}/></indicator></result>'


def _line(*days: str, start: str = "2025-01-01", end: str = "2025-12-31") -> str:
    lines = "".join(
        f'<budget-line><value value-date="{day}">1</value></budget-line>' for day in days
    )
    return (
        f'<recipient-country-budget><period-start iso-date="{start}"/>'
        f'<period-end iso-date="{end}"/>{lines}</recipient-country-budget>'
    )


TRIED: Final[tuple[tuple[str, str, str, bool], ...]] = (
    # identifiers
    ("1.1.3", BASE,
     "<reporting-org ref='A-B-1'/><iati-identifier>A-B-<!-- c -->1</iati-identifier>", True),
    ("1.1.3", BASE, "<reporting-org ref='A-B-1'/><iati-identifier>A-B-1 </iati-identifier>", False),
    ("1.1.21", BASE,
     "<reporting-org ref='A-B-1'/><iati-identifier>A-B-1-</iati-identifier>", False),
    ("1.1.21", BASE,
     "<reporting-org ref='A-B-1'/><iati-identifier>a-b-1-x</iati-identifier>", True),
    ("1.1.21", BASE, "<iati-identifier>A-B-1-x</iati-identifier>", True),
    ("1.1.21", BASE, ("<reporting-org ref='Z'/><other-identifier type='B1' ref='A'/>"
     "<other-identifier type='B1' ref='B'/><iati-identifier>B-x</iati-identifier>"), False),
    ("1.1.21", BASE, ("<reporting-org ref='Z'/><other-identifier type='A1' ref='B'/>"
     "<iati-identifier>B-x</iati-identifier>"), True),
    ("1.14.8", BASE, "<reporting-org ref='QM-REG-1'/>", False),
    ("1.14.8", BASE, "<reporting-org ref='QM-REGX-1'/>", True),
    ("1.14.8", BASE, "<reporting-org ref='QM-REG'/>", False),
    ("1.14.8", BASE, "<reporting-org ref=''/>", True),
    ("1.14.8", BASE, "<reporting-org/>", False),
    ("1.14.8", BASE, "<reporting-org ref='QM-OLD'/>", False),
    ("1.14.8", BASE, "<reporting-org ref='QM-OLD-1'/>", True),
    ("1.3.13", BASE, "<iati-identifier>QM-OLD-a/b</iati-identifier>", False),
    ("1.3.13", BASE, "<iati-identifier>QM-OLDER-a/b</iati-identifier>", True),
    ("1.3.13", BASE, "<iati-identifier>QM-REG-a&amp;b</iati-identifier>", True),
    ("1.3.13", BASE, "<iati-identifier>QM-REG-a\nb/</iati-identifier>", True),
    ("1.3.13", BASE, "<iati-identifier/>", False),
    ("1.3.1", BASE, "<iati-identifier>\u00a0QM</iati-identifier>", True),
    ("1.3.1", BASE, "<iati-identifier>Q M</iati-identifier>", False),
    ("1.16.1", BASE,
     "<other-identifier type='B1' ref='a'/><other-identifier type='B1' ref='b '/>", True),
    ("1.16.1", BASE, "<other-identifier type='B9' ref='b '/>", False),
    # dates
    ("11.1.1", "<iati-activity last-updated-datetime='2026-03-05T24:00:00Z'>", "", True),
    ("11.1.1", "<iati-activity last-updated-datetime='2026-03-04T24:00:00Z'>", "", False),
    ("11.1.1",
     "<iati-activity last-updated-datetime='2026-03-05T23:59:59.9999999-00:00'>", "", False),
    ("11.1.1", "<iati-activity last-updated-datetime='2026-03-05T22:00:00-05:00'>", "", True),
    ("11.1.1", "<iati-activity last-updated-datetime='12026-01-01T00:00:00Z'>", "", True),
    ("11.1.1", "<iati-activity last-updated-datetime='9999-12-31T24:00:00'>", "", True),
    ("11.1.1", "<iati-activity last-updated-datetime='0001-01-01T00:00:00+14:00'>", "", False),
    ("11.1.1", "<iati-activity last-updated-datetime=''>", "", False),
    ("11.1.2", BASE, _dates(t1="2025-01-02", t3=" 2025-01-01 "), True),
    ("11.1.2", BASE, _dates(t1="2025-01-02Z", t3="2025-01-02+05:00"), False),
    ("11.1.2", BASE, _dates(t1="2025-01-02"), False),
    ("11.1.3", BASE, _dates(t2="12025-01-01", t4="2026-01-01"), True),
    ("11.1.3", BASE, _dates(t2="-0044-03-15", t4="2026-01-01"), False),
    ("11.1.4", BASE, _dates(t2="12026-01-01"), True),
    ("11.1.4", BASE, _dates(t1="2030-01-01"), False),
    ("11.2.1", BASE, ("<transaction><transaction-date iso-date='2026-03-05'/></transaction>"
     "<transaction><transaction-date iso-date='2026-03-06'/></transaction>"), True),
    ("11.2.2", BASE, "<transaction><value value-date='2026-03-06'/></transaction>", True),
    ("11.2.2", BASE, "<budget><value value-date='2026-03-06'/></budget>", False),
    ("7.5.3", BASE, _budget("2023-01-01", "2024-01-01"), False),
    ("7.5.3", BASE, _budget("2023-01-01", "2024-01-02"), True),
    ("7.5.3", BASE, _budget("2025-12-31", "2025-01-01"), False),
    ("7.5.3", BASE, _budget("2025-01-01", ""), False),
    ("8.6.3", BASE, _budget("2025-12-31", "2025-01-01"), True),
    ("11.3.1", ORG, _line("2025-06-01", "2026-01-01"), True),
    ("11.3.1", ORG, _line("2025-12-31"), False),
    ("11.3.1", ORG, _line("2026-06-01", end=""), False),
    # shares
    ("2.1.2", BASE, _sector("33.3") * 3, True),
    ("2.1.2", BASE, _sector("50") + _sector("50", "1") + _sector("7", "2"), False),
    ("2.1.2", BASE, _sector("60", "2") + _sector("60", "2"), True),
    ("2.1.2", BASE, _sector("60", "2") + _sector("", "2"), True),
    ("2.1.2", BASE, _sector("60", "2") + _sector("40", "3"), False),
    ("2.1.2", BASE, _sector() + _sector(), False),
    ("2.1.1", BASE, _sector() + _sector(), True),
    ("2.1.1", BASE, _sector("", "2") + _sector("", "3"), False),
    ("2.1.4", BASE, _sector("0"), True),
    ("2.1.4", BASE, _sector(" 100.00 "), False),
    ("2.1.4", BASE, _sector("0", "7"), True),
    ("2.2.1", BASE,
     _sector(vocabulary="98", inside="<narrative/>") + _sector(vocabulary="99"), True),
    # Words of one stand for another's: the standard counts words, not sectors that have some.
    ("2.2.1", BASE, _sector(vocabulary="98", inside="<narrative/>" * 2) + _sector(vocabulary="99"),
     False),
    ("12.3.1", BASE, _sector("100.0001"), True),
    ("12.3.1", BASE, _sector("-0"), False),
    ("12.3.1", BASE, "<transaction>" + _sector("101") + "</transaction>", False),
    ("102.1.1", BASE, _sector(vocabulary="2"), True),
    ("102.1.1", BASE, _sector(vocabulary=""), False),
    ("102.1.1", BASE, "<transaction>" + _sector(vocabulary="2") + "</transaction>", False),
    ("3.1.1", BASE, _country("KE") + _country("UG"), True),
    ("3.1.1", BASE, _country("KE") + _country("UG") + _region("1", "vocabulary='1'"), False),
    ("3.1.2", BASE, _country("KE", "50") + _country("UG"), True),
    ("3.1.4", BASE, _country("KE", "100.0"), False),
    ("3.1.4", BASE, _country("KE", "99.99"), True),
    ("3.4.1", BASE,
     _region("1", "vocabulary='1' percentage='50'") + _region("2", "vocabulary='1'"), True),
    ("3.4.1", BASE, _region("1", "vocabulary='1'") + _region("2", "vocabulary='2'"), False),
    ("3.4.2", BASE, _region("1", "vocabulary='1' percentage='50'") + _country("KE", "50")
     + _region("2", "vocabulary='2' percentage='50'"), False),
    ("3.4.2", BASE, _region("1", "vocabulary='1' percentage='50'") + _country("KE", "50")
     + _region("2", "vocabulary='2' percentage='40'"), True),
    ("3.4.4", BASE, _region("1", "vocabulary='1' percentage='50'") + _country("KE", "50"), False),
    ("3.4.4", BASE, _region("1", "vocabulary='1' percentage='50'"), True),
    ("3.6.2", BASE, _country("KE") + "<transaction>" + _region("1", "") + "</transaction>", True),
    ("3.7.1", BASE, "", True),
    ("3.7.1", BASE, "<transaction/>", True),
    ("3.7.1", BASE, "<transaction/><transaction>" + _country("KE") + "</transaction>", False),
    ("3.7.2", BASE, "<transaction/><transaction>" + _country("KE") + "</transaction>", True),
    ("3.7.2", BASE, "", False),
    ("7.9.1", BASE, ("<country-budget-items vocabulary='1'><budget-item/><budget-item/>"
     "</country-budget-items>"), True),
    ("7.9.1", BASE, ("<country-budget-items vocabulary='1'><budget-item percentage='100'/>"
     "<budget-item/></country-budget-items>"), False),
    ("7.9.2", BASE, ("<country-budget-items><budget-item percentage='1'/><budget-item/>"
     "</country-budget-items>"), False),
    # one or all
    ("4.1.1", BARE, "<title><narrative xml:lang='fr'>a</narrative></title>", False),
    ("4.1.1", BARE, "<result><title><narrative>a</narrative></title></result>", True),
    ("4.1.1", "<iati-activity xml:lang=''>", "<title><narrative>a</narrative></title>", False),
    ("4.5.1", ORG_BARE, "<name><narrative>a</narrative></name>", True),
    ("6.7.2", BASE, "<transaction/>" + _sector(), False),
    ("6.7.2", BASE, "<transaction/><transaction>" + _sector() + "</transaction>", True),
    ("6.7.2", BASE, "<transaction/>", True),
    ("6.7.2", BASE, "", False),
    ("6.2.2", BASE, "<transaction/>", True),
    ("6.6.2", BASE, _sector() + "<transaction>" + _sector() + "</transaction>", True),
    ("7.8.1", BARE, ("<crs-add><loan-status><interest-received>1</interest-received></loan-status>"
     "</crs-add>"), True),
    ("7.8.1", BARE, "<fss><forecast currency='USD'>1</forecast></fss>", False),
    ("7.8.1", "<iati-activity default-currency=''>", "<budget><value>1</value></budget>", False),
    ("7.8.2", ORG_BARE,
     "<total-budget><budget-line><value>1</value></budget-line></total-budget>", True),
    # at least one
    ("6.11.1", BASE, _dates(t3="2025-01-01"), True),
    ("6.8.1", BASE, "<other-identifier><owner-org ref=''/></other-identifier>", False),
    ("6.9.1", BASE, "<transaction><provider-org type='10'/></transaction>", True),
    ("6.9.1", BASE, "<planned-disbursement><provider-org/></planned-disbursement>", True),
    ("6.9.2", BASE, "<transaction><receiver-org><narrative/></receiver-org></transaction>", False),
    ("6.14.1", BASE, "<policy-marker vocabulary='' code='1'/>", True),
    ("6.14.1", BASE, "<policy-marker vocabulary='99' code='1'/>", False),
    ("6.13.1", BASE, "<policy-marker vocabulary='98' code='1'/>", False),
    ("4.3.1", BASE, "<title><narrative><!-- no words --></narrative></title>", True),
    ("4.3.1", BASE, "<title><narrative/><narrative>a</narrative></title>", False),
    ("4.3.1", BASE, "<title><narrative><![CDATA[a]]></narrative></title>", False),
    ("4.3.1", BASE, "<document-link><title/></document-link>", True),
    ("4.3.1", ORG, "<document-link><title/></document-link>", True),
    ("4.3.1", BASE, "<x:title xmlns:x='urn:x'/>", False),
    ("4.4.1", BASE, "<transaction><description/></transaction>", True),
    # no more than one
    ("107.1.2", BASE,
     "<default-aid-type code='1'/><default-aid-type vocabulary='' code='2'/>", True),
    ("107.1.2", BASE, ("<default-aid-type vocabulary='2' code='1'/>"
     "<default-aid-type vocabulary='3' code='1'/>"), False),
    ("107.1.1", BASE, "<default-aid-type vocabulary='2' code='1'/>", True),
    ("107.2.1", BASE, ("<transaction><aid-type code='1'/></transaction>"
     "<transaction><aid-type vocabulary='2' code='1'/></transaction>"), False),
    ("107.2.2", BASE, ("<transaction><aid-type code='1'/></transaction>"
     "<transaction><aid-type code='1'/></transaction>"), False),
    ("8.11.1", BASE,
     "<result><reference/><indicator/><indicator><reference/></indicator></result>", True),
    ("8.11.1", BASE, "<result><indicator><reference/><reference/></indicator></result>", False),
    # values
    ("8.8.1", BASE, _indicator("1", None), True),
    ("8.8.1", BASE, _indicator("1", ""), False),
    ("8.8.2", BASE, _indicator("1", None), False),
    ("8.8.2", BASE, _indicator("1", ""), True),
    ("8.8.2", BASE, _indicator("2", " 7.50 "), False),
    ("8.8.2", BASE, _indicator("2", "+7"), True),
    ("8.8.2", BASE, _indicator("3", "7 %"), True),
    ("8.8.2", BASE, _indicator("4", "1E2"), True),
    ("8.8.2", BASE, _indicator("5", "many"), False),
    ("8.8.3", BASE, _indicator("5", ""), True),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "opening", "inside", "broken"), TRIED,
    ids=[f"{number}-{row[0]}" for number, row in enumerate(TRIED)],
)  # fmt: skip
def test_the_verdict_at_an_edge(rule: str, opening: str, inside: str, broken: bool) -> None:  # noqa: FBT001
    name = opening[1:].partition(" ")[0].rstrip(">")
    element = etree.fromstring(f"{opening}{inside}</{name}>")
    own = [one for one in rules() if one.id == rule]
    assert bool(list(check(element, today=TODAY, registered=KNOWN, ruleset=own))) is broken


def _file(*changes: Change, base: Change = ACTIVITY) -> bytes:
    records = [record(base, change) for change in changes]
    root = records[0].getparent()
    assert root is not None
    for one in records:
        root.append(one)
        one.tail = "\n"
    root.text = "\n"
    return etree.tostring(root)


def _all(content: bytes) -> tuple[list[Problem], RefusedFileError | None]:
    found: list[Problem] = []
    known = Registered(agencies=frozenset({"QM-REG"}))
    try:
        for one in file_problems(content, "a.xml", today=TODAY, registered=known):
            found.append(one)  # noqa: PERF402 - it may be refused in the middle
    except RefusedFileError as refused:
        return found, refused
    return found, None


def test_a_fault_of_the_schema_hides_no_rule_of_its_record_or_of_those_that_follow() -> None:
    late = {"activity-date": '<activity-date type="3" iso-date="2027-01-01"/>'}
    content = _file({}, {**late, "title": ""}, late)
    found, refused = _all(content)
    assert [(one.id, one.line) for one in found if one.id == "6.11.1"] == [
        ("6.11.1", 3), ("6.11.1", 4),
    ]  # fmt: skip
    assert refused is not None
    assert (refused.line, refused.invalid) == (3, True)
    # What is no XML is told as far as it can be read.
    found, refused = _all(content[:-40])
    assert refused is not None
    assert not refused.invalid


def test_a_fault_far_down_a_long_file_is_told_with_its_line_and_element() -> None:
    content = _file({}, {}).replace(b"</iati-activity>", b"</iati-activity>" + b"\n" * 70_000, 1)
    content = content.replace(b'<sector code="15137"/>', b'<sector code="15137"/>', 1)
    first, _, second = content.rpartition(b"<title>")
    with pytest.raises(RefusedFileError) as refused:
        list(
            read_records(first + b"<titel>" + second.replace(b"</title>", b"</titel>", 1), "a.xml")
        )
    assert refused.value.element == "titel"
    assert refused.value.line > 70_000


@pytest.mark.parametrize(
    ("root", "line"),
    [
        (b"<iati-activities version='2.03'/>", 1),
        (b"\n<iati-organisations version='2.03' x='1'/>", 2),
    ],
    ids=["empty", "attribute"],
)
def test_a_fault_of_the_root_is_the_roots(root: bytes, line: int) -> None:
    with pytest.raises(RefusedFileError, match="element iati-") as refused:
        list(read_records(root, "a.xml"))
    assert refused.value.line == line


def test_a_comment_within_an_identifier_is_no_part_of_it() -> None:
    content = _file({}, {}).replace(b"<iati-identifier>", b"<iati-identifier><!-- ours -->", 1)
    assert {one.identifier for one in read_records(content, "a.xml")} == {"QM-REG-7-A1"}
    found, _ = _all(content)
    assert [one.id for one in found] == ["1.1.2"]
    organisation = _file({}, base=ORGANISATION)
    assert [one.identifier for one in read_records(organisation, "a.xml")] == ["QM-REG-7"]

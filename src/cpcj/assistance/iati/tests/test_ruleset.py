"""Each case of the standard's ruleset finds what it is for, and nothing else is found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import pytest
from lxml import etree

from cpcj.assistance.iati.messages import MESSAGES
from cpcj.assistance.iati.ruleset import Registered, check, rules
from cpcj.assistance.iati.schema import schema
from cpcj.assistance.iati.tests.records import (
    ACTIVITY,
    ORGANISATION,
    SILENT,
    WORDS,
    Change,
    budget,
    coded,
    date,
    period,
    planned,
    record,
    result,
    spending,
    transaction,
    value,
)

TODAY: Final = dt.date(2026, 3, 5)
KNOWN: Final = Registered(
    frozenset({"XM-DAC-41128", "OLD-9", "OLD/9"}), frozenset({"QM-REG", "XM-DAC"})
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A record that breaks a case and one that keeps it, as changes of the valid base.

    Attributes:
        id, context: the rule's identifier and the end of its context, so that a number that was
            mistaken is seen.
        broken: what breaks it.
        kept: what keeps it, trying it all the same; the base by default.
        also: numbers of other cases that the same change cannot but break.
    """

    id: str
    context: str
    broken: Change
    kept: Change
    also: tuple[int, ...] = ()


def _identifier(words: str) -> Change:
    return {"iati-identifier": f"<iati-identifier>{words}</iati-identifier>"}


def _reporting(ref: str) -> Change:
    return {"reporting-org": f'<reporting-org ref="{ref}" type="40">{WORDS}</reporting-org>'}


def _other(kind: str, ref: str, owner: str = "") -> Change:
    return {"other-identifier": f'<other-identifier ref="{ref}" type="{kind}">{owner}'
            "</other-identifier>"}  # fmt: skip


def _owner(inside: str, words: str = "") -> Change:
    return _other("A2", "x", f"<owner-org {inside}>{words}</owner-org>")


def _sectors(*rows: tuple[str, str], words: str = "") -> Change:
    """Return sectors by vocabulary and share."""
    found = "".join(coded("sector", "15137", said, share, words) for said, share in rows)
    return {"sector": found}


def _countries(*shares: str) -> Change:
    return {"recipient-country": "".join(
        coded("recipient-country", code, share=share)
        for code, share in zip(("KE", "UG"), shares, strict=False)
    )}  # fmt: skip


def _regions(*shares: str, countries: tuple[str, ...] = ()) -> Change:
    return {**_countries(*countries), "recipient-region": "".join(
        coded("recipient-region", code, "1", share)
        for code, share in zip(("298", "289"), shares, strict=False)
    )}  # fmt: skip


def _items(*shares: str) -> Change:
    inner = "".join(coded("budget-item", "1.1.1", share=share) for share in shares)
    return {
        "country-budget-items":
        f'<country-budget-items vocabulary="2">{inner}</country-budget-items>'
    }  # fmt: skip


def _aid(*vocabularies: str, name: str = "default-aid-type") -> str:
    return "".join(coded(name, "2", said) for said in vocabularies)


def _in_transaction(*vocabularies: str) -> Change:
    return {"transaction": transaction(after=_aid(*vocabularies, name="aid-type"))}


def _dates(*days: tuple[int, str]) -> Change:
    return {"activity-date": "".join(date(kind, day) for kind, day in days)}


def _party(name: str, inside: str, words: str = "", *, later: bool = False) -> Change:
    party = f"<{name} {inside}>{words}</{name}>"
    if later:
        return {"planned-disbursement": planned(party)}
    return {"transaction": transaction(party)}


def _participant(inside: str, words: str = "") -> Change:
    return {
        "participating-org": f'<participating-org role="4" {inside}>{words}</participating-org>'
    }


def _marker(inside: str, words: str = "") -> Change:
    return {"policy-marker": f'<policy-marker code="1" {inside}>{words}</policy-marker>'}


def _organisation(words: str) -> Change:
    return {
        "organisation-identifier": f"<organisation-identifier>{words}</organisation-identifier>"
    }


def _spending(name: str, party: str, ends: str) -> Change:
    return {name: spending(name, party, ends)}


PLACED: Final = '<recipient-country code="KE"/>'
SECTOR: Final = '<sector code="15137"/>'
FORMER: Final = {**_identifier("QM-REG-6-A1"), **_other("B1", "QM-REG-6")}
BACKWARDS: Final = period("2025-01-02", "2025-01-01")
SAME_DAY: Final = period("2025-01-01", "2025-01-01")
A_DAY_TOO_LONG: Final = period("2024-01-01", "2025-01-01")
LEAP_YEAR: Final = period("2024-01-01", "2024-12-31")
REFERENCE: Final = '<reference vocabulary="99" code="1"/>'
PARTNER: Final = f'<recipient-org ref="QM-REG-8">{WORDS}</recipient-org>'
AFRICA: Final = '<recipient-region code="298" vocabulary="1"/>'
NOTHING: Final[Change] = {}

PAIRS: Final[dict[int, Pair]] = {
    1: Pair("1.1.3", "iati-activity", _identifier("QM-REG-7"), NOTHING, also=(2,)),
    2: Pair("1.1.21", "iati-activity", _identifier("QM-REG-71-A1"), FORMER),
    3: Pair("1.14.8", "iati-activity",
            {**_reporting("ZZ-Y-7"), **_identifier("ZZ-Y-7-A1")},
            {**_reporting("OLD-9"), **_identifier("OLD-9-A1")}),
    4: Pair("6.11.1", "iati-activity", _dates((3, "2025-01-01")), _dates((2, "2025-01-01"))),
    5: Pair("6.2.2", "iati-activity", {"sector": "", "transaction": ""},
            {"sector": "", "transaction": transaction(SECTOR)}),
    6: Pair("4.1.1", "iati-activity", {"@xml:lang": "", "title": f"<title>{SILENT}</title>"},
            {"@xml:lang": ""}),
    7: Pair("6.7.2", "iati-activity",
            {"sector": "", "transaction": transaction(SECTOR) + transaction()},
            {"sector": "", "transaction": transaction(SECTOR) * 2}),
    8: Pair("7.8.1", "iati-activity",
            {"@default-currency": "", "budget": budget(amount=value(currency=""))},
            {"@default-currency": ""}),
    9: Pair("11.1.1", "iati-activity", {"@last-updated-datetime": "2026-03-06T00:00:00Z"},
            {"@last-updated-datetime": "2026-03-06T01:00:00+05:00"}),
    10: Pair("11.1.2", "iati-activity", _dates((1, "2025-01-02"), (3, "2025-01-01")),
             _dates((1, "2025-01-01"), (3, "2025-01-01"))),
    11: Pair("11.1.3", "iati-activity", _dates((2, "2025-01-02"), (4, "2025-01-01")),
             _dates((2, "2025-01-01"), (4, "2025-01-01"))),
    12: Pair("11.1.4", "iati-activity", _dates((2, "2026-03-06")), _dates((2, "2026-03-05"))),
    13: Pair("11.1.5", "iati-activity", _dates((1, "2025-01-01"), (4, "2026-03-06")),
             _dates((1, "2025-01-01"), (4, "2026-03-05"))),
    14: Pair("11.2.1", "iati-activity",
             {"transaction": transaction() + transaction(day="2026-03-06")},
             {"transaction": transaction() + transaction(day="2026-03-05")}),
    15: Pair("11.2.2", "iati-activity",
             {"transaction": transaction() + transaction().replace("2025-01-01", "2026-03-06")},
             {"transaction": transaction() + transaction().replace("2025-01-01", "2026-03-05")}),
    16: Pair("1.3.13", "iati-activity", _identifier("QM-REG-7-A/1"),
             {**_reporting("OLD-9"), **_identifier("OLD-9-A/1")}),
    17: Pair("1.14.13", "iati-activity", {**_reporting("QM-REG-7?"), **FORMER},
             {**_reporting("OLD/9"), **_identifier("OLD/9-A1")}),
    18: Pair("1.3.1", "iati-activity", _identifier("QM-REG-7-A1\n"), NOTHING),
    19: Pair("1.14.1", "iati-activity", {**_reporting("QM-REG-7 "), **FORMER}, FORMER),
    20: Pair("1.16.1", "iati-activity", _other("B1", " QM-REG-6"), _other("B1", "QM-REG-6")),
    21: Pair("1.6.1", "iati-activity", _other("A3", "A0 "), _other("A3", "A0")),
    22: Pair("1.7.1", "iati-activity",
             {"related-activity": '<related-activity ref=" a" type="1"/>'},
             {"related-activity": '<related-activity ref="a" type="1"/>'}),
    23: Pair("2.1.2", "iati-activity", _sectors(("1", ""), ("2", "50"), ("2", "40")),
             _sectors(("1", ""), ("2", "50"), ("2", "50"))),
    24: Pair("3.4.1", "iati-activity", _regions("100", ""), _regions("60", "40")),
    25: Pair("3.4.4", "iati-activity", _regions("60"), _regions("100.0")),
    26: Pair("3.4.2", "iati-activity", _regions("60", countries=("30",)),
             _regions("60", countries=("40",))),
    27: Pair("7.9.2", "iati-activity", _items("50", "40"), _items("50", "50")),
    28: Pair("7.9.1", "iati-activity", _items("", ""), _items("50", "50"), also=(27,)),
    29: Pair("7.9.4", "iati-activity", _items("60"), _items("100")),
    30: Pair("107.1.2", "iati-activity", {"default-aid-type": _aid("1", "2", "2")},
             {"default-aid-type": _aid("1", "2", "4")}),
    31: Pair("2.1.1", "iati-activity", _sectors(("1", ""), ("2", "100"), ("2", "")),
             _sectors(("1", ""), ("2", "60"), ("2", "40"))),
    32: Pair("2.1.4", "iati-activity", _sectors(("1", ""), ("2", "60")),
             _sectors(("1", ""), ("2", "100"))),
    33: Pair("107.1.2", "iati-activity", {"default-aid-type": _aid("", "1")},
             {"default-aid-type": _aid("1")}),
    34: Pair("2.1.2", "iati-activity", _sectors(("", "50"), ("1", "40")),
             _sectors(("", "33.33"), ("1", "33.33"), ("1", "33.34"))),
    35: Pair("3.1.2", "iati-activity", _countries("60", "30"), _countries("60", "40")),
    36: Pair("12.1.1", "iati-activity", _countries("101", "-1"), _countries("100", "0")),
    37: Pair("12.1.1", "iati-activity", _regions("101", "-1"), _regions("100", "0")),
    38: Pair("12.3.1", "iati-activity", _sectors(("", "101"), ("", "-1")),
             _sectors(("", "100"), ("", "0"))),
    39: Pair("12.2.1", "iati-activity", {"capital-spend": '<capital-spend percentage="100.1"/>'},
             {"capital-spend": '<capital-spend percentage="100"/>'}),
    40: Pair("12.2.1", "iati-activity", _items("101", "-1"), _items("100", "0")),
    41: Pair("2.2.1", "iati-activity", _sectors(("1", ""), ("99", "")),
             _sectors(("1", ""), ("99", ""), words=WORDS)),
    42: Pair("102.1.1", "iati-activity", _sectors(("2", "")), _sectors(("2", ""), ("1", ""))),
    43: Pair("2.1.1", "iati-activity", _sectors(("1", "100"), ("", "")),
             _sectors(("1", "60"), ("", "40"))),
    44: Pair("2.1.4", "iati-activity", _sectors(("1", "60")), _sectors(("1", "100"))),
    45: Pair("107.1.1", "iati-activity", {"default-aid-type": _aid("2")},
             {"default-aid-type": _aid("2", "")}),
    46: Pair("107.2.1", "iati-activity", _in_transaction("2"), _in_transaction("2", "")),
    47: Pair("6.6.2", "iati-activity", {"transaction": transaction(SECTOR)},
             {"sector": "", "transaction": transaction(SECTOR)}),
    48: Pair("3.6.2", "iati-activity", {"transaction": transaction(PLACED)},
             {"recipient-country": "", "transaction": transaction(PLACED)}),
    49: Pair("3.7.1", "iati-activity", {"recipient-country": "", "transaction": ""},
             {"recipient-country": "", "transaction": transaction(PLACED)}),
    50: Pair("3.7.2", "iati-activity",
             {"recipient-country": "", "transaction": transaction(PLACED) + transaction()},
             {"recipient-country": "", "transaction": transaction(PLACED) + transaction(AFRICA)}),
    51: Pair("3.1.1", "iati-activity", _countries("100", ""), _countries("60", "40")),
    52: Pair("3.1.4", "iati-activity", _countries("60"), _countries("100")),
    53: Pair("107.2.2", "transaction", _in_transaction("1", ""), _in_transaction("1", "2")),
    54: Pair("107.2.2", "transaction", _in_transaction("1", "2", "2"), _in_transaction("1", "2")),
    55: Pair("6.8.1", "owner-org", _owner(""), _owner("", WORDS)),
    56: Pair("1.11.1", "owner-org", _owner('ref="QM-REG-6 "'), _owner('ref="QM-REG-6"')),
    57: Pair("1.11.13", "owner-org", _owner('ref="QM-REG/6"'), _owner('ref="OLD/9"')),
    58: Pair("6.9.1", "provider-org", _party("provider-org", "", later=True),
             _party("provider-org", "", WORDS, later=True)),
    59: Pair("1.10.13", "provider-org", _party("provider-org", 'ref="QM-REG|6"', later=True),
             _party("provider-org", 'ref="OLD/9"')),
    60: Pair("1.10.1", "provider-org", _party("provider-org", 'ref=" QM-REG-6"'),
             _party("provider-org", 'ref="QM-REG-6"', later=True)),
    61: Pair("1.4.1", "provider-org", _party("provider-org", 'ref="a" provider-activity-id="b "'),
             _party("provider-org", 'ref="a" provider-activity-id="b"')),
    62: Pair("6.9.2", "receiver-org", _party("receiver-org", ""),
             _party("receiver-org", "", WORDS)),
    63: Pair("1.15.1", "receiver-org", _party("receiver-org", 'ref=" QM-REG-6"', later=True),
             _party("receiver-org", 'ref="QM-REG-6"', later=True)),
    64: Pair("1.5.1", "receiver-org", _party("receiver-org", 'ref="a" receiver-activity-id=" b"'),
             _party("receiver-org", 'ref="a" receiver-activity-id="b"')),
    65: Pair("1.15.13", "receiver-org", _party("receiver-org", 'ref="QM-REG&amp;6"'),
             _party("receiver-org", 'ref="OLD/9"', later=True)),
    66: Pair("6.14.1", "policy-marker", _marker(""), _marker('significance="1"')),
    67: Pair("6.13.1", "policy-marker", _marker('vocabulary="99"'),
             _marker('vocabulary="99"', WORDS)),
    68: Pair("1.18.8", "iati-organisation", _reporting("ZZ-Y-7"), _reporting("OLD-9")),
    69: Pair("1.12.13", "iati-organisation", _organisation("QM-REG?7"), _organisation("OLD/9")),
    70: Pair("1.18.13", "iati-organisation", _reporting("QM-REG-7/8"), _reporting("OLD/9")),
    71: Pair("1.12.1", "iati-organisation", _organisation(" QM-REG-7"), NOTHING),
    72: Pair("1.17.1", "iati-organisation",
             _spending("recipient-org-budget", PARTNER.replace("-8", "-8 "), SAME_DAY), NOTHING),
    73: Pair("1.18.1", "iati-organisation", _reporting("QM-REG-7 "), NOTHING),
    74: Pair("11.4.1", "iati-organisation", {"@last-updated-datetime": "2026-03-05T23:00:00-02:00"},
             {"@last-updated-datetime": "2026-03-05T23:00:00"}),
    75: Pair("4.5.1", "iati-organisation", {"@xml:lang": "", "name": f"<name>{SILENT}</name>"},
             {"@xml:lang": ""}),
    76: Pair("7.8.2", "iati-organisation",
             {"@default-currency": "",
              "total-budget": spending("total-budget").replace(' currency="EUR"', "")},
             {"@default-currency": ""}),
    77: Pair("6.10.1", "participating-org", _participant(""), _participant('ref="QM-REG-6"')),
    78: Pair("1.8.13", "participating-org", _participant('ref="QM-REG/6"'),
             _participant('ref="OLD/9"')),
    79: Pair("1.8.1", "participating-org", _participant('ref=" QM-REG-6"'),
             _participant('ref="QM-REG-6"')),
    80: Pair("1.9.1", "participating-org", _participant('ref="a" activity-id="b "'),
             _participant('ref="a" activity-id="b"')),
    81: Pair("8.6.3", "planned-disbursement", {"planned-disbursement": planned(ends=BACKWARDS)},
             {"planned-disbursement": planned(ends=SAME_DAY)}),
    82: Pair("8.6.3", "budget", {"budget": budget(BACKWARDS)}, {"budget": budget(SAME_DAY)}),
    83: Pair("7.5.3", "budget", {"budget": budget(A_DAY_TOO_LONG)}, {"budget": budget(LEAP_YEAR)}),
    84: Pair("8.6.3", "total-budget", _spending("total-budget", "", BACKWARDS),
             _spending("total-budget", "", SAME_DAY)),
    85: Pair("7.5.3", "total-budget", _spending("total-budget", "", A_DAY_TOO_LONG),
             _spending("total-budget", "", LEAP_YEAR)),
    86: Pair("8.6.3", "recipient-country-budget",
             _spending("recipient-country-budget", PLACED, BACKWARDS),
             _spending("recipient-country-budget", PLACED, SAME_DAY)),
    87: Pair("11.3.1", "recipient-country-budget",
             {"recipient-country-budget":
              spending("recipient-country-budget", PLACED, line="2026-01-01")},
             {"recipient-country-budget":
              spending("recipient-country-budget", PLACED, line="2025-01-01")}),
    88: Pair("7.5.3", "recipient-country-budget",
             _spending("recipient-country-budget", PLACED, A_DAY_TOO_LONG),
             _spending("recipient-country-budget", PLACED, LEAP_YEAR)),
    89: Pair("8.6.3", "recipient-org-budget",
             _spending("recipient-org-budget", PARTNER, BACKWARDS),
             _spending("recipient-org-budget", PARTNER, SAME_DAY)),
    90: Pair("7.5.3", "recipient-org-budget",
             _spending("recipient-org-budget", PARTNER, A_DAY_TOO_LONG),
             _spending("recipient-org-budget", PARTNER, LEAP_YEAR)),
    91: Pair("8.6.3", "recipient-region-budget",
             _spending("recipient-region-budget", AFRICA, BACKWARDS),
             _spending("recipient-region-budget", AFRICA, SAME_DAY)),
    92: Pair("7.5.3", "recipient-region-budget",
             _spending("recipient-region-budget", AFRICA, A_DAY_TOO_LONG),
             _spending("recipient-region-budget", AFRICA, LEAP_YEAR)),
    93: Pair("8.11.1", "indicator", {"result": result(references=(REFERENCE, REFERENCE))},
             {"result": result(references=("", REFERENCE * 2))}),
    94: Pair("8.6.1", "period", {"result": result(ends=BACKWARDS)},
             {"result": result(ends=SAME_DAY)}),
    95: Pair("7.5.3", "total-expenditure", _spending("total-expenditure", "", A_DAY_TOO_LONG),
             _spending("total-expenditure", "", LEAP_YEAR)),
    96: Pair("8.6.3", "total-expenditure", _spending("total-expenditure", "", BACKWARDS),
             _spending("total-expenditure", "", SAME_DAY)),
    97: Pair("8.8.1", "baseline", {"result": result("2", baseline="")}, {"result": result("2")}),
    98: Pair("8.8.2", "baseline", {"result": result("3", baseline='value="1e3"')},
             {"result": result("3", baseline='value="-1000.5"')}),
    99: Pair("8.8.3", "baseline",
             {"result": result("5", 'value="some"', target="", actual="")},
             {"result": result("5", "", "", "")}),
    100: Pair("8.9.1", "period/target", {"result": result("4", target="")},
              {"result": result("4", target='value="0"')}),
    101: Pair("8.9.2", "period/target", {"result": result(target='value="1,000"')},
              {"result": result(target='value="1000"')}),
    102: Pair("8.9.3", "period/target",
              {"result": result("5", "", target='value="2"', actual="")},
              {"result": result("5", "", "", "")}),
    103: Pair("8.10.1", "period/actual", {"result": result("1", actual="")}, NOTHING),
    104: Pair("8.10.2", "period/actual", {"result": result("1", actual='value="ten"')}, NOTHING),
    105: Pair("8.10.3", "period/actual",
              {"result": result("5", "", target="", actual='value="2"')},
              {"result": result("5", "", "", "")}),
    106: Pair("4.3.1", "//title", {"title": "<title><narrative/></title>"}, NOTHING),
    107: Pair("4.4.1", "//description",
              {"description": '<description><narrative xml:lang="fr"/></description>'}, NOTHING),
}  # fmt: skip


def _numbers(change: Change, base: Change) -> list[int]:
    """Return the numbers of the cases that a changed record breaks, each finding one."""
    found = check(record(base, change), today=TODAY, registered=KNOWN)
    number = {id(rule): n for n, rule in enumerate(rules(), 1)}
    return [number[id(finding.rule)] for finding in found]


def _base(number: int) -> Change:
    return ORGANISATION if "iati-organisation" in rules()[number - 1].context else ACTIVITY


def test_every_case_of_the_ruleset_has_its_pair_and_its_message() -> None:
    assert sorted(PAIRS) == list(range(1, 108)) == list(range(1, len(rules()) + 1))
    for number, rule in enumerate(rules(), 1):
        pair = PAIRS[number]
        assert rule.id == pair.id
        assert rule.context.partition("[")[0].endswith(pair.context) or rule.context.endswith(
            f"/{pair.context}"
        )
    assert {rule.id for rule in rules()} == set(MESSAGES)


@pytest.mark.parametrize("number", sorted(PAIRS))
def test_a_case_is_found_where_it_is_broken_and_only_there(number: int) -> None:
    pair, base = PAIRS[number], _base(number)
    assert _numbers(pair.kept, base) == []
    assert sorted(_numbers(pair.broken, base)) == sorted([number, *pair.also])


@pytest.mark.parametrize("number", sorted(PAIRS))
def test_the_records_of_a_pair_are_valid_so_that_no_schema_finds_it_first(number: int) -> None:
    pair, base = PAIRS[number], _base(number)
    for change in (pair.kept, pair.broken):
        tree = record(base, change).getroottree()
        found = schema(str(tree.getroot().tag))
        assert found.validate(tree), found.error_log


def _loose(xml: str) -> etree._Element:
    return etree.fromstring(f"<iati-activity xml:lang='en'>{xml}</iati-activity>")


def _ids(element: etree._Element, case: int) -> list[str | None]:
    found = check(element, today=TODAY, registered=KNOWN, ruleset=[rules()[case - 1]])
    return [finding.value for finding in found]


def test_a_vocabulary_with_quotes_or_none_at_all_is_counted_like_any_other() -> None:
    odd = """<sector vocabulary="a'b&quot;" percentage="50"/>""" * 3
    assert _ids(_loose(odd), 23) == ["a'b\""]
    assert _ids(_loose('<sector vocabulary="" percentage="50"/>' * 3), 23) == [""]


def test_numbers_of_any_length_are_added_up() -> None:
    share = "9" * 5000
    odd = f'<sector percentage="{share}"/><sector percentage="1"/>'
    assert _ids(_loose(odd), 34) == [None]
    assert _ids(_loose('<sector percentage="33.3333"/>' * 3), 34) == [None]
    assert _ids(_loose('<sector percentage="33.33333333"/>' * 3), 34) == []


def test_as_many_vocabularies_as_a_file_likes_take_no_time() -> None:
    odd = "".join(f'<sector vocabulary="{n}" percentage="50"/>' * 2 for n in range(150))
    assert len(_ids(_loose(odd), 31)) == 0
    assert len(_ids(_loose(odd.replace('"50"', '"40"')), 23)) == 100


def test_a_finding_says_line_and_element() -> None:
    element = _loose("\n<title/>\n<result>\n<title/></result>")
    found = check(element, today=TODAY, ruleset=[rules()[105]])
    assert [(one.line, one.element) for one in found] == [(2, "title"), (4, "title")]

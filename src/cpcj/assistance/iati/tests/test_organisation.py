"""The organisation file is valid, complete, and breaks no rule."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cpcj.assistance.iati.activity import Coded, Document, Organisation, Value
from cpcj.assistance.iati.codelists import check_codes
from cpcj.assistance.iati.organisation import Amount, Line, OrganisationRecord
from cpcj.assistance.iati.ruleset import Registered, check
from cpcj.assistance.iati.schema import ORGANISATIONS, schema
from cpcj.assistance.iati.writing import file_bytes

NOW = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
KNOWN = Registered(frozenset({"XM-DAC-41128"}), frozenset({"XM-DAC"}))


def _amount(dollars: str, words: str = "Courses") -> Amount:
    value = Value(Decimal(dollars), START)
    line = Line(Value(Decimal(dollars), END, "EUR"), {"en": words, "fr": "Formations"}, "L1")
    return Amount(START, END, value, (line,), "2")


def an_organisation(words: str = "Courses") -> OrganisationRecord:
    """Return an organisation that uses every part of the model."""
    office = Organisation("XM-DAC-41128", "40", {"en": "An office of ours"})
    document = Document(
        "https://example.org/a.pdf", "application/pdf", {"en": "Report"}, "B01", "en", START
    )
    return OrganisationRecord(
        identifier="XM-DAC-41128",
        name={"en": "An office of ours", "fr": "Un bureau"},
        reporting=office,
        updated=NOW,
        total_budgets=(_amount("900.00", words), _amount("1")),
        organisation_budgets=((Organisation("QM-1", words={"en": "Partner"}), _amount("5")),),
        region_budgets=((Coded("298", "1"), _amount("6")),),
        country_budgets=((Coded("KE"), _amount("7")), (Coded("UG"), _amount("8"))),
        expenditures=(_amount("9"),),
        documents=((document, ("KE", "UG")),),
    )


def _written(record: OrganisationRecord) -> etree._Element:
    return etree.fromstring(b"".join(file_bytes([record], generated=NOW, root=ORGANISATIONS)))


def test_it_is_valid_and_breaks_neither_rule_nor_list() -> None:
    tree = _written(an_organisation())
    assert schema(ORGANISATIONS).validate(tree), schema(ORGANISATIONS).error_log
    assert list(check(tree[0], today=NOW.date(), registered=KNOWN)) == []
    assert list(check_codes(tree[0])) == []


def test_everything_in_it_comes_out() -> None:
    (record,) = _written(an_organisation())
    assert record.xpath("total-budget/value/text()") == ["900", "1"]
    assert record.xpath("recipient-country-budget/recipient-country/@code") == ["KE", "UG"]
    assert record.xpath("total-expenditure/expense-line/value/@currency") == ["EUR"]
    assert record.xpath("total-budget[1]/budget-line/narrative/@xml:lang") == ["fr"]
    assert record.xpath("recipient-org-budget/recipient-org/@ref") == ["QM-1"]
    assert record.xpath("document-link/recipient-country/@code") == ["KE", "UG"]
    assert record.xpath("*/@status") == ["2"] * 6


@given(st.text(max_size=40))
def test_any_words_give_valid_xml(words: str) -> None:
    assert schema(ORGANISATIONS).validate(_written(an_organisation(words)))

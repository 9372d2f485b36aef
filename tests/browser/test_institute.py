"""A member of the African Institute, from assessment through arrears to payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visitor

HOME = "/funding/institute/"
SCALE = "state,share\nGHA,20\nKEN,40\nMWI,10\nUGA,30\n"


def test_a_member_from_assessment_through_arrears_to_payment(  # noqa: PLR0915 - one way, step by step
    visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor.page
    visitor.sign_in()
    visitor.open(f"{HOME}members/new/")
    page.fill("#id_state", "MWI")
    page.fill("#id_since", "2020-01-01")
    page.fill("#id_source", "the statutes")
    page.click("main form button")
    page.wait_for_url("**/members/MWI/")
    assert "Member since" in page.locator("main").inner_text()
    # A scale with a share for it, shown before it is taken over.
    scale = tmp_path / "scale.csv"
    scale.write_text(SCALE)
    visitor.open(f"{HOME}tables/")
    page.select_option("#id_kind", "scale")
    page.set_input_files("#id_table", scale)
    page.fill("#id_year", "2023")
    page.fill("#id_source", "invented")
    page.click("main form button")
    page.wait_for_url("**/tables/*/")
    assert "New: 4." in page.locator("main [role=status]").inner_text()
    page.click("main form button")
    page.wait_for_url(f"**{HOME}")
    # The budget of a year, of which members are to fund 73 per cent.
    visitor.open(f"{HOME}years/new/")
    page.fill("#id_year", "2023")
    page.fill("#id_amount", "1000.00")
    page.fill("#id_approved_on", "2022-11-30")
    page.fill("#id_source", "Decision 2023")
    page.click("main form button")
    page.wait_for_url("**/years/2023/")
    facts = page.locator("main").inner_text()
    assert "730.00" in facts
    assert "270.00" in facts
    page.click("main a.btn-primary")
    page.fill("#id_on", "2023-01-15")
    page.fill("#id_due_on", "2023-03-31")
    page.click("main form button")
    page.wait_for_url("**/years/2023/")
    page.locator("main table a", has_text="Malawi").click()
    page.wait_for_url("**/members/MWI/")
    # In arrears, by age, as of a day; on the day it is due it is not.
    page.fill("#on", "2023-03-31")
    page.keyboard.press("Enter")
    page.wait_for_url("**on=2023-03-31")
    assert "Not yet due" in page.locator("main table.records").first.inner_text()
    visitor.open(f"{HOME}members/MWI/?on=2024-05-01")
    assert "1 to 2 years" in page.locator("main table.records").first.inner_text()
    # A notice in Word, numbered.
    page.locator("main a", has_text="Give notice of arrears").click()
    page.wait_for_url("**/notice/")
    page.click("main form button")
    page.wait_for_url("**/members/MWI/")
    with page.expect_download() as letter:
        page.locator("main a[download]", has_text="Notice").click()
    assert letter.value.suggested_filename.endswith("-MWI.docx")
    # A part is paid, then the rest and more.
    for amount, reference in (("33.00", "MW 1"), ("60.00", "MW 2")):
        visitor.open(f"{HOME}members/MWI/pay/")
        page.fill("#id_amount", amount)
        page.fill("#id_reference", reference)
        page.click("main form button")
        page.wait_for_url("**/members/MWI/")
        words = page.locator("main dl.facts").inner_text()
        assert ("40.00" if reference == "MW 1" else "20.00") in words
    assert "Give notice of arrears" not in page.locator("main").inner_text()
    visitor.open(HOME)
    with page.expect_download() as saved:
        page.locator("main a[download]", has_text="CSV").click()
    lines = saved.value.path().read_text("utf-8-sig").splitlines()
    malawi = next(line for line in lines if line.startswith("MWI"))
    assert malawi.split(",")[3:8] == ["73.00", "73.00", "0.00", "0.00", "0.00"]

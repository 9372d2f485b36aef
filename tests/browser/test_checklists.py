"""A prison inspection body answers for an institution, takes the workbook home, brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from cpcj.reviews.checklists.workbook import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Site, Visitor

HOME = "/checklists/"


def test_an_inspection_body_and_its_workbook(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    page = visitor.page
    visitor.give_password("inspector", site.keys["inspector_password"])
    page.wait_for_url(site.address + "/")
    visitor.open(f"{HOME}new/")
    page.select_option("#id_version", label="Treatment of prisoners")
    page.fill("#id_institution", "Harbour gaol")
    page.click("main form button")
    page.wait_for_url("**/PRISONERS-1-INSPECTORS-1/")
    own = f"{HOME}PRISONERS-1-INSPECTORS-1/"
    assert "0 of 122 questions answered" in page.locator("main").inner_text()
    # One question on the page.
    visitor.open(f"{own}questions/rule-24/")
    page.select_option("#id_law", label="adopted fully")
    page.select_option("#id_practice", label="adopted in part")
    page.fill("#id_in_practice", "A nurse comes twice a week.")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    assert "Who wrote what" in page.locator("main").inner_text()
    # The rest at the institution, without the program.
    visitor.open(own)
    with page.expect_download() as taken:
        page.click("text=Take the workbook home")
    file = tmp_path / "home.xlsx"
    taken.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book["answers"]
    rows = {row[0].value: row[0].row for row in sheet.iter_rows() if row[0].value}
    for question, column, words in (
        ("rule-22", "law", "adopted fully"),
        ("rule-22", "practice", "not adopted"),
        ("rule-22", "challenges", "The kitchen is closed."),
        ("rule-23", "practice", "more or less"),
    ):
        sheet.cell(rows[question], KEYS.index(column) + 1).value = words
    book.save(file)
    visitor.open(f"{own}workbook/")
    page.set_input_files("#id_workbook", file)
    page.click("main form button")
    page.wait_for_url("**/checklists/workbooks/*/")
    told = page.locator("main").inner_text()
    assert "The kitchen is closed." in told
    assert "more or less is not in the list" in told
    page.click("text=Yes, write 1 answer")
    page.wait_for_url(f"**{own}")
    assert "2 of 122 questions answered" in page.locator("main").inner_text()
    visitor.open(f"{own}print/")
    printed = page.locator("main").inner_text()
    assert "The kitchen is closed." in printed
    assert "A nurse comes twice a week." in printed
    visitor.open(f"{own}submit/")
    page.click("main form button")
    page.wait_for_url(f"**{own}")
    assert "submitted" in page.locator("main").inner_text()

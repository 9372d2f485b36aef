"""What people come for, from the first visit to the correction of a mandate and its undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visitor

REASON = "Seafarers are meant by the whole paragraph."


def test_first_visit_to_search_to_text_to_mandate(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/")
    assert page.locator(".figures").inner_text().startswith(("2", "3"))
    page.fill("#start-search", '"harbour lamps" OR "lamps of their harbours"')
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.found")
    page.locator(".ledger a", has_text="A/RES/78/901, para. 1").click()
    page.wait_for_selector("article.reading")
    assert page.url.endswith("/texts/A/RES/78/901/#op1")
    paragraph = page.locator("#op1")
    assert paragraph.locator(".asked.mark-states").first.inner_text() == "Member States"
    assert paragraph.locator("a.cited").count() == 1
    paragraph.locator(".beside a", has_text="urges").click()
    page.wait_for_selector(".field-list")
    assert "A/RES/78/901#op1.1" in page.locator(".page-head").inner_text()
    assert "“Member States”" in page.locator(".field-list").inner_text()
    page.locator(".field-list a", has_text="“Member States”").click()
    assert page.locator(".source-words .lit").inner_text() == "Member States"


def test_a_text_is_printed_whole(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/texts/A/RES/78/901/")
    assert page.locator("article .provision[id^=pp]").count() == 2
    assert page.locator("article .provision[id^=op]").count() == 5
    assert page.locator("#op2 .points > li").count() == 2
    page.locator("#op4 a.note-mark").click()
    assert page.url.endswith("#note-2")
    assert "77/902" in page.locator("#note-2").inner_text()
    page.locator("#note-2 a[aria-label^='Back']").click()
    assert page.url.endswith("#note-ref-2")
    official = page.locator("a[rel~=external]").first.get_attribute("href")
    assert official == "https://docs.un.org/en/A/RES/78/901"
    # An outward citation leads to who else cites it.
    page.locator("#pp1 a.cited-outside", has_text="77/902").click()
    page.wait_for_url("**/texts/cited-by/**")
    assert "A/C.3/78/L.901" in page.locator(".ledger").inner_text()


def test_a_text_is_saved_in_every_form(visitor: Visitor) -> None:
    visitor.open("/texts/A/RES/78/901/")
    links = visitor.page.locator(".page-head a[download]")
    names = [links.nth(place).get_attribute("href") or "" for place in range(links.count())]
    assert len(names) == 5
    for href in names:
        answer = visitor.page.request.get(visitor.site.address + href)
        assert answer.ok
        assert len(answer.body()) > 500


def test_mandates_are_filtered_sorted_switched_and_saved(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/mandates/")
    assert page.locator(".list-count").inner_text() == "6 mandates"
    page.locator(".facet-value", has_text="Secretary-General").first.click()
    page.wait_for_url("**addressee=secretary_general**")
    assert page.locator(".list-count").inner_text() == "1 mandate"
    assert "80th session" in page.locator(".ledger").inner_text()
    page.locator("#proposals").check()
    page.wait_for_url("**proposals=1**")
    assert page.locator(".list-count").inner_text() == "2 mandates and proposals"
    with page.expect_download() as saved:
        page.locator("a[download]", has_text="JSON").click()
    assert saved.value.suggested_filename == "mandates.json"
    page.locator(".active-filters a", has_text="Clear all").click()
    assert page.locator(".list-count").inner_text() == "6 mandates"
    page.select_option("#sort", "-due")
    page.wait_for_url("**sort=-due**")
    assert "report" in page.locator(".ledger .row-words").first.inner_text()


def test_an_officer_uploads_corrects_and_undoes(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    good = tmp_path / "seafarers.txt"
    words = (TEXTS / "resolution.txt").read_text(encoding="utf-8")
    good.write_text(
        words.replace("78/901", "78/903").replace("Harbour lights", "Seafarers"), encoding="utf-8"
    )
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing that a reader could use")
    visitor.sign_in()
    visitor.open("/uploads/new/")
    page.set_input_files("#id_documents", [str(good), str(broken)])
    page.locator("main form button", has_text="Read the files").click()
    # The account is brought up to date by itself, without loading the page again.
    page.wait_for_url("**/uploads/account/**")
    page.wait_for_selector("#account .could-not", timeout=60_000)
    page.wait_for_selector("#account a:has-text('Seafarers')", timeout=60_000)
    page.wait_for_selector("#account:not([hx-get])", timeout=60_000)
    assert "broken.pdf" in page.locator("#account").inner_text()
    page.locator("#account").get_by_role("link", name="Seafarers against").click()
    page.wait_for_selector("article.reading")
    page.locator("#op1 .beside a", has_text="urges").click()
    page.locator(".field-row", has_text="Addressees").get_by_role("link", name="Correct").click()
    page.select_option("#id_chosen", ["member_states", "private_sector"])
    page.fill("#id_reason", REASON)
    page.locator("main form button", has_text="Correct").click()
    page.wait_for_selector(".history")
    row = page.locator(".field-row", has_text="Addressees").inner_text()
    assert "Member States; Private sector" in row
    assert "read by the machine: Member States" in row
    assert REASON in page.locator(".history").inner_text()
    assert page.locator(".page-head .tag-corrected").count() == 1
    visitor.open("/mandates/?review=corrected")
    assert page.locator(".list-count").inner_text() == "1 mandate"
    visitor.open("/uploads/")
    page.locator("#content li", has_text="seafarers.txt").get_by_role("link", name="Undo").click()
    page.fill("#id_reason", "It was only a trial.")
    page.locator("main form button", has_text="Undo").click()
    page.wait_for_url("**/uploads/")
    assert "undone" in page.locator("#content li", has_text="seafarers.txt").inner_text()
    visitor.open("/texts/?q=Seafarers")
    assert page.locator(".ledger").count() == 0


def test_pasted_words_are_read_but_not_stored(visitor: Visitor) -> None:
    page = visitor.page
    words = (TEXTS / "resolution.txt").read_text(encoding="utf-8")
    visitor.open("/uploads/paste/")
    page.fill("#id_words", words.replace("78/901", "78/904"))
    page.locator("main form button", has_text="Read it").click()
    page.wait_for_selector("article.reading")
    assert page.locator("article .provision[id^=op]").count() == 5
    assert page.locator("#op3 .beside").inner_text().startswith("invites")
    assert page.locator("button[name=store]").count() == 0
    answer = page.request.get(visitor.site.address + "/texts/A/RES/78/904/")
    assert answer.status == 404


def test_without_script_the_pages_do_the_same(visitor_without_script: Visitor) -> None:
    page = visitor_without_script.page
    visitor_without_script.open("/mandates/")
    page.locator("#proposals").check()
    page.locator("button", has_text="Apply").click()
    assert "mandates and proposals" in page.locator(".list-count").inner_text()
    page.select_option("#sort", "text")
    page.locator("button", has_text="Sort").click()
    assert "sort=text" in page.url


def test_the_keyboard_alone_reaches_a_mandate(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/mandates/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    outlined = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.closest('.ledger') !== null, s.outlineStyle !== 'none' ||"
            " s.boxShadow !== 'none', e.tagName]; }"
        )
        assert here[1], f"the focus on {here[2]} cannot be seen"
        outlined += 1
        if here[0]:
            break
    assert outlined < 200
    page.keyboard.press("Enter")
    page.wait_for_selector(".field-list")


def test_a_printed_resolution_has_no_interface(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/texts/A/RES/78/901/")
    page.emulate_media(media="print")
    assert page.locator("article.reading").is_visible()
    for hidden in ("header", ".beside", ".page-head .actions", ".legend", ".picture"):
        assert not page.locator(hidden).first.is_visible(), hidden
    style = page.locator("#op1 .asked").first.evaluate(
        "e => getComputedStyle(e).textDecorationLine"
    )
    assert style == "none"

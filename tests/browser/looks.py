"""What is wrong with a page as it is drawn: axe-core's violations, width, direction, order."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SEEN = """
() => {
  const wrong = [];
  const page = document.documentElement;
  const rtl = page.dir === "rtl";
  if (page.scrollWidth > page.clientWidth) {
    wrong.push(`wider than the window: ${page.scrollWidth}`);
  }
  const main = document.querySelector("main");
  const heads = main.querySelectorAll("h1");
  if (heads.length !== 1) wrong.push(`${heads.length} first headings`);
  const after = Node.DOCUMENT_POSITION_FOLLOWING;
  for (const one of main.querySelectorAll("table, h2, h3, .ledger, form:not([role=search])")) {
    if (heads.length && !(heads[0].compareDocumentPosition(one) & after)) {
      wrong.push(`before the heading: ${one.outerHTML.slice(0, 80)}`);
    }
  }
  // The navigation begins, and the heading stands, at the edge where reading begins.
  const middle = page.clientWidth / 2;
  for (const name of [".navbar-brand", "main h1"]) {
    const one = document.querySelector(name);
    if (!one) continue;
    const box = one.getBoundingClientRect();
    if (rtl ? box.right < middle : box.left > middle) wrong.push(`${name} at the far edge`);
    if (getComputedStyle(one).direction !== page.dir && !one.lang) {
      wrong.push(`${name} runs the other way`);
    }
  }
  const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const symbol = /\\b[AES]\\/(RES|C\\.\\d|\\d)[\\w/.()]*/;
  while (words.nextNode()) {
    const text = words.currentNode.textContent;
    const near = words.currentNode.parentElement;
    if (/\\d{4}-\\d{2}-\\d{2}T\\d/.test(text)) wrong.push(`a time for machines: ${text.trim()}`);
    if (/\\b(None|undefined|NaN)\\b/.test(text) && !near.closest("[lang=en]")) {
      wrong.push(`a value for machines: ${text.trim()}`);
    }
    // Words of the page's language beside a symbol run as the page does, not as the symbol.
    const drawn = getComputedStyle(near);
    const cut = text.trim().slice(0, 80);
    if (rtl && !near.closest("textarea, .visually-hidden, [hidden]")) {
      const arabic = /[\\u0620-\\u064a]/.test(text);
      if (/[\\u2190\\u2192]/.test(text) && !near.closest(".arrow")) {
        wrong.push(`an arrow that does not turn: ${cut}`);
      }
      if (arabic && /(^|[^\\u2066\\d])\\d{4}-\\d\\d-\\d\\d/.test(text)) {
        wrong.push(`a date turned around: ${cut}`);
      }
      const ends = !arabic && /[A-Za-z].*[.?!]\\s*$/.test(text);
      if (ends && drawn.direction === "rtl" && drawn.unicodeBidi !== "plaintext") {
        wrong.push(`its full stop stands before it: ${cut}`);
      }
    }
    const mixed = symbol.test(text) && /[\\u0620-\\u064a]/.test(text);
    if (rtl && mixed && getComputedStyle(near).direction !== "rtl") {
      wrong.push(`turned around by its symbol: ${text.trim().slice(0, 80)}`);
    }
  }
  if (rtl) {
    const commas = /.{0,30}[\\u0620-\\u064a]["»”)]?[,;](?=\\s).{0,20}/g;
    for (const found of main.innerText.matchAll(commas)) {
      wrong.push(`a comma of another script: ${found[0]}`);
    }
    for (const one of main.querySelectorAll("textarea, input:not([type]), input[type=text]")) {
      const typed = /^[A-Za-z].*\\s.*[^\\u0620-\\u064a]*$/.test(one.value.trim());
      if (typed && getComputedStyle(one).direction === "rtl") {
        wrong.push(`typed words turned around: ${one.outerHTML.slice(0, 80)}`);
      }
    }
  }
  for (const one of main.querySelectorAll("button, a.btn, select, input:not([type=hidden])")) {
    const box = one.getBoundingClientRect();
    const tick = ["checkbox", "radio"].includes(one.type);
    if (box.width && box.height < (tick ? 12 : 24)) {
      wrong.push(`too small to hit: ${one.outerHTML.slice(0, 80)}`);
    }
  }
  return wrong;
}
"""


@cache
def _axe() -> str:
    installed = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if installed.exists():
        return installed.read_text(encoding="utf-8")
    import axe_playwright_python

    packed = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    return packed.read_text(encoding="utf-8")


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Return what axe-core finds; without the contrast of colours, its slowest rule, on demand."""
    # The policy of the site refuses scripts of others: the checker is evaluated from outside.
    page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate(
        "contrast => axe.run(document, {resultTypes: ['violations'],"
        " rules: {'color-contrast': {enabled: contrast}}})",
        contrast,
    )
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def looks(page: Page) -> list[str]:
    """Return what is wrong with width, direction, order and sizes."""
    found: list[str] = page.evaluate(_SEEN)
    return found

// Shows the findings of the levels and the rule that are chosen.
"use strict";

for (const filter of document.querySelectorAll("[data-check-filter]")) {
  filter.addEventListener("change", () => {
    const levels = new Set(
      [...filter.querySelectorAll("input[data-level]")]
        .filter((box) => box.checked)
        .map((box) => box.dataset.level),
    );
    const rule = filter.querySelector("select[data-rule]").value;
    for (const finding of document.querySelectorAll("[data-finding]")) {
      const shown = levels.has(finding.dataset.level) && (!rule || finding.dataset.rule === rule);
      finding.hidden = !shown;
    }
  });
}

"use strict";
// Small conveniences; every page works without them.
for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
for (const element of document.querySelectorAll("[data-hide-with-script]")) {
  element.hidden = true;
}
// A facet that has been ticked filters at once.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (form && event.target.type === "checkbox") {
    form.requestSubmit();
  }
});
// A menu closes by Escape, which gives the focus back, and where the person goes elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[data-closes][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
for (const happening of ["click", "focusin"]) {
  document.addEventListener(happening, (event) => {
    for (const menu of document.querySelectorAll("details[data-closes][open]")) {
      menu.open = menu.contains(event.target);
    }
  });
}

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

"use strict";
// Small conveniences; every page works without them.

// The filters are folded on a phone and open beside the list on a wide screen.
const wide = window.matchMedia("(min-width: 992px)");
const unfold = () => {
  for (const facets of document.querySelectorAll("details.facets")) {
    facets.open = wide.matches;
  }
};
unfold();
wide.addEventListener("change", unfold);

// Rows of a file arrive through htmx; the marked cell may lie outside its frame, and a failure must be said.
import { t } from "../text.js";

export function showMarkedCells() {
  document.addEventListener("htmx:afterSwap", ({ target }) => reveal(target));
  for (const event of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(event, ({ detail }) => {
      const place = detail.target;
      if (place?.matches("[data-rows]")) place.textContent = t("rows_failed");
    });
  }
  reveal(document);
}

/** Scroll the frame alone, never the page. */
function reveal(within) {
  for (const frame of within.querySelectorAll?.("[data-file-rows]") ?? []) {
    const cell = frame.querySelector(".is-cell");
    if (cell) frame.scrollLeft = Math.max(0, cell.offsetLeft - frame.clientWidth / 2);
  }
}

// Findings stand where they were entered: at the field of their key, otherwise at the nearest place above it.
import { escape } from "../text.js";

/** "exclude.areas[2].reason" → itself, "exclude.areas[2]", "exclude.areas", "exclude", "". */
function ladder(key) {
  const rungs = [key];
  let at = key;
  while (at) {
    at = at.endsWith("]") ? at.slice(0, at.lastIndexOf("[")) : at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "";
    rungs.push(at);
  }
  return rungs;
}

/** Show all findings within `root`; earlier ones go. */
export function showFindings(root, findings) {
  for (const place of root.querySelectorAll("[data-findings]")) {
    place.replaceChildren();
    place.hidden = true;
  }
  for (const field of root.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const finding of findings) {
    const rungs = ladder(finding.key);
    const place = rungs.map((key) => root.querySelector(`[data-findings="${CSS.escape(key)}"]`)).find(Boolean);
    if (!place) continue;
    place.hidden = false;
    place.insertAdjacentHTML("beforeend", `<li class="wb-finding wb-finding--${escape(finding.weight)}"><span class="kern-icon kern-icon--small kern-icon--${finding.weight === "informs" ? "info" : "danger"}" aria-hidden="true"></span><span>${escape(finding.text)}</span></li>`);
    if (finding.weight === "informs") continue;
    const field = root.querySelector(`[data-key="${CSS.escape(finding.key)}"]`);
    field?.setAttribute("aria-invalid", "true");
  }
}

/** A place for findings of a key. */
export const placeFor = (key) => `<ul class="wb-findings" data-findings="${escape(key)}" id="finding-${escape(key.replace(/[^\w-]/g, "_"))}" hidden></ul>`;

/** What ties a field to its key and its findings. */
export const bound = (key) => `data-key="${escape(key)}" aria-describedby="finding-${escape(key.replace(/[^\w-]/g, "_"))}"`;

/** Fill an element anew and leave the focus on the field of the same key. */
export function refill(element, html) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key ?? document.activeElement.dataset.act : null;
  element.innerHTML = html;
  if (focused === null || focused === undefined) return;
  const field = element.querySelector(`[data-key="${CSS.escape(focused)}"], [data-act="${CSS.escape(focused)}"]`);
  field?.focus({ preventScroll: true });
}

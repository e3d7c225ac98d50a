// Find an area by name or code: a combobox over what is on the map (WAI-ARIA 1.2, list with manual selection).
import { escape, t } from "../text.js";

const AT_MOST = 12;

/** Letters without accents and case, every way to write an umlaut as one, as the server does (areas/folding.py). */
export function fold(text) {
  const plain = text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/ae|oe|ue/g, (pair) => pair[0]).replace(/[^a-z0-9]+/g, " ").trim().replace(/(?<=[a-z])str(?= |$)/g, "strasse");
}

/** Areas whose name begins with the text, then those that have it elsewhere, then codes. */
export function findAreas(areas, text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const ranked = [];
  for (const area of areas) {
    const at = area.folded.indexOf(wanted);
    const rank = at === 0 ? 0 : at > 0 ? (area.folded[at - 1] === " " ? 1 : 2) : area.code.startsWith(wanted) ? 3 : -1;
    if (rank >= 0) ranked.push([rank, area]);
  }
  return ranked.sort((a, b) => a[0] - b[0]).slice(0, AT_MOST).map(([, area]) => area);
}

export class AreaSearch {
  constructor(element, choose) {
    this.input = element.querySelector("input");
    this.list = element.querySelector('[role="listbox"]');
    this.status = element.querySelector('[role="status"]');
    this.choose = choose;
    this.areas = [];
    this.active = -1;
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[data-area]");
      if (option) event.preventDefault(), this.take(option.dataset.area);
    });
  }

  offer(areas) {
    this.areas = areas.map((area) => ({ ...area, folded: fold(area.name) }));
  }

  update() {
    this.found = findAreas(this.areas, this.input.value);
    this.active = -1;
    const empty = this.input.value.trim() && !this.found.length;
    this.list.innerHTML = this.found.map((area, i) => `<li role="option" id="area-option-${i}" aria-selected="false" data-area="${escape(area.code)}">${escape(area.name)} <span class="muted small">${escape(area.code)}</span></li>`).join("");
    this.status.textContent = empty ? t("search_none") : this.found.length ? t("search_found", { count: this.found.length }) : "";
    this.toggle(this.found.length > 0);
    this.status.classList.toggle("kern-sr-only", !empty);
  }

  toggle(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.toggle(false);
    this.status.textContent = "";
  }

  press(event) {
    const count = this.list.hidden ? 0 : this.found.length;
    if (event.key === "ArrowDown" && count) this.activate((this.active + 1) % count);
    else if (event.key === "ArrowUp" && count) this.activate((this.active + count - 1) % count);
    else if (event.key === "Enter" && count) this.take(this.found[Math.max(0, this.active)].code);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  activate(index) {
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    this.active = index;
    this.list.children[index].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `area-option-${index}`);
  }

  take(code) {
    this.input.value = "";
    this.close();
    this.choose(code);
  }
}

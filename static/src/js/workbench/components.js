// The components: a search field over the indicators that one may see, weights, and the direction that polarity tells.
import { periodLabel } from "../periods.js";
import { config, escape, t } from "../text.js";
import { addComponent, removeAt } from "./definition.js";
import { bound, placeFor, refill } from "./findings.js";

const known = new Map((config.indicators ?? []).map((one) => [one.code, one]));
export const titleOf = (code) => known.get(code)?.title ?? code;
export const indicatorOf = (code) => known.get(code);

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
const spanOf = ({ first, last, periods }) => (periods ? (first === last ? periodLabel(last) : t("wb_span", { first: periodLabel(first), last: periodLabel(last) })) : t("wb_no_values"));

/** Indicators that hold every word, those with values first. */
export function search(words, taken) {
  const asked = fold(words).split(/\s+/).filter(Boolean);
  const fits = (one) => asked.every((word) => fold(`${one.title} ${one.code} ${config.domains[one.domain] ?? ""}`).includes(word));
  return config.indicators.filter((one) => !taken.includes(one.code) && fits(one)).sort((a, b) => (b.periods > 0) - (a.periods > 0));
}

export class Components {
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.rows = root.querySelector("[data-component-rows]");
    this.input = root.querySelector("#wb-search");
    this.list = root.querySelector("#wb-search-list");
    this.active = -1;
    this.rows.addEventListener("input", (event) => this.weigh(event));
    this.rows.addEventListener("click", (event) => this.act(event));
    this.input.addEventListener("input", () => this.offer());
    this.input.addEventListener("focus", () => this.offer());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  show(own) {
    this.own = own;
    refill(this.rows, own.components.map((code, i) => this.row(code, own.weights[i], i)).join(""));
  }

  row(code, weight, i) {
    const own = indicatorOf(code);
    const turned = weight < 0 || Object.is(weight, -0);
    const key = `weights[${i + 1}]`;
    const against = own && own.polarity !== "neutral" && turned !== (own.polarity === "lower_is_more_disadvantage");
    return `<li class="wb-component" data-at="${i}">
      <div class="wb-component__head"><a class="wb-component__name" href="${escape(config.urls.sheet.replace("CODE", code))}" target="_blank" rel="noopener">${escape(titleOf(code))}<span class="kern-sr-only"> ${escape(t("wb_new_window"))}</span></a>
        <button type="button" class="tool" data-act="remove-${escape(code)}" data-do="remove" aria-label="${escape(t("wb_remove", { name: titleOf(code) }))}"><span class="kern-icon kern-icon--small kern-icon--close" aria-hidden="true"></span></button></div>
      <div class="wb-component__fields">
        <label><span>${escape(t("wb_weight"))}</span><input class="kern-form-input__input" type="number" inputmode="decimal" min="0" step="0.25" value="${weight === null ? "" : Math.abs(weight)}" ${bound(key)}></label>
        <button type="button" class="tool wb-turn${against ? " wb-turn--against" : ""}" data-act="turn-${escape(code)}" data-do="turn" aria-pressed="${turned}">${escape(t(turned ? "wb_low_counts" : "wb_high_counts"))}</button>
        <span class="small muted">${own ? escape(spanOf(own)) : ""}</span>
      </div>${placeFor(`components[${i + 1}]`)}${placeFor(key)}</li>`;
  }

  weigh(event) {
    const row = event.target.closest("[data-at]");
    const at = Number(row.dataset.at);
    const turned = row.querySelector("[data-do=turn]").getAttribute("aria-pressed") === "true"; // 0 and nothing have no sign
    const text = event.target.value.trim();
    const size = text === "" ? null : Math.abs(Number(text));
    const key = event.target.dataset.key;
    this.store.change((own) => (own.weights[at] = size !== null && turned ? -size : size), { key, extent: "field" });
  }

  act(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const at = Number(button.closest("[data-at]").dataset.at);
    if (button.dataset.do === "turn") this.store.change((own) => (own.weights[at] = own.weights[at] === null ? null : -own.weights[at]));
    else {
      this.store.change((own) => removeAt(own, ["components", "weights"], at));
      (this.rows.querySelectorAll("[data-do=remove]")[Math.max(0, at - 1)] ?? this.input).focus();
    }
  }

  offer() {
    this.found = search(this.input.value, this.own.components).slice(0, 40);
    this.active = -1;
    this.list.innerHTML = this.found.map((one, i) => `<li role="option" id="wb-option-${i}" data-at="${i}" aria-selected="false"${one.periods ? "" : ' class="muted"'}><span>${escape(one.title)}</span><span class="small muted">${escape(config.domains[one.domain] ?? "")} · ${escape(spanOf(one))}${one.polarity === "higher_is_more_disadvantage" ? "" : ` · ${escape(t(`wb_polarity_${one.polarity}`))}`}</span></li>`).join("") || `<li class="muted" role="option" aria-disabled="true">${escape(t("wb_nothing_found"))}</li>`;
    this.open(true);
  }

  open(on) {
    this.list.hidden = !on;
    this.input.setAttribute("aria-expanded", String(on));
    if (!on) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.open(false);
  }

  press(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      if (this.list.hidden) this.offer();
      else this.point((this.active + steps[event.key] + this.found.length) % Math.max(1, this.found.length));
    } else if (event.key === "Enter") this.take(this.list.children[this.active < 0 ? 0 : this.active]);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  point(at) {
    this.active = at;
    for (const [i, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(i === at));
    const option = this.list.children[at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
  }

  take(option) {
    const one = this.found?.[Number(option?.dataset.at)];
    if (!one || this.list.hidden) return;
    this.input.value = "";
    this.close();
    this.store.change((own) => addComponent(own, one));
    this.input.focus();
    this.close();
  }
}

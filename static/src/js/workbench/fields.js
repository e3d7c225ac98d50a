// The rest of the definition: how it is computed, who is left out, classes, names. Fields carry the key that they fill.
import { escape, language, t } from "../text.js";
import { addClass, closedOf, removeAt, removeClass } from "./definition.js";
import { bound, placeFor, refill } from "./findings.js";
import { swatch } from "../map/fills.js";

/** The value at a dotted key, and setting it. */
const read = (own, key) => key.split(".").reduce((at, name) => at?.[name], own);
function write(own, key, value) {
  const names = key.split(".");
  const last = names.pop();
  names.reduce((at, name) => at[name], own)[last] = value;
}

/** The years of a change before somebody names others. */
const FIRST_YEARS = 2;

const number = (text) => (text.trim() === "" ? null : Number(text));

export class Fields {
  /** @param areas a function that gives the areas on the map as {codes, names} */
  constructor(root, store, areas) {
    Object.assign(this, { root, store, areas });
    this.classes = root.querySelector("[data-class-rows]");
    this.excluded = root.querySelector("[data-excluded-rows]");
    this.single = [...root.querySelectorAll("[data-field]")];
    root.addEventListener("input", (event) => this.typed(event.target));
    this.years = root.querySelector('[data-field="change_years"]');
    root.addEventListener("change", (event) => event.target.matches("select, [type=checkbox], [type=radio]") && this.chosen(event.target));
    this.years.addEventListener("change", () => this.fillYears(this.years, this.store.now.change_years)); // left empty or at 0
    root.addEventListener("click", (event) => this.act(event.target.closest("[data-do]")));
  }

  show(own) {
    this.own = own;
    for (const field of this.single) this.fill(field, read(own, field.dataset.field));
    refill(this.classes, own.classes.map((_, i) => this.classRow(own, i)).join(""));
    refill(this.excluded, own.exclude.areas.map((area, i) => this.excludedRow(area, i)).join(""));
    this.colour(this.colours ?? []);
  }

  fill(field, value) {
    if (field.dataset.field === "change_years") this.fillYears(field, value);
    else if (field.type === "checkbox") field.checked = Boolean(value);
    else if (field.type === "radio") field.checked = field.value === String(value);
    else field.value = value ?? "";
  }

  /** Values, or changes over some years: two choices, the second with a number, which keeps its last years meanwhile. */
  fillYears(field, years) {
    for (const choice of this.root.querySelectorAll("[data-what]")) {
      choice.checked = (choice.value === "changes") === Boolean(years);
      if (choice.checked && !years && document.activeElement === field) choice.focus(); // one step back, from within the number
    }
    field.disabled = !years;
    field.value = years || field.value || FIRST_YEARS;
  }

  typed(field) {
    if (field.matches("[data-field]") && !field.matches("select, [type=checkbox], [type=radio]")) {
      const value = field.type === "number" ? number(field.value) : field.value;
      const key = field.dataset.field;
      this.store.change((own) => write(own, key, key === "change_years" ? value || FIRST_YEARS : value), { key, extent: "field" });
    } else if (field.matches("[data-list]")) {
      const { list, at, key } = field.dataset;
      this.store.change((own) => {
        if (list === "reason") own.exclude.areas[at].reason = field.value;
        else own[list][at] = list === "breaks" ? number(field.value) : field.value;
      }, { key, extent: "field" });
    }
  }

  chosen(field) {
    const key = field.dataset.field;
    if (key) this.store.change((own) => write(own, key, field.type === "checkbox" ? field.checked : field.value === "true" ? true : field.value === "false" ? false : field.value));
    else if (field.dataset.what !== undefined) this.store.change((own) => write(own, "change_years", field.value === "changes" ? Number(this.years.value) || FIRST_YEARS : 0));
    else if (field.dataset.closed !== undefined) this.store.change((own) => {
      own.closed[field.dataset.closed] = field.value;
      own.closed = closedOf(own.closed, own.classes.length);
    });
  }

  act(button) {
    if (!button) return;
    const at = Number(button.dataset.at);
    if (button.dataset.do === "class-add") this.store.change(addClass);
    else if (button.dataset.do === "class-remove") this.store.change((own) => removeClass(own, at));
    else if (button.dataset.do === "area-remove") this.store.change((own) => own.exclude.areas.splice(at, 1));
    else if (button.dataset.do === "area-add") this.exclude();
  }

  /** The area that was named in the field beside the button, by code or name. */
  exclude() {
    const field = this.root.querySelector("#wb-exclude");
    const text = field.value.trim();
    const { codes, names } = this.areas();
    const at = codes.findIndex((code, i) => code === text || names[i] === text || `${code} ${names[i]}` === text);
    const note = this.root.querySelector("[data-exclude-note]");
    note.textContent = at < 0 ? t("wb_no_such_area", { text }) : "";
    if (at < 0) return;
    field.value = "";
    if (!this.own.exclude.areas.some((one) => one.code === codes[at])) this.store.change((own) => own.exclude.areas.push({ code: codes[at], reason: "" }));
    this.excluded.querySelector("li:last-child input")?.focus();
  }

  classRow(own, i) {
    const last = i === own.classes.length - 1;
    const only = own.classes.length < 2;
    const edge = `<span class="kern-form-input__select-wrapper"><select class="kern-form-input__select" data-closed="${i}" ${bound(`closed[${i + 1}]`)} aria-label="${escape(t("wb_closed", { number: i + 1 }))}"><option value="<"${own.closed[i] === "<" ? " selected" : ""}>&lt;</option><option value="<="${own.closed[i] === "<=" ? " selected" : ""}>≤</option></select></span>
      <input class="kern-form-input__input wb-edge" type="number" step="0.1" data-list="breaks" data-at="${i}" value="${own.breaks[i] ?? ""}" aria-label="${escape(t("wb_edge", { number: i + 1 }))}" ${bound(`breaks[${i + 1}]`)}>`;
    const name = (list, value, label) => `<input class="kern-form-input__input" type="text" maxlength="60" data-list="${list}" data-at="${i}" value="${escape(value)}" aria-label="${escape(label)}" placeholder="${list === "classes" ? "de" : "en"}" ${bound(`${list}[${i + 1}]`)}>`;
    return `<li class="wb-class"><span class="wb-class__colour" data-colour="${i}"></span><span class="wb-class__names">${name("classes", own.classes[i], t("wb_class_de", { number: i + 1 }))}${name("classes_en", own.classes_en[i] ?? "", t("wb_class_en", { number: i + 1 }))}</span>
      <span class="wb-class__edge">${last ? `<span class="muted">${escape(own.breaks.length ? t("wb_above_all") : "")}</span>` : edge}</span>
      <button type="button" class="tool" data-do="class-remove" data-act="class-remove-${i}" data-at="${i}"${only ? " disabled" : ""} aria-label="${escape(t("wb_remove", { name: own.classes[i] || t("wb_class", { number: i + 1 }) }))}"><span class="kern-icon kern-icon--small kern-icon--close" aria-hidden="true"></span></button>
      ${["classes", "classes_en", "closed", "breaks"].map((list) => placeFor(`${list}[${i + 1}]`)).join("")}</li>`;
  }

  excludedRow({ code, reason }, i) {
    const { codes, names } = this.areas();
    const name = names[codes.indexOf(code)] ?? "";
    return `<li class="wb-excluded"><span class="wb-excluded__area">${escape(code)} ${escape(name)}</span>
      <input class="kern-form-input__input" type="text" maxlength="200" data-list="reason" data-at="${i}" value="${escape(reason)}" placeholder="${escape(t("wb_reason"))}" aria-label="${escape(t("wb_reason_for", { name: name || code }))}" ${bound(`exclude.areas[${i + 1}].reason`)}>
      <button type="button" class="tool" data-do="area-remove" data-act="area-remove-${escape(code)}" data-at="${i}" aria-label="${escape(t("wb_take_back_in", { name: name || code }))}"><span class="kern-icon kern-icon--small kern-icon--close" aria-hidden="true"></span></button>
      ${placeFor(`exclude.areas[${i + 1}].reason`)}</li>`;
  }

  /** The colours of the classes on the map, beside their names. */
  colour(colours) {
    this.colours = colours;
    for (const place of this.classes.querySelectorAll("[data-colour]")) place.innerHTML = colours[place.dataset.colour] ? swatch(colours[place.dataset.colour]) : "";
  }

  /** The areas for the field that excludes one. */
  offerAreas({ codes, names, residual }) {
    this.root.querySelector("#wb-areas").innerHTML = codes.map((code, i) => (i === residual ? "" : `<option value="${escape(`${code} ${names[i]}`)}"></option>`)).join("");
    refill(this.excluded, this.own.exclude.areas.map((area, i) => this.excludedRow(area, i)).join(""));
  }
}

/** The name of a class in the language of the page. */
export const classNames = (own) => own.classes.map((name, i) => (language === "en" && own.classes_en[i]) || name);

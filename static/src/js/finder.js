// The search field as a combobox (WAI-ARIA 1.2, list with manual selection). Without this module it is a plain form.
//
// Suggestions come while one types; what is typed faster than answers arrive is asked only once. Enter without a chosen
// suggestion sends the form, so that the page of results is always one key away.
import { language } from "./text.js";

const PATIENCE = 160;

const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

class Finder {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input");
    this.list = form.querySelector('[role="listbox"]');
    this.status = form.querySelector('[role="status"]');
    this.options = [];
    this.active = -1;
    const { input } = this;
    for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) input.setAttribute(key, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.addEventListener("focus", () => this.options.length && this.asked === this.text && this.open(true));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest('[role="option"]')));
  }

  get text() {
    return this.input.value.trim();
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (!this.text) return this.clear();
    this.timer = setTimeout(() => this.ask(this.text), PATIENCE);
  }

  async ask(text) {
    this.asking = new AbortController();
    const address = `${this.form.dataset.api}?${new URLSearchParams({ q: text })}`;
    try {
      const response = await fetch(address, { headers: { Accept: "application/json", "Accept-Language": language }, signal: this.asking.signal });
      if (!response.ok) throw new Error(String(response.status));
      const found = await response.json();
      if (text === this.text) this.show(text, found);
    } catch (error) {
      if (error.name !== "AbortError") this.say(this.form.dataset.failed);
    }
  }

  show(text, { results, did_you_mean: meant }) {
    const { dataset } = this.form;
    this.asked = text;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const kinds = new Map();
    for (const result of results) kinds.set(result.kind, [...(kinds.get(result.kind) ?? []), result]);
    this.list.replaceChildren();
    if (meant) this.list.append(make("p", { class: "finder__meant", role: "presentation" }, `${dataset.meant} ${meant}`));
    for (const [kind, own] of kinds) {
      const group = make("div", { role: "group", "aria-label": dataset[kind] }, make("p", { class: "finder__kind", "aria-hidden": "true" }, dataset[kind]));
      group.append(...own.map(({ title, detail, url }) => this.option(url, title, detail)));
      this.list.append(group);
    }
    if (results.length) this.list.append(this.option(`${this.form.action}?${new URLSearchParams({ q: text })}`, dataset.all.replace("{q}", text), ""));
    this.options = [...this.list.querySelectorAll('[role="option"]')];
    this.options.forEach((option, i) => (option.id = `${this.list.id}-${i}`));
    this.open(this.options.length > 0);
    if (!results.length) return this.say(dataset.none);
    const said = results.length === 1 ? dataset.foundOne : dataset.found.replace("{count}", results.length);
    this.say(meant ? `${dataset.meant} ${meant}. ${said}` : said, true);
  }

  option(href, title, detail) {
    return make("div", { role: "option", "aria-selected": "false", "data-href": href }, make("span", {}, title), " ", make("span", { class: "finder__detail" }, detail));
  }

  /** For screen readers; in sight where there is no list to see. */
  say(text, quietly = false) {
    if (!quietly) this.open(false);
    this.status.textContent = text;
    this.status.classList.toggle("kern-sr-only", quietly);
  }

  open(on) {
    this.list.hidden = !on;
    this.input.setAttribute("aria-expanded", String(on));
    if (!on) this.choose(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.open(false);
    this.status.textContent = "";
  }

  clear() {
    this.options = [];
    this.close();
  }

  choose(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  go(option) {
    if (option) location.assign(option.dataset.href);
  }

  press(event) {
    const open = !this.list.hidden;
    const count = this.options.length;
    if (event.key === "ArrowDown" && count) {
      this.open(true);
      this.choose((this.active + 1) % count);
    } else if (event.key === "ArrowUp" && count) {
      this.open(true);
      this.choose(this.active > 0 ? this.active - 1 : count - 1);
    } else if (event.key === "Enter" && open && this.active >= 0) this.go(this.options[this.active]);
    else if (event.key === "Escape" && (open || this.status.textContent)) this.close();
    else return;
    event.preventDefault();
  }
}

export function setUpFinders() {
  for (const form of document.querySelectorAll("form[data-finder]")) new Finder(form);
}

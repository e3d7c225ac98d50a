// A map of the office: classes and sentences come with the page or from an address of its own; colours and keys from the portal's map.
import { get } from "../api.js";
import { Canvas } from "../map/canvas.js";
import { patternOf, swatch } from "../map/fills.js";
import { AreaKeys } from "../map/keyboard.js";
import { diverging, sequential } from "../map/palettes.js";
import { loadShapes } from "../map/shapes.js";
import { t } from "../text.js";
import { currentTheme } from "../theme.js";

const FINGERS = matchMedia("(pointer: coarse)").matches;
const paper = matchMedia("print");

export class OfficeMap {
  constructor(element) {
    this.element = element;
    [this.frame, this.sentence, this.legend] = ["map", "sentence", "legend"].map((name) => element.querySelector(`[data-${name}]`));
  }

  async start() {
    this.element.setAttribute("aria-busy", "true");
    try {
      this.data = await this.load();
      if (!this.data.codes.length) return this.nothing();
      this.element.hidden = false;
      this.canvas = new Canvas(this.frame, { still: true });
      this.canvas.draw(await loadShapes(this.data.shapes_url), { keepView: false });
      this.listen();
      this.paint();
      this.point(null);
      this.element.dataset.ready = "true";
    } catch {
      this.sentence.textContent = t("map_failed");
      this.element.dataset.ready = "failed";
    } finally {
      this.element.removeAttribute("aria-busy");
    }
    return undefined;
  }

  load() {
    const script = this.element.querySelector("script");
    return script ? JSON.parse(script.textContent) : get(this.element.dataset.officeMap);
  }

  /** No area is concerned: the map would be blank. */
  nothing() {
    const section = this.element.closest("[data-map-section]");
    if (section) section.hidden = true;
    this.element.dataset.ready = "empty";
  }

  listen() {
    const { codes, names, label } = this.data;
    this.positions = new Map(codes.map((code, i) => [code, i]));
    const keys = new AreaKeys(this.canvas, {
      focus: (code) => this.point(code),
      leave: () => this.point(null),
      open: (code) => this.open(code),
      point: (code) => this.point(code),
      unpoint: () => this.point(null),
    });
    keys.adopt(codes, (code) => names[this.positions.get(code)], label);
    document.addEventListener("themechange", () => this.paint());
    paper.addEventListener("change", () => this.paint());
    addEventListener("beforeprint", () => this.onPaper(true));
    addEventListener("afterprint", () => this.onPaper(false));
  }

  /** The size on paper must stand before the browser takes its picture. */
  onPaper(on) {
    this.element.classList.toggle("for-paper", on);
    this.canvas.refit();
  }

  /** The line of the area in the page's table, or the address that the area has. */
  open(code) {
    const address = this.data.links?.[this.positions.get(code)];
    if (address) location.assign(address);
    const row = document.getElementById(`area-${code}`);
    if (!row) return;
    const details = row.closest("details");
    if (details) details.open = true;
    document.querySelector("tr[aria-current]")?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "center" });
  }

  colours() {
    const theme = paper.matches ? "light" : currentTheme();
    const { ramp, colours } = this.data;
    return ramp === "diverging" ? diverging(theme) : sequential(Math.max(1, colours), theme);
  }

  paint() {
    const colours = this.colours();
    const { classes, states, codes, legend, legend_states: others } = this.data;
    this.canvas.paint(codes, classes.map((k, i) => (states[i] ? patternOf(states[i]) : colours[k] ?? patternOf("missing"))));
    const lines = legend.map(({ class: k, label, count }) => [swatch(colours[k]), label, count]).reverse();
    lines.push(...others.map(({ state, label, count }) => [swatch(patternOf(state)), label, count]));
    this.legend.replaceChildren(...lines.map(([mark, label, count]) => line(mark, label, count)));
    const elsewhere = this.element.querySelector("[data-elsewhere]");
    if (elsewhere) elsewhere.textContent = this.data.elsewhere;
  }

  point(code) {
    this.canvas.mark("pointed", code);
    const text = code ? this.data.sentences[this.positions.get(code)] : "";
    this.sentence.textContent = text || t(FINGERS ? "map_hint_touch" : "map_hint");
    this.sentence.classList.toggle("is-idle", !text);
  }
}

function line(mark, label, count) {
  const item = document.createElement("li");
  item.innerHTML = mark;
  for (const [text, name] of [[label, ""], [count, "office-map__count"]]) {
    const span = document.createElement("span");
    span.textContent = text;
    if (name) span.className = name;
    item.append(span);
  }
  return item;
}

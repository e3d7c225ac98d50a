// The map of an allocation: one picture, several ways of showing, classes and sentences as the server words them.
import { Canvas } from "../map/canvas.js";
import { patternOf, swatch } from "../map/fills.js";
import { AreaKeys } from "../map/keyboard.js";
import { diverging, sequential } from "../map/palettes.js";
import { loadShapes } from "../map/shapes.js";
import { t } from "../text.js";
import { currentTheme } from "../theme.js";

const FINGERS = matchMedia("(pointer: coarse)").matches;
const paper = matchMedia("print");

export class AllocationMap {
  constructor() {
    this.way = "per_heads";
    document.addEventListener("themechange", () => this.paint());
    paper.addEventListener("change", () => this.paint());
    addEventListener("beforeprint", () => this.onPaper(true));
    addEventListener("afterprint", () => this.onPaper(false));
  }

  /** Take over a result that was just put into the page; the picture drawn before moves into it. */
  async show(element) {
    this.element = element;
    if (!element) return this.rest();
    this.data = JSON.parse(element.querySelector("script").textContent);
    const parts = ["map", "legend", "sentence", "title"];
    [this.frame, this.legend, this.sentence, this.title] = parts.map((name) => element.querySelector(`[data-${name}]`));
    this.positions = new Map(this.data.codes.map((code, i) => [code, i]));
    for (const choice of element.querySelectorAll("[name=way]")) {
      choice.checked = choice.value === this.way;
      choice.addEventListener("change", () => this.choose(choice.value));
    }
    try {
      if (this.canvas && this.drawn === this.data.shapes_url) {
        this.frame.replaceWith(this.canvas.map.getContainer());
        this.frame = this.canvas.map.getContainer();
        this.canvas.whole = true;
        this.canvas.refit();
      } else await this.draw();
      this.paint();
      this.point(null);
      element.dataset.ready = "true";
    } catch {
      this.sentence.textContent = t("allocation_map_failed");
      element.dataset.ready = "failed";
    }
    return undefined;
  }

  /** There is no result to show: the picture waits outside of the page, where it has no size to fit into. */
  rest() {
    if (this.canvas) this.canvas.whole = false;
  }

  async draw() {
    const shapes = await loadShapes(this.data.shapes_url);
    this.canvas = new Canvas(this.frame, { still: true });
    this.canvas.draw(shapes, { keepView: false });
    this.drawn = this.data.shapes_url;
    const keys = new AreaKeys(this.canvas, {
      focus: (code) => this.point(code),
      leave: () => this.point(null),
      open: (code) => this.open(code),
      point: (code) => this.point(code),
      unpoint: () => this.point(null),
    });
    keys.adopt(this.data.codes, (code) => this.data.names[this.positions.get(code)] ?? code, t("allocation_map_areas"));
  }

  choose(way) {
    this.way = way;
    this.paint();
  }

  paint() {
    if (!this.canvas || !this.element) return;
    const { codes, states, need_states: needStates, ways } = this.data;
    const { ramp, colours: count, classes, legend, title } = ways[this.way];
    const theme = paper.matches ? "light" : currentTheme();
    const colours = ramp === "diverging" ? diverging(theme) : sequential(Math.max(1, count), theme);
    const empty = this.way === "need" ? needStates : states;
    this.canvas.paint(codes, classes.map((k, i) => (k < 0 ? patternOf(empty[i] || "missing") : colours[k])));
    const lines = legend.map((one) => [swatch(colours[one.class]), one.label, one.count]).reverse();
    const others = classes.map((k, i) => (k < 0 ? empty[i] || "missing" : "")).filter(Boolean);
    for (const state of new Set(others)) lines.push([swatch(patternOf(state)), t(`state_${state}`), others.filter((one) => one === state).length]);
    this.legend.replaceChildren(...lines.map(([mark, label, number]) => legendLine(mark, label, number)));
    this.title.textContent = title;
  }

  point(code) {
    this.canvas?.mark("pointed", code);
    const text = code ? this.data.sentences[this.positions.get(code)] : "";
    this.sentence.textContent = text || t(FINGERS ? "map_hint_touch" : "map_hint");
    this.sentence.classList.toggle("is-idle", !text);
  }

  /** The row of the area in the table below. */
  open(code) {
    const row = document.getElementById(`area-${code}`);
    if (!row) return;
    document.querySelector("tr[aria-current]")?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "center" });
  }

  onPaper(on) {
    this.element?.classList.toggle("for-paper", on);
    this.canvas?.refit();
  }
}

function legendLine(mark, label, number) {
  const item = document.createElement("li");
  item.innerHTML = mark;
  for (const [text, name] of [[label, ""], [number, "office-map__count"]]) {
    const span = document.createElement("span");
    span.textContent = text;
    if (name) span.className = name;
    item.append(span);
  }
  return item;
}

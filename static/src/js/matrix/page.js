// Matrix, map and table of the same groups: a cell marks its areas in all three; an area of the map opens its path.
import { Canvas } from "../map/canvas.js";
import { patternOf } from "../map/fills.js";
import { AreaKeys } from "../map/keyboard.js";
import { loadShapes } from "../map/shapes.js";
import { config, t, tn } from "../text.js";
import { currentTheme } from "../theme.js";
import { drawPatterns, fillOf } from "./patterns.js";

const SPACE = "http://www.w3.org/2000/svg";
const paper = matchMedia("print");

export class Matrix {
  constructor(root) {
    this.root = root;
    [this.line, this.count, this.clear] = ["line", "count", "clear"].map((name) => root.querySelector(`[data-${name}]`));
    this.cells = [...root.querySelectorAll("[data-cell]")];
    this.rows = new Map([...root.querySelectorAll("[data-row]")].map((row) => [Number(row.dataset.row), row]));
    this.at = new Map(config.codes.map((code, at) => [code, at]));
    this.idle = this.line.textContent;
    this.marked = new Set();
    const svg = document.createElementNS(SPACE, "svg");
    for (const [name, value] of [["class", "patterns"], ["width", 0], ["height", 0], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    this.defs = svg.appendChild(document.createElementNS(SPACE, "defs"));
    root.prepend(svg);
    this.colour();
  }

  async start() {
    for (const cell of this.cells) cell.addEventListener("click", () => this.toggle(Number(cell.dataset.cell)));
    this.clear.addEventListener("click", () => {
      this.mark([]);
      this.cells.find((cell) => Number(cell.dataset.cell) === this.last)?.focus(); // the button hides itself
    });
    document.addEventListener("themechange", () => this.colour());
    if (config.shapes) await this.draw();
    this.show();
    this.root.dataset.ready = "true";
  }

  async draw() {
    const shapes = await loadShapes(config.shapes);
    this.canvas = new Canvas(this.root.querySelector("[data-map]"), { still: true });
    this.canvas.draw(shapes, { keepView: false });
    this.canvas.paint(config.codes, config.groups.map((group) => (group === null ? patternOf("not_applicable") : fillOf(group, config.sizes[1]))));
    if (config.chosen) this.canvas.mark("chosen", config.chosen);
    const keys = new AreaKeys(this.canvas, {
      focus: (code) => this.point(code),
      leave: () => this.point(null),
      open: (code) => this.open(code),
      point: (code) => this.point(code),
      unpoint: () => this.point(null),
    });
    keys.adopt(config.codes, (code) => this.sentence(code), t("map_areas"));
    this.root.querySelector("[data-map]").removeAttribute("role");
    paper.addEventListener("change", () => this.canvas.refit());
  }

  colour() {
    drawPatterns(this.defs, config.sizes, paper.matches ? "light" : currentTheme());
  }

  sentence(code) {
    const at = this.at.get(code);
    return at === undefined ? code : t("area", { area: config.names[at], group: config.words[at] });
  }

  point(code) {
    this.line.textContent = code ? this.sentence(code) : this.idle;
    this.canvas.mark("pointed", code);
  }

  open(code) {
    if (this.at.has(code)) location.assign(config.open.replace("AREA", encodeURIComponent(code)));
  }

  toggle(group) {
    this.last = group;
    this.mark(this.marked.has(group) ? [...this.marked].filter((one) => one !== group) : [...this.marked, group]);
  }

  mark(groups) {
    this.marked = new Set(groups);
    this.show();
  }

  show() {
    let number = 0;
    for (const cell of this.cells) cell.setAttribute("aria-pressed", String(this.marked.has(Number(cell.dataset.cell))));
    config.groups.forEach((group, at) => {
      const on = this.marked.has(group);
      number += on ? 1 : 0;
      this.rows.get(at)?.classList.toggle("is-marked", on);
      this.canvas?.paths.get(config.codes[at])?.classList.toggle("is-aside", this.marked.size > 0 && !on);
    });
    this.count.textContent = this.marked.size ? tn("marked", number) : t("nothing");
    this.clear.hidden = this.marked.size === 0;
  }
}

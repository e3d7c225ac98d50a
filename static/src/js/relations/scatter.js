// A scatter of areas: points that can be pointed at, dragged over and walked through with the keys.
import { formatNumber } from "../numbers.js";

const SPACE = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 460;
const LEFT = 56;
const BELOW = 40;
const PAD = 12;

/** Round numbers between the ends of an axis, about five of them. */
export function ticks(least, most) {
  const rough = (most - least) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const first = Math.ceil(least / step) * step;
  const found = [];
  for (let at = first; at <= most + step / 1e6; at += step) found.push(at);
  return found;
}

const element = (name, attributes) => {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

export class Scatter {
  constructor(root, { x, y, codes }, { point, choose }) {
    this.svg = root;
    this.codes = codes;
    this.known = codes.map((_, at) => at).filter((at) => x.value[at] !== null && y.value[at] !== null);
    this.point = point;
    this.choose = choose;
    this.across = this.scale(this.known.map((at) => x.value[at]), LEFT, WIDTH - PAD);
    this.up = this.scale(this.known.map((at) => y.value[at]), HEIGHT - BELOW, PAD);
    this.draw(x, y);
    this.listen();
  }

  scale(values, from, to) {
    const least = Math.min(...values);
    const most = Math.max(...values);
    const room = (most - least) * 0.04 || 1;
    const at = (value) => from + ((value - least + room) / (most - least + 2 * room)) * (to - from);
    return Object.assign(at, { ticks: ticks(least, most) });
  }

  draw(x, y) {
    this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    for (const value of this.across.ticks) {
      this.svg.append(element("line", { class: "scatter__grid", x1: this.across(value), x2: this.across(value), y1: PAD, y2: HEIGHT - BELOW }));
      this.label(formatNumber(value, this.decimals(this.across.ticks)), this.across(value), HEIGHT - BELOW + 18, "middle");
    }
    for (const value of this.up.ticks) {
      this.svg.append(element("line", { class: "scatter__grid", x1: LEFT, x2: WIDTH - PAD, y1: this.up(value), y2: this.up(value) }));
      this.label(formatNumber(value, this.decimals(this.up.ticks)), LEFT - 6, this.up(value) + 4, "end");
    }
    if (x.city !== null) this.svg.append(element("line", { class: "scatter__city", x1: this.across(x.city), x2: this.across(x.city), y1: PAD, y2: HEIGHT - BELOW }));
    if (y.city !== null) this.svg.append(element("line", { class: "scatter__city", x1: LEFT, x2: WIDTH - PAD, y1: this.up(y.city), y2: this.up(y.city) }));
    this.points = new Map();
    for (const at of this.known) {
      const dot = element("circle", { class: "scatter__point", cx: this.across(x.value[at]), cy: this.up(y.value[at]), r: 4 });
      dot.dataset.at = at;
      this.points.set(at, dot);
      this.svg.append(dot);
    }
    this.band = element("rect", { class: "scatter__band", width: 0, height: 0 });
    this.svg.append(this.band);
  }

  decimals(ticksOf) {
    const step = ticksOf.length > 1 ? ticksOf[1] - ticksOf[0] : 1;
    return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  }

  label(text, x, y, anchor) {
    const made = element("text", { class: "scatter__label", x, y, "text-anchor": anchor });
    made.textContent = text;
    this.svg.append(made);
  }

  /** Where the pointer is, in the picture's own numbers. */
  at(event) {
    const box = this.svg.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * WIDTH, y: ((event.clientY - box.top) / box.height) * HEIGHT };
  }

  listen() {
    this.svg.addEventListener("pointerover", (event) => event.target.dataset.at && this.point(Number(event.target.dataset.at)));
    this.svg.addEventListener("pointerout", (event) => event.target.dataset.at && this.point(null));
    this.svg.addEventListener("pointerdown", (event) => this.begin(event));
    this.svg.addEventListener("pointermove", (event) => this.from && this.drag(event));
    this.svg.addEventListener("pointerup", (event) => this.end(event));
    this.svg.addEventListener("keydown", (event) => this.key(event));
  }

  begin(event) {
    this.from = this.at(event);
    this.svg.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const to = this.at(event);
    const box = { x: Math.min(to.x, this.from.x), y: Math.min(to.y, this.from.y), width: Math.abs(to.x - this.from.x), height: Math.abs(to.y - this.from.y) };
    for (const [key, value] of Object.entries(box)) this.band.setAttribute(key, value);
    if (box.width + box.height < 6) return;
    this.choose(this.known.filter((at) => this.inside(at, box)), event.shiftKey);
  }

  inside(at, box) {
    const dot = this.points.get(at);
    const [x, y] = [Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy"))];
    return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  }

  end(event) {
    const to = this.at(event);
    const still = this.from && Math.abs(to.x - this.from.x) + Math.abs(to.y - this.from.y) < 6;
    this.from = null;
    this.band.setAttribute("width", 0);
    this.band.setAttribute("height", 0);
    if (!still) return;
    const hit = document.elementFromPoint(event.clientX, event.clientY)?.dataset?.at;
    this.choose(hit === undefined ? [] : [Number(hit)], event.shiftKey);
  }

  /** Left and right walk through the points from the lowest first value to the highest; space marks, escape ends. */
  key(event) {
    const order = [...this.known].sort((one, other) => Number(this.points.get(one).getAttribute("cx")) - Number(this.points.get(other).getAttribute("cx")));
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      const now = order.indexOf(this.cursor);
      const next = now < 0 && Number.isFinite(step) ? 0 : now + step;
      this.cursor = order[Math.max(0, Math.min(order.length - 1, next))];
      this.point(this.cursor);
    } else if (event.key === " " && this.cursor !== undefined) this.choose([this.cursor], true);
    else if (event.key === "Escape") this.choose([], false);
    else return;
    event.preventDefault();
  }

  show(pointed, marked) {
    for (const [at, dot] of this.points) {
      dot.classList.toggle("scatter__point--pointed", at === pointed);
      dot.classList.toggle("scatter__point--marked", marked.has(at));
      dot.setAttribute("r", at === pointed ? 7 : 4);
    }
  }
}

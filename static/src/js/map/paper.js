// Patterns on paper. A browser puts a picture into a PDF for every shape that is filled with a pattern: some hundred areas make
// tens of megabytes. So the areas of a pattern become one shape of its ground, and its ink is drawn as lines within that shape.
const SPACE = "http://www.w3.org/2000/svg";
const PATTERN = /^url\("?#([^")]+)"?\)$/;

const element = (name, attributes = {}) => {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

let number = 0;

export class PaperPatterns {
  constructor() {
    this.made = [];
    this.emptied = [];
  }

  /** Instead of patterns, until `clear`: paths of one layer, in the places and fills they have now. */
  draw(paths) {
    this.clear();
    for (const { pattern, faint, members } of groupsOf(paths).values()) this.group(pattern, faint, members);
  }

  clear() {
    this.made.forEach((one) => one.remove());
    this.emptied.forEach(([path, fill]) => path.getAttribute("fill") === "none" && path.setAttribute("fill", fill));
    this.made = [];
    this.emptied = [];
  }

  group(pattern, faint, members) {
    const outline = members.map((path) => path.getAttribute("d")).join(" ");
    const clip = element("clipPath", { id: `paper-${(number += 1)}` });
    clip.append(element("path", { d: outline, "clip-rule": "evenodd" }));
    const [ground, ...inks] = pattern.children;
    const shape = dressed(ground, outline);
    const drawn = element("g", { class: faint ? "is-aside" : "" });
    drawn.append(shape);
    if (inks.length) {
      const inner = element("g", { "clip-path": `url(#${clip.id})` });
      const turned = element("g", { transform: pattern.getAttribute("patternTransform") ?? "" });
      const tiles = tilesOf(pattern, members);
      inks.forEach((ink) => turned.append(dressed(ink, tiles.map(([x, y]) => tileOf(ink, x, y)).join(""))));
      inner.append(turned);
      drawn.append(inner);
    }
    members[0].parentNode.prepend(clip, drawn);
    this.made.push(clip, drawn);
    for (const path of members) {
      this.emptied.push([path, path.getAttribute("fill")]);
      path.setAttribute("fill", "none");
    }
  }
}

/** The areas of each pattern; those set aside on their own, since they are fainter. */
function groupsOf(paths) {
  const groups = new Map();
  for (const path of paths) {
    const id = PATTERN.exec(path.getAttribute("fill") ?? "")?.[1];
    const pattern = id && document.getElementById(id);
    if (!pattern) continue;
    const faint = path.classList.contains("is-aside");
    const key = `${id} ${faint}`;
    if (!groups.has(key)) groups.set(key, { pattern, faint, members: [] });
    groups.get(key).members.push(path);
  }
  return groups;
}

/** A path with the class and paint of a part of a pattern. */
function dressed(part, d) {
  const made = element("path", { d, class: part.getAttribute("class") ?? "", "fill-rule": "evenodd" });
  if (part.hasAttribute("fill")) made.setAttribute("fill", part.getAttribute("fill"));
  return made;
}

/** Where the tiles of a pattern begin that reach into one of the areas. */
function tilesOf(pattern, members) {
  const [width, height] = ["width", "height"].map((name) => Number(pattern.getAttribute(name)));
  const turn = pattern.patternTransform.baseVal.consolidate()?.matrix.inverse();
  const found = new Map();
  for (const path of members) {
    const box = path.getBBox();
    const corners = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([i, j]) => {
      const corner = new DOMPoint(box.x + i * box.width, box.y + j * box.height);
      return turn ? corner.matrixTransform(turn) : corner;
    });
    const reach = (axis, size) => {
      const at = corners.map((corner) => corner[axis] / size);
      return [Math.floor(Math.min(...at)), Math.floor(Math.max(...at))];
    };
    const [left, right] = reach("x", width);
    const [top, bottom] = reach("y", height);
    for (let i = left; i <= right; i += 1) for (let j = top; j <= bottom; j += 1) found.set(`${i} ${j}`, [i * width, j * height]);
  }
  return [...found.values()];
}

/** What a part of a pattern draws in one tile. */
function tileOf(part, x, y) {
  const of = (name) => Number(part.getAttribute(name) ?? 0);
  if (part.tagName === "rect") return `M${x + of("x")} ${y + of("y")}h${of("width")}v${of("height")}h${-of("width")}z`;
  if (part.tagName === "circle") {
    const r = of("r");
    return `M${x + of("cx")} ${y + of("cy") - r}a${r} ${r} 0 0 1 0 ${2 * r}a${r} ${r} 0 0 1 0 ${-2 * r}z`;
  }
  return part.getAttribute("d").replaceAll(/([MQT])\s*([\d.\s-]+)/g, (_, sign, numbers) => sign + moved(numbers, x, y));
}

/** Coordinates of a path's absolute command, moved to a tile. */
const moved = (numbers, x, y) => numbers.trim().split(/\s+/).map((one, at) => Number(one) + (at % 2 ? y : x)).join(" ");

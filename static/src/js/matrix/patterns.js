// Fills of the groups: the ground is the status (light to strong), what is drawn on it the dynamics, so that paper without
// colour tells them apart as well.
import { sequential } from "../map/palettes.js";

const SPACE = "http://www.w3.org/2000/svg";
const INKS = { light: ["#1f2440", "#ffffff"], dark: ["#ffffff", "#1f2440"] };

const element = (name, attributes, parent) => {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
};

export const fillOf = (group, columns) => `url(#group-${Math.floor(group / columns)}-${group % columns})`;

/** What is drawn for a class of dynamics: dots for the first, nothing for the middle one of three, lines for the others. */
function draw(pattern, at, columns, ink) {
  if (columns === 3 && at === 1) return;
  if (at === 0) {
    element("circle", { cx: 4, cy: 4, r: 1.5, fill: ink }, pattern);
    return;
  }
  element("rect", { width: 1.8, height: 8, fill: ink }, pattern);
  pattern.setAttribute("patternTransform", `rotate(${45 + (columns === 3 ? 0 : (135 * (at - 1)) / Math.max(1, columns - 1))})`);
}

/** One `<pattern>` a group in `defs`, in the colours of a theme; what was there before goes. */
export function drawPatterns(defs, [rows, columns], theme) {
  defs.replaceChildren();
  sequential(rows, theme).forEach((ground, row) => {
    const ink = INKS[theme][row < rows / 2 ? 0 : 1];
    for (let at = 0; at < columns; at += 1) {
      const pattern = element("pattern", { id: `group-${row}-${at}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, defs);
      element("rect", { width: 8, height: 8, fill: ground }, pattern);
      draw(pattern, at, columns, ink);
    }
  });
}

// From classes and states to paint: a colour for a number, a pattern for every other state.
import { currentTheme } from "../theme.js";
import { diverging, sequential } from "./palettes.js";
import { PATTERNS } from "./patterns.js";

const paper = matchMedia("print");
paper.addEventListener("change", () => document.dispatchEvent(new CustomEvent("themechange")));

/** Colours of the classes of a model, in the theme that is on screen; paper is always light. */
export function coloursOf(model) {
  if (model.clusters) return PATTERNS.map(clusterFill);
  const theme = paper.matches ? "light" : currentTheme();
  if (model.trend) return diverging(theme);
  if (model.around) return diverging(theme, model.colours);
  return model.centre !== null ? diverging(theme) : sequential(Math.max(1, model.colours), theme);
}

const clusterFill = (word) => (word === "not_applicable" ? patternOf(word) : `url(#cluster-${word})`);
export const patternOf = (state) => `url(#state-${state})`;

/** What each position is painted with. */
export function fillsOf(model, colours = coloursOf(model)) {
  return model.classes.map((k, i) => {
    if (model.states[i] !== "ok") return patternOf(model.states[i]);
    return k === null ? patternOf("missing") : colours[k];
  });
}

/** A small square of a colour or a pattern, for legend and table. */
export function swatch(fill) {
  return `<svg class="swatch" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false"><rect x="0.5" y="0.5" width="13" height="13" rx="1.5" fill="${fill}"/></svg>`;
}

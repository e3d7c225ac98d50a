// An index as a document of the catalogue: what is new, what is default, how a starting point changes it. Pure.
export const EMPTY = {
  code: "",
  title: { de: "", en: "" },
  components: [],
  weights: [],
  centre: "mean_of_areas",
  spread: "population_sd",
  standardise: "z",
  combine: "sum",
  restandardise: true,
  exclude: { residents_below: 300, not_computed: true, areas: [] },
  breaks: [-1, 1, 1.5],
  closed: ["<", "<=", "<=", ">"],
  classes: ["hoch", "mittel", "niedrig", "sehr niedrig"],
  classes_en: ["high", "medium", "low", "very low"],
  change_years: 0,
  dynamics_of: "",
  from: "",
  to: "",
  sheet: { key_statement: { de: "", en: "" }, reading_aid: { de: "", en: "" }, comparability: { de: "", en: "" } },
};

/** A document with every key that the form has; what is unknown is left out. */
export function complete(document) {
  const made = structuredClone(EMPTY);
  for (const key of Object.keys(made)) {
    const value = document?.[key];
    if (value === undefined || value === null) {
      if (document && Object.keys(document).length && ["classes_en", "exclude"].includes(key)) made[key] = key === "exclude" ? { residents_below: null, not_computed: false, areas: [] } : [];
      continue;
    }
    if (key === "exclude") made[key] = { residents_below: value.residents_below ?? null, not_computed: Boolean(value.not_computed), areas: Array.isArray(value.areas) ? value.areas.map(({ code = "", reason = "" }) => ({ code, reason })) : [] };
    else if (key === "title") made[key] = { ...made[key], ...value };
    else if (key === "sheet") for (const part of Object.keys(made.sheet)) made.sheet[part] = { ...made.sheet[part], ...(value[part] ?? {}) };
    else made[key] = structuredClone(value);
  }
  if (made.classes_en.length !== made.classes.length) made.classes_en = made.classes.map((_, i) => made.classes_en[i] ?? "");
  return made;
}

const spoken = ({ de, en }) => de.trim() !== "" || en.trim() !== "";

/** The document as the catalogue writes it: what is empty and optional is left out. */
export function written(own) {
  const { exclude, sheet, title, classes_en: english, change_years: years, dynamics_of: status, from, to, ...rest } = own;
  const areas = exclude.areas;
  const document = { ...rest, exclude: { ...(exclude.residents_below === null ? {} : { residents_below: exclude.residents_below }), ...(exclude.not_computed ? { not_computed: true } : {}), ...(areas.length ? { areas } : {}) } };
  if (spoken(title)) document.title = title;
  if (english.some((name) => name.trim())) document.classes_en = english;
  if (years !== 0) document.change_years = years;
  for (const [key, value] of [["dynamics_of", status], ["from", from], ["to", to]]) if (value) document[key] = value;
  if (Object.values(sheet).some(spoken)) document.sheet = sheet;
  return document;
}

/** How each class meets its upper edge, the last as the complement of the one before. */
export function closedOf(closed, count) {
  const own = Array.from({ length: count }, (_, i) => (closed[i] === "<" ? "<" : "<="));
  if (count) own[count - 1] = own[count - 2] === "<" ? ">=" : ">";
  return own;
}

/** A method over the components that there are: equal weights, each in the direction that it has. */
export function withMethod(own, method) {
  const made = complete({ ...written(own), ...structuredClone(method), exclude: method.exclude });
  made.weights = own.weights.map((weight) => (weight < 0 ? -1 : 1));
  if (method.exclude) made.exclude.areas = structuredClone(own.exclude.areas);
  return made;
}

export function addComponent(own, indicator) {
  own.components.push(indicator.code);
  own.weights.push(indicator.polarity === "lower_is_more_disadvantage" ? -1 : 1);
}

export function removeAt(own, keys, at) {
  for (const key of keys) own[key].splice(at, 1);
}

/** Split the last class in two, or begin with one edge. */
export function addClass(own) {
  const [last, before] = [own.breaks.at(-1), own.breaks.at(-2)];
  const step = before !== undefined && last - before > 0 ? last - before : 0.5;
  own.breaks.push(last === undefined ? 0 : Math.round((last + step) * 1000) / 1000);
  own.classes.push("");
  own.classes_en.push("");
  own.closed = closedOf([...own.closed.slice(0, -1), "<="], own.classes.length);
}

/** Take a class away with the edge above it; of the last the edge below. */
export function removeClass(own, at) {
  own.breaks.splice(Math.min(at, own.breaks.length - 1), 1);
  own.closed.splice(Math.min(at, own.closed.length - 2), 1);
  removeAt(own, ["classes", "classes_en"], at);
  own.closed = closedOf(own.closed, own.classes.length);
}

/** A title in a language; `other` is the language that it is in, where it is not that one. */
export function titleIn(title, language) {
  const own = title[language]?.trim();
  const other = Object.keys(title).find((one) => title[one]?.trim());
  return own || !other ? { text: own ?? "", other: "" } : { text: title[other].trim(), other };
}

/** Compact text for the address, and back; nothing where it is no document. */
export const toAddress = (own) => JSON.stringify(written(own));
export function fromAddress(text) {
  try {
    const document = JSON.parse(text);
    return document && typeof document === "object" && Array.isArray(document.components) ? complete(document) : null;
  } catch {
    return null;
  }
}

// The address is the view: reading it, writing it. Pure except for history.
const KEYS = ["indicator", "period", "level", "reference", "show", "classes", "scope", "variant", "area", "release", "at", "table"];
export const WAYS = ["value", "difference", "index", "clusters", "trend"];
/** A method of classes with their number, as the API takes it. */
export const CLASSES = /^(fixed|(natural|quantiles|equal|deviations):[3-7])$/;

/** What the address says; absent keys are empty strings. */
export function readAddress(search = location.search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(KEYS.map((key) => [key, query.get(key) ?? ""]));
}

/** The query string of a view; what is default and says nothing is left out. */
export function toQuery(view) {
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = view[key] ?? "";
    if (value === "" || (key === "show" && value === "value")) continue;
    query.set(key, value);
  }
  return query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** Write the view: `push` for what a reader chose (the back button undoes it), otherwise in place. */
export function writeAddress(view, push) {
  const query = toQuery(view);
  const target = location.pathname + (query ? `?${query}` : "");
  if (target === location.pathname + location.search) return;
  history[push ? "pushState" : "replaceState"](null, "", target);
}

/** "11.5/52.52/13.4" as zoom and centre; null when it is no position on earth. */
export function parsePosition(text) {
  const parts = (text ?? "").split("/").map(Number);
  if (parts.length !== 3 || parts.some((n) => !Number.isFinite(n))) return null;
  const [zoom, latitude, longitude] = parts;
  if (zoom < 0 || zoom > 22 || Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return null;
  return { zoom, centre: [latitude, longitude] };
}

export function formatPosition(zoom, latitude, longitude) {
  return `${+zoom.toFixed(2)}/${latitude.toFixed(4)}/${longitude.toFixed(4)}`;
}

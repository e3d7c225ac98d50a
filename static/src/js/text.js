// Translated strings travel in the page as JSON (json_script); placeholders are gettext's: %(name)s.
const read = (id) => {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : {};
};

export const config = read("page-config");
const strings = read("page-strings");

export const language = document.documentElement.lang || "de";

/** The string of a key with its placeholders filled; an unknown key is shown as such. */
export function t(key, params = {}) {
  return (strings[key] ?? key).replace(/%\((\w+)\)s/g, (whole, name) => params[name] ?? whole);
}

/** A string that differs by number: keys `key_one` and `key_other`. */
export function tn(key, count, params = {}) {
  return t(`${key}_${count === 1 ? "one" : "other"}`, { count: String(count), ...params });
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escape(text) {
  return String(text ?? "").replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

// The way from a number of the map to how it was computed (static/src/js/how.js lays it over the page).
import { config, escape, t } from "../text.js";

/** A link around `content` (HTML) for the value of area `i`; nothing where there is no number. */
export function howLink(data, i, content, look) {
  if (data.status[i] !== "ok") return "";
  const query = new URLSearchParams({ indicator: data.indicator, area: data.codes[i], period: data.period, edition: data.edition });
  if (data.release) query.set("release", data.release.number);
  if (data.named) query.set("level", data.level);
  if (data.variant && data.variant !== "none") query.set("variant", data.variant);
  if (data.reference?.code && data.reference.code !== data.codes[i]) query.set("reference", data.reference.code);
  const told = look === "how-value" ? ` title="${escape(t("how_asked"))}"` : "";
  return `<a class="${look}" href="${escape(`${config.urls.how}?${query}`)}" data-how="${escape(t("how_close"))}"${told}>${content}</a>`;
}

// Goals beside the series of an area: what is aimed at and how far it is reached, and the way to a new one.
import { config, escape, t } from "../text.js";

/** HTML beneath the series; `goals` are there for the administration alone. */
export function goalLines({ goals = [] }, indicator, area) {
  const told = goals.map(({ goal, sentence }) => `<p class="small">${escape(sentence)} <a href="${escape(config.urls.goal.replace("/0/", `/${goal}/`))}">${escape(t("goal_open"))}</a></p>`);
  const link = config.may_set_goal ? `<p class="small no-print"><a href="${escape(`${config.urls.goal_new}?${new URLSearchParams({ indicator, area })}`)}">${escape(t("goal_set"))}</a></p>` : "";
  return told.join("") + link;
}

// The year or the row under the pointer: a vermilion line, and the values in a tip.
import { formatter, phrase } from "../frame/phrases.js";
import { svg } from "../frame/svg.js";
import { known, round } from "./ground.js";

export function follow(place, root, spots, plan, tip) {
  const mark = svg("path", { class: "pointed-at" });
  root.append(mark);
  const size = root.viewBox.baseVal;
  root.addEventListener("pointermove", (event) => {
    const box = root.getBoundingClientRect();
    const [x, y] = [((event.clientX - box.left) / box.width) * size.width, ((event.clientY - box.top) / box.height) * size.height];
    const spot = nearest(spots, x, y);
    if (!spot) return leave();
    if (spot.x !== undefined) mark.setAttribute("d", `M${round(spot.x)} ${spot.top}V${spot.bottom}`);
    return tip.show(said(plan, spot), event.clientX - box.left, event.clientY - box.top);
  });
  const leave = () => {
    tip.hide();
    mark.removeAttribute("d");
  };
  root.addEventListener("pointerleave", leave);
}

function nearest(spots, x, y) {
  const within = spots.filter((spot) =>
    y >= spot.top - 30 && y <= spot.bottom + 30 && (spot.left === undefined || (x >= spot.left && x <= spot.right)));
  const distance = (spot) => (spot.x === undefined ? Math.abs(spot.y - y) : Math.abs(spot.x - x));
  return within.reduce((best, spot) => (!best || distance(spot) < distance(best) ? spot : best), null);
}

function said(plan, { at, series }) {
  const chosen = series === undefined ? plan.series : [plan.series[series]];
  const named = plan.series.length > 1;
  return [plan.x[at], ...chosen.map((one) => `${named ? `${one.name}: ` : ""}${valueOf(plan, one, at)}`)];
}

function valueOf(plan, series, at) {
  const format = formatter(plan.form);
  if (!known(series.values[at])) return phrase("noData");
  const value = formatter(plan.form, plan.unit)(series.values[at]);
  const bounds = known(series.low[at]) && known(series.high[at]);
  return bounds ? `${value} (${format(series.low[at])} ${phrase("to")} ${format(series.high[at])})` : value;
}

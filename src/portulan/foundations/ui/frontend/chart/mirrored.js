// Two sides of one thing: the first series to the left, the second to the right of a common axis, a whisker for each.
import { formatter, phrase } from "../frame/phrases.js";
import { svg } from "../frame/svg.js";
import { cut, wordWidth } from "../frame/words.js";
import { known, round, sheet, text, valuesOf } from "./ground.js";
import { legend, tone, weaves, woven } from "./marks.js";

const THICK = 14;
const ROW = 46;

export function drawMirrored(plan, width) {
  const keys = legend(plan, width, (_, at) => svg("rect", { x: 2, y: -6, width: 16, height: 12, fill: woven(plan, at) }));
  const height = keys.height + ROW * plan.x.length + 4;
  const label = formatter(plan.form);
  const values = valuesOf(plan).filter(known);
  const room = Math.max(...values.map((value) => wordWidth(label(value), 12.5)), wordWidth(phrase("noData"), 12.5)) + 16;
  const axis = round(width / 2);
  const reach = (width / 2 - room) / Math.max(...values, 1e-9);
  const root = sheet(width, height);
  root.append(weaves(plan), keys.group);
  const spots = plan.x.map((name, at) => {
    const top = keys.height + ROW * at;
    root.append(text(axis, top + 12, cut(name, width - 12, 12.5), { "text-anchor": "middle", class: "key halo-words" }));
    root.append(svg("path", { d: `M${axis} ${top + 17}V${top + 38}`, class: "axis" }));
    plan.series.forEach((series, place) => root.append(side(plan, { series, place, at, axis, reach, label, y: top + 20 })));
    return { y: top + ROW / 2, at, top, bottom: top + ROW };
  });
  return { root, spots };
}

function side(plan, { series, place, at, axis, reach, label, y }) {
  const toward = place === 0 ? -1 : 1;
  const x = (value) => axis + toward * value * reach;
  const anchor = place === 0 ? "end" : "start";
  const value = series.values[at];
  const middle = y + THICK / 2;
  if (!known(value)) {
    return text(axis + toward * 8, middle, phrase("noData"), { dy: "0.34em", "text-anchor": anchor, class: "tick" });
  }
  const rect = { x: round(Math.min(axis, x(value))), y, width: round(Math.abs(x(value) - axis)), height: THICK };
  const beyond = known(series.high[at]) ? Math.max(value, series.high[at]) : value;
  return svg("g", { class: `tone-${tone(series, place)}` }, svg("rect", { ...rect, fill: woven(plan, place) }),
    whisker(series, at, middle, x),
    text(x(beyond) + toward * 7, middle, label(value), { dy: "0.34em", "text-anchor": anchor, class: "key" }));
}

function whisker(series, at, y, x) {
  if (!known(series.low[at]) || !known(series.high[at])) return null;
  const [low, high] = [round(x(series.low[at])), round(x(series.high[at]))];
  const d = `M${low} ${y - 3}v6M${low} ${y}H${high}M${high} ${y - 3}v6`;
  return svg("g", {}, svg("path", { d, class: "whisker halo" }), svg("path", { d, class: "whisker" }));
}

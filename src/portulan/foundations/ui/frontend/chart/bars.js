// Bars by name, longest words cut; one row per name, a whisker for the interval, the value at the end.
import { formatter } from "../frame/phrases.js";
import { svg } from "../frame/svg.js";
import { cut, wordWidth } from "../frame/words.js";
import { known, round, sheet, text, valueScale, valuesOf } from "./ground.js";
import { legend, tone, weaves, woven } from "./marks.js";

const THICK = 12;
const APART = 12;

export function drawBars(plan, width) {
  const keys = legend(plan, width, (_, at) => svg("rect", { x: 2, y: -6, width: 16, height: 12, fill: woven(plan, at) }));
  const row = plan.series.length * (THICK + 2) + APART;
  const height = keys.height + row * plan.x.length + 4;
  const label = formatter(plan.form);
  const names = Math.min(width * 0.48, Math.max(...plan.x.map((name) => wordWidth(name, 12.5))) + 12);
  const values = Math.max(...valuesOf(plan).filter(known).map((value) => wordWidth(label(value), 12.5)), 0) + 12;
  const scale = valueScale(valuesOf(plan), names, width - values, 3);
  const root = sheet(width, height);
  root.append(weaves(plan), keys.group, svg("path", { d: `M${round(scale.at(0))} ${keys.height}V${height}`, class: "axis" }));
  const spots = plan.x.map((name, at) => {
    const top = keys.height + row * at;
    const middle = top + row / 2;
    root.append(text(names - 8, middle, cut(name, names - 12, 12.5), { dy: "0.34em", "text-anchor": "end", class: "key" }));
    plan.series.forEach((series, place) => root.append(bar(plan, series, place, at, top + APART / 2 + place * (THICK + 2), scale, label)));
    return { y: middle, at, top, bottom: top + row };
  });
  return { root, spots };
}

function bar(plan, series, place, at, y, scale, label) {
  const value = series.values[at];
  if (!known(value)) return svg("g");
  const [zero, end] = [scale.at(0), scale.at(value)];
  const size = { x: round(Math.min(zero, end)), y, width: round(Math.abs(end - zero)), height: THICK };
  const surface = plan.series.length > 1 ? { fill: woven(plan, place) } : { class: `surface tone-${tone(series, place)}` };
  const beyond = known(series.high[at]) ? Math.max(end, scale.at(series.high[at])) : end;
  return svg("g", {}, svg("rect", { ...size, ...surface }), whisker(series, at, y + THICK / 2, scale),
    text(beyond + 6, y + THICK / 2, label(value), { dy: "0.34em", class: "key" }));
}

function whisker(series, at, y, scale) {
  if (!known(series.low[at]) || !known(series.high[at])) return null;
  const [low, high] = [round(scale.at(series.low[at])), round(scale.at(series.high[at]))];
  const d = `M${low} ${y - 3}v6M${low} ${y}H${high}M${high} ${y - 3}v6`;
  return svg("g", {}, svg("path", { d, class: "whisker halo" }), svg("path", { d, class: "whisker" }));
}

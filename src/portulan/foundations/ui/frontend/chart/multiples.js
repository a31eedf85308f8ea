// Small multiples: one panel per series, all on one scale, so that they compare.
import { formatter } from "../frame/phrases.js";
import { svg } from "../frame/svg.js";
import { cut, wordWidth } from "../frame/words.js";
import { round, sheet, text, valueScale, valuesOf } from "./ground.js";
import { band, curve, placesOf } from "./line.js";

const NARROWEST = 168;
const TALL = 132;
const GAP = 28;

export function drawMultiples(plan, width) {
  const columns = columnsOf(plan.series.length, width);
  const wide = (width - GAP * (columns - 1)) / columns;
  const root = sheet(width, Math.ceil(plan.series.length / columns) * TALL);
  const spots = plan.series.flatMap((series, at) => {
    const [left, top] = [(at % columns) * (wide + GAP), Math.floor(at / columns) * TALL];
    const panel = drawPanel(plan, { ...series, tone: series.tone ?? "sea" }, left, top, wide);
    root.append(panel.group);
    return panel.spots.map((spot) => ({ ...spot, series: at }));
  });
  return { root, spots };
}

// As many columns as fit, then as few as fill the same rows evenly.
function columnsOf(count, width) {
  const fitting = Math.max(1, Math.min(count, Math.floor((width + GAP) / (NARROWEST + GAP))));
  return Math.ceil(count / Math.ceil(count / fitting));
}

function drawPanel(plan, series, left, top, width) {
  const label = formatter(plan.form);
  const [over, under] = [top + 28, top + TALL - 34];
  const scale = valueScale(valuesOf(plan), under, over, 2, false);
  const margin = Math.max(...scale.ticks.map((tick) => wordWidth(label(tick), 11))) + 8;
  const places = placesOf(plan, left + margin, left + width - 4);
  const group = svg("g", {});
  group.append(text(left, top + 12, cut(series.name, width - 4, 13, 600), { class: "panel-title" }));
  for (const tick of scale.ticks) {
    const y = round(scale.at(tick));
    group.append(svg("path", { d: `M${round(left + margin)} ${y}H${round(left + width)}`, class: tick === 0 ? "axis" : "grid" }));
    group.append(text(left + margin - 6, y, label(tick), { dy: "0.34em", "text-anchor": "end", class: "tick small" }));
  }
  group.append(band(series, 0, places, scale), curve(series, 0, places, scale, plan.x.length < 12));
  group.append(text(places[0], under + 15, plan.x[0], { class: "tick small" }));
  group.append(text(places.at(-1), under + 15, plan.x.at(-1), { "text-anchor": "end", class: "tick small" }));
  return { group, spots: places.map((x, at) => ({ x, at, top: over, bottom: under, left, right: left + width })) };
}

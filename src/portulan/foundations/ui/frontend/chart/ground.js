// What every chart stands on: the sheet, the measure of words, the scale of values, the rulers.
import { ticks, tickStep } from "d3-array";
import { formatter } from "../frame/phrases.js";
import { svg } from "../frame/svg.js";
import { wordWidth } from "../frame/words.js";

export const sheet = (width, height) => svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "curves", role: "img" });

export const text = (x, y, words, attributes = {}) => svg("text", { x: round(x), y: round(y), ...attributes }, words);

export const round = (value) => Math.round(value * 10) / 10;

export const known = (value) => value !== null && value !== undefined;

// A scale from zero (or the lowest value under it) to the highest, ``rounded`` up to the next tick, with its ticks.
export function valueScale(values, from, to, count = 4, rounded = true) {
  const all = values.filter(known);
  const low = Math.min(0, ...all);
  const high = Math.max(low + 1e-9, ...all);
  const step = tickStep(low, high, count);
  const bottom = Math.floor(low / step + 1e-9) * step;
  const top = rounded ? Math.ceil(high / step - 1e-9) * step : high;
  const at = (value) => from + ((value - bottom) / (top - bottom)) * (to - from);
  return { at, ticks: ticks(bottom, top, count), bottom, top };
}

export const valuesOf = (plan) => plan.series.flatMap((series) => [...series.values, ...series.low, ...series.high]);

// Horizontal hairlines with their values at the left; zero is drawn in ink.
export function valueRuler(scale, left, right, plan, label = formatter(plan.form)) {
  const lines = scale.ticks.map((tick) => {
    const y = round(scale.at(tick));
    const line = svg("path", { d: `M${left} ${y}H${right}`, class: tick === 0 ? "axis" : "grid" });
    return svg("g", {}, line, text(left - 8, y, label(tick), { dy: "0.34em", "text-anchor": "end", class: "tick" }));
  });
  return svg("g", {}, ...lines);
}

export function leftMargin(scale, plan) {
  const label = formatter(plan.form);
  return Math.ceil(Math.max(...scale.ticks.map((tick) => wordWidth(label(tick))))) + 10;
}

// Years under the axis: the first, the last, and between them as many as fit.
export function yearRuler(x, places, y) {
  const widest = Math.max(...x.map((label) => wordWidth(label))) + 14;
  const apart = places.length > 1 ? Math.abs(places[1] - places[0]) : widest;
  const every = Math.max(1, Math.ceil(widest / apart));
  const last = x.length - 1;
  const shown = x.map((_, at) => at).filter((at) => (last - at) % every === 0);
  return svg("g", {}, ...shown.map((at) => text(places[at], y + 18, x[at], { "text-anchor": "middle", class: "tick" })));
}

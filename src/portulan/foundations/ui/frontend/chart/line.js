// Lines by year, each with the band of its interval.
import { svg } from "../frame/svg.js";
import { known, leftMargin, round, sheet, valueRuler, valueScale, valuesOf, yearRuler } from "./ground.js";
import { dash, legend, point, tone } from "./marks.js";

const MANY = 16; // beyond this many points a line has no marks

export function drawLine(plan, width) {
  const keys = legend(plan, width, lineSwatch);
  const [top, height] = [keys.height + 10, keys.height + (width < 480 ? 230 : 280)];
  const bottom = height - 28;
  const scale = valueScale(valuesOf(plan), bottom, top);
  const left = leftMargin(scale, plan);
  const places = placesOf(plan, left + 6, width - 20);
  const root = sheet(width, height);
  root.append(keys.group, valueRuler(scale, left, width, plan), yearRuler(plan.x, places, bottom));
  plan.series.forEach((series, at) => root.append(band(series, at, places, scale), curve(series, at, places, scale)));
  return { root, spots: places.map((x, at) => ({ x, at, top, bottom })) };
}

export function placesOf(plan, left, right) {
  const last = plan.x.length - 1;
  return plan.x.map((_, at) => (last ? left + ((right - left) * at) / last : (left + right) / 2));
}

export function lineSwatch(series, at) {
  const line = svg("path", { d: "M0 0H20", class: `curve tone-${tone(series, at)}`, "stroke-dasharray": dash(at) });
  return svg("g", {}, line, point(10, 0, series, at));
}

export function curve(series, at, places, scale, marked = series.values.length <= MANY) {
  const runs = stretches(series.values.map((value, place) => (known(value) ? [places[place], scale.at(value)] : null)));
  const d = runs.map((run) => `M${run.map(written).join("L")}`).join("");
  const css = `curve tone-${tone(series, at)}`;
  const lonely = runs.filter((run) => run.length === 1).flat();
  const marks = (marked ? runs.flat() : lonely).map(([x, y]) => point(x, y, series, at));
  return svg("g", {}, svg("path", { d, class: css, "stroke-dasharray": dash(at) }), ...marks);
}

export function band(series, at, places, scale) {
  const bounds = series.values.map((_, place) =>
    known(series.low[place]) && known(series.high[place])
      ? [places[place], scale.at(series.high[place]), scale.at(series.low[place])] : null);
  const d = stretches(bounds).map((run) => {
    const over = run.map(([x, high]) => written([x, high]));
    const under = run.map(([x, , low]) => written([x, low])).reverse();
    return `M${[...over, ...under].join("L")}Z`;
  });
  return svg("path", { d: d.join(""), class: `band tone-${tone(series, at)}` });
}

const written = ([x, y]) => `${round(x)} ${round(y)}`;

// What is not known breaks the line.
function stretches(points) {
  const runs = [[]];
  for (const one of points) {
    if (one) runs.at(-1).push(one);
    else if (runs.at(-1).length) runs.push([]);
  }
  return runs.filter((run) => run.length);
}

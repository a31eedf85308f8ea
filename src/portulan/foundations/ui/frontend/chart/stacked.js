// Columns by year, stacked; each series has its own pattern as well as its colour.
import { svg } from "../frame/svg.js";
import { known, leftMargin, round, sheet, valueRuler, valueScale, yearRuler } from "./ground.js";
import { legend, weaves, woven } from "./marks.js";

const FILLED = 0.72; // of the room of a year
const WIDEST = 48;

export function drawStacked(plan, width) {
  const keys = legend(plan, width, (_, at) => svg("rect", { x: 2, y: -6, width: 16, height: 12, fill: woven(plan, at) }));
  const [top, height] = [keys.height + 10, keys.height + (width < 480 ? 230 : 270)];
  const bottom = height - 28;
  const totals = plan.x.map((_, at) => plan.series.reduce((sum, series) => sum + (series.values[at] ?? 0), 0));
  const scale = valueScale(totals, bottom, top);
  const left = leftMargin(scale, plan);
  const room = (width - left) / plan.x.length;
  const wide = Math.min(WIDEST, room * FILLED);
  const places = plan.x.map((_, at) => left + room * (at + 0.5));
  const root = sheet(width, height);
  root.append(weaves(plan), keys.group, valueRuler(scale, left, width, plan), yearRuler(plan.x, places, bottom));
  places.forEach((x, at) => root.append(column(plan, at, x - wide / 2, wide, scale)));
  return { root, spots: places.map((x, at) => ({ x, at, top, bottom })) };
}

function column(plan, at, x, width, scale) {
  let under = 0;
  const group = svg("g", { class: "column" });
  plan.series.forEach((series, place) => {
    const value = series.values[at];
    if (!known(value) || value === 0) return;
    const [from, to] = [scale.at(under), scale.at(under + value)];
    const size = { x: round(x), y: round(to), width: round(width), height: round(from - to) };
    group.append(svg("rect", { ...size, fill: woven(plan, place) }));
    under += value;
  });
  return group;
}

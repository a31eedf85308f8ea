// Names on the region map, placed so that none covers another: places first, then countries by size.
import { svg } from "../frame/svg.js";

const LINE = 16; // pixels between stacked labels
const LETTER = 6.4; // pixels, mean width of a letter at this size
const NEAR = 14; // pixels: places nearer than this share one stack of labels

export function labelsOf(points, [width, height]) {
  const layer = svg("g", { class: "points" });
  const boxes = [];
  for (const group of grouped(points)) {
    const [x, y] = group[0].at;
    const longest = Math.max(...group.map((point) => point.label.length)) * LETTER;
    const right = x + 34 + longest < width;
    const left = right ? x + 30 : x - 30;
    const top = Math.max(14, Math.min(y - ((group.length - 1) * LINE) / 2, height - group.length * LINE));
    group.forEach((point, place) => layer.append(stacked(point, [x, y], [left, top + place * LINE], right)));
    layer.append(...group.map((point) => mark(point)));
    boxes.push([right ? x - 6 : left - longest, top - 12, right ? left + longest : x + 6, top + group.length * LINE]);
  }
  return { layer, boxes };
}

function grouped(points) {
  const groups = [];
  for (const point of points) {
    const [x, y] = point.at;
    const group = groups.find(([first]) => Math.hypot(first.at[0] - x, first.at[1] - y) < NEAR);
    if (group) group.push(point);
    else groups.push([point]);
  }
  return groups;
}

function stacked(point, [x, y], [left, top], right) {
  const text = svg("text", { x: left, y: top, dy: "0.32em", "text-anchor": right ? "start" : "end" }, point.label);
  const lead = svg("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${right ? left - 4 : left + 4} ${top}`, class: "lead-line" });
  const group = point.url ? svg("a", { href: point.url, class: "place-label" }, text) : svg("g", { class: "place-label" }, text);
  return svg("g", {}, lead, group);
}

// Laboratory: a disc. Office: a diamond. Partner: a disc on the partner's colour.
function mark({ at: [x, y], kind }) {
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  if (kind === "office") return svg("path", { d: "M0-6 6 0 0 6-6 0z", transform: place, class: "point-office" });
  return svg("circle", { r: 4, transform: place, class: `point-${kind}` });
}

export function namesOf(seen, plan, [width, height], taken) {
  const layer = svg("g", { class: "names", "aria-hidden": "true" });
  const boxes = [...taken];
  const rank = ({ code, small }) => (plan.focus.includes(code) ? 0 : small ? 2 : 1);
  const named = seen.filter(({ code }) => code in plan.names).sort((one, other) => rank(one) - rank(other));
  for (const one of named) {
    const half = (plan.names[one.code].length * LETTER) / 2;
    const [x, y] = [one.at[0], one.at[1] + (one.small ? 14 : 4)];
    const box = [x - half, y - 11, x + half, y + 4];
    if (box[0] < 2 || box[1] < 2 || box[2] > width - 2 || box[3] > height - 2 || boxes.some((other) => meet(box, other))) continue;
    if (!one.small && !roomy(one, half)) continue;
    boxes.push(box);
    const css = plan.focus.includes(one.code) ? "name subject" : "name";
    layer.append(svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", class: css }, plan.names[one.code]));
  }
  return layer;
}

// A name wider than three times its country says more about its neighbours.
function roomy({ d }, half) {
  const xs = (d.match(/-?\d+(\.\d+)?/g) ?? []).filter((_, place) => place % 2 === 0).map(Number);
  return Math.max(...xs) - Math.min(...xs) > half * 0.6;
}

const meet = ([a, b, c, d], [e, f, g, h]) => a < g && e < c && b < h && f < d;

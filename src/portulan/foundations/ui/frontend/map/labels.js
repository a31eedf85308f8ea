// Names on the region map, placed so that none covers another: the subject, its places, then countries by size.
import { svg } from "../frame/svg.js";

const LINE = 17; // pixels between stacked labels
const LETTER = 6.6; // pixels, mean width of a letter at this size
const NEAR = 14; // pixels: places nearer than this share one stack of labels
const AWAY = 26; // pixels from a place to its label
// Where a name may stand, from its country's middle: on it, then a little around.
const TRIES = [[0, 0], [0, 14], [0, -14], [18, 8], [-18, 8], [26, 22], [-26, 22], [0, 28], [30, -10], [-30, -10]];

export function labelsOf(points, [width, height], subject) {
  const layer = svg("g", { class: "points" });
  const boxes = [];
  for (const group of grouped(points)) {
    const [x, y] = group[0].at;
    const longest = Math.max(...group.map((point) => point.label.length)) * LETTER;
    const right = x + AWAY + longest < width;
    const left = right ? x + AWAY : x - AWAY;
    const first = y - ((group.length - 1) * LINE) / 2;
    const top = Math.max(14, Math.min(first, height - group.length * LINE));
    group.forEach((point, place) => layer.append(stacked(point, [x, y], [left, top + place * LINE], right)));
    layer.append(...group.map((point) => mark(point)));
    boxes.push([right ? x - 8 : left - longest, top - 12, right ? left + longest : x + 8, top + group.length * LINE - 6]);
  }
  return { layer, boxes, subject };
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
  const text = svg("text", { x: left, y: top, dy: "0.34em", "text-anchor": right ? "start" : "end", class: "place-label" }, point.label);
  const lead = svg("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${right ? left - 4 : left + 4} ${top}`, class: "lead-line" });
  return svg("g", {}, lead, point.url ? svg("a", { href: point.url, class: "place-link" }, text) : text);
}

// Laboratory: a disc. Office: a diamond. Partner: a disc in the partner's colour.
function mark({ at: [x, y], kind }) {
  const transform = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  if (kind === "office") return svg("path", { d: "M0-6 6 0 0 6-6 0z", transform, class: "point-office" });
  return svg("circle", { r: 4, transform, class: `point-${kind}` });
}

export function namesOf(seen, plan, size, taken) {
  const layer = svg("g", { class: "names", "aria-hidden": "true" });
  const boxes = [...taken];
  const rank = (one) => (plan.focus.includes(one.code) ? 0 : one.small ? 2 : 1);
  const named = seen.filter(({ code }) => code in plan.names).sort((one, other) => rank(one) - rank(other));
  for (const one of named) {
    const subject = plan.focus.includes(one.code);
    const name = plan.names[one.code];
    const half = (name.length * LETTER * (subject ? 1.25 : 1)) / 2;
    if (!one.small && !subject && !roomy(one, half)) continue;
    const place = subject && one.small ? aside(one.at, half) : free(one, half, size, boxes);
    if (!place) continue;
    boxes.push(boxOf(place, half));
    const css = subject ? "name subject" : "name";
    layer.append(svg("text", { x: place[0].toFixed(1), y: place[1].toFixed(1), "text-anchor": "middle", class: css }, name));
  }
  return layer;
}

// A subject too small to bear its name has it at its upper left, clear of the labels at its right.
const aside = ([x, y], half) => [Math.max(half + 6, x - half - 8), y - 10];

function free({ at: [x, y], small }, half, [width, height], boxes) {
  const down = small ? 14 : 4;
  for (const [dx, dy] of small ? TRIES.slice(0, 3) : TRIES) {
    const place = [x + dx, y + dy + down];
    const [left, top, right, bottom] = boxOf(place, half);
    const whole = left > 2 && top > 2 && right < width - 2 && bottom < height - 2;
    if (whole && !boxes.some((other) => meet([left, top, right, bottom], other))) return place;
  }
  return null;
}

const boxOf = ([x, y], half) => [x - half, y - 11, x + half, y + 4];

// A name much wider than its country says more about its neighbours.
function roomy({ d }, half) {
  const xs = (d.match(/-?\d+(\.\d+)?/g) ?? []).filter((_, place) => place % 2 === 0).map(Number);
  return Math.max(...xs) - Math.min(...xs) > half * 0.6;
}

const meet = ([a, b, c, d], [e, f, g, h]) => a < g && e < c && b < h && f < d;

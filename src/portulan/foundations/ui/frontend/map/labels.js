// Names on the region map, placed so that none covers another: the places that count, the subject, then countries.
import { cut, wordWidth } from "../frame/words.js";
import { svg } from "../frame/svg.js";

const LINE = 17; // pixels between stacked labels
const SIZE = 12.5; // pixels, of the labels of places
const NEAR = 14; // pixels: places nearer than this share one stack of labels
const AWAY = 26; // pixels from a place to its label
// Where a name may stand, from its country's middle.
const TRIES = [[0, 0], [0, 14], [0, -14], [18, 8], [-18, 8], [0, 28], [26, 22], [-26, 22], [0, -28], [30, -10], [-30, -10]];

export function labelsOf(points, size) {
  const layer = svg("g", { class: "points" });
  const boxes = [];
  for (const group of grouped(points)) {
    const stack = placed(group, size, boxes);
    boxes.push(stack.box);
    group.forEach((point, line) => layer.append(label(point, group[0].at, stack, line)));
    layer.append(...group.map(mark));
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

// At the right if there is room, else at the left; then a little higher or lower; else where there is most room, cut.
function placed(group, [width, height], taken) {
  const [x, y] = group[0].at;
  const long = Math.max(...group.map((point) => wordWidth(point.label, SIZE, 500)));
  const tall = group.length * LINE;
  const middle = Math.max(12, Math.min(y - (tall - LINE) / 2, height - tall));
  const stack = (right, top, room = long) => {
    const left = right ? x + AWAY : x - AWAY;
    const edges = right ? [x - 8, left + room] : [left - room, x + 8];
    return { left, top, right, room, box: [edges[0], top - 11, edges[1], top + tall - 6] };
  };
  const tries = [0, -LINE, LINE, -2 * LINE, 2 * LINE, -3 * LINE, 3 * LINE]
    .flatMap((shift) => [stack(true, middle + shift), stack(false, middle + shift)]);
  const whole = ({ box }) => box[0] >= 2 && box[2] <= width - 2 && box[1] >= 0 && box[3] <= height + 4;
  const free = tries.find((one) => whole(one) && !taken.some((other) => meet(one.box, other)));
  const right = x < width / 2;
  return free ?? stack(right, middle, Math.min(long, right ? width - x - AWAY - 4 : x - AWAY - 4));
}

function label(point, [x, y], { left, top, right, room }, line) {
  const height = top + line * LINE;
  const anchor = right ? "start" : "end";
  const words = cut(point.label, room + 1, SIZE, 500);
  const text = svg("text", { x: left, y: height, dy: "0.34em", "text-anchor": anchor, class: "place-label" }, words);
  const lead = svg("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${right ? left - 4 : left + 4} ${height}`, class: "lead-line" });
  const link = point.url ? svg("a", { href: point.url, class: "place-link", "aria-label": point.label }, text) : text;
  return svg("g", {}, lead, link);
}

// Laboratory: a disc. Office: a diamond. Partner: a disc in the partner's colour.
function mark({ at: [x, y], kind }) {
  const transform = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  if (kind === "office") return svg("path", { d: "M0-6 6 0 0 6-6 0z", transform, class: "point-office" });
  return svg("circle", { r: 4, transform, class: `point-${kind}` });
}

// ``owns`` tells whether a point of the drawing lies in a country: a name never stands in another's.
export function namesOf(seen, plan, size, taken, owns) {
  const layer = svg("g", { class: "names", "aria-hidden": "true" });
  const boxes = [...taken];
  const rank = (one) => (plan.focus.includes(one.code) ? 0 : one.small ? 2 : 1);
  const named = seen.filter(({ code }) => code in plan.names).sort((one, other) => rank(one) - rank(other));
  for (const one of named) {
    const subject = plan.focus.includes(one.code);
    const half = wordWidth(plan.names[one.code], subject ? 14.5 : 11.5, subject ? 600 : 500) / 2;
    const place = subject ? subjectPlace(one, half, size, boxes) : freePlace(one, half, size, boxes, owns);
    if (!place) continue;
    boxes.push(boxOf(place, half));
    const css = subject ? "name subject" : "name";
    layer.append(svg("text", { x: place[0].toFixed(1), y: place[1].toFixed(1), "text-anchor": "middle", class: css }, plan.names[one.code]));
  }
  return layer;
}

// The subject is always named: on itself if it is free, else at its upper left, clear of the labels at its right.
function subjectPlace({ at: [x, y], small }, half, [width], boxes) {
  const on = [x, y + 5];
  if (!small && !boxes.some((other) => meet(boxOf(on, half), other))) return inside(on, half, width);
  return inside([x - half - 10, y - 10], half, width);
}

const inside = ([x, y], half, width) => [Math.max(half + 4, Math.min(x, width - half - 4)), Math.max(14, y)];

function freePlace(one, half, [width, height], boxes, owns) {
  const [x, y] = one.at;
  for (const [dx, dy] of one.small ? TRIES.slice(0, 3) : TRIES) {
    const place = [x + dx, y + dy + (one.small ? 14 : 4)];
    const box = boxOf(place, half);
    const whole = box[0] > 2 && box[1] > 2 && box[2] < width - 2 && box[3] < height - 2;
    if (!whole || boxes.some((other) => meet(box, other))) continue;
    if (one.small || owns(one, [place[0], place[1] - 4])) return place;
  }
  return null;
}

const boxOf = ([x, y], half) => [x - half, y - 11, x + half, y + 4];

const meet = ([a, b, c, d], [e, f, g, h]) => a < g && e < c && b < h && f < d;

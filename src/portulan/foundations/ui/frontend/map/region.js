// A country among its neighbours: shapes, the places that count there, and their names.
import { geoAzimuthalEqualArea, geoBounds, geoCentroid, geoDistance, geoEqualEarth } from "d3-geo";
import { centreOf, largest } from "./atlas.js";
import { roving } from "./focus.js";
import { labelsOf, namesOf } from "./labels.js";
import { canvas, country, drawnCountries, linesOf, watch } from "./layers.js";
import { svg } from "../frame/svg.js";
import { tipIn } from "../frame/tip.js";

const WIDE = [560, 420];
const MARGIN = 18;

export function drawRegion(place, plan, atlas) {
  const projection = fitted(plan, atlas);
  const seen = drawnCountries(atlas, projection).filter(({ at, d, small }) => !small ? touches(d) : within(at));
  const root = canvas(plan, WIDE);
  const clip = svg("clipPath", { id: `frame-${plan.key}` }, svg("rect", { width: WIDE[0], height: WIDE[1] }));
  root.firstChild.append(clip);
  const layer = (css, ones) => svg("g", { class: css }, ...ones.map((one) => classed(country(one, plan), one, plan)));
  const land = layer("land region", seen.filter((one) => !one.small));
  const small = layer("land region small", seen.filter((one) => one.small));
  const points = plan.points.map((point) => ({ ...point, at: projection([point.lon, point.lat]) }));
  const labels = labelsOf(points, WIDE);
  const map = svg("g", { "clip-path": `url(#frame-${plan.key})` }, land, linesOf(atlas, projection), small);
  root.append(map, namesOf(seen, plan, WIDE, labels.boxes), labels.layer);
  place.replaceChildren(root);
  const tip = tipIn(place);
  const linked = seen.filter((one) => one.code in plan.names && within(one.at));
  roving(root, linked, plan.focus[0]);
  watch(root, place, (code, x, y) => tip.show([plan.names[code]], x, y), tip.hide);
}

function classed(element, { code }, plan) {
  const css = plan.focus.includes(code) ? "subject" : plan.tinted.includes(code) ? "tinted" : "around";
  element.classList.add(css);
  return element;
}

const within = ([x, y]) => x >= 0 && y >= 0 && x <= WIDE[0] && y <= WIDE[1];

// Cheap test on the path's own numbers: does any point of the outline fall near the frame?
function touches(d) {
  const numbers = d.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let place = 0; place + 1 < numbers.length; place += 2) {
    left = Math.min(left, numbers[place]);
    right = Math.max(right, numbers[place]);
    top = Math.min(top, numbers[place + 1]);
    bottom = Math.max(bottom, numbers[place + 1]);
  }
  return right > 0 && bottom > 0 && left < WIDE[0] && top < WIDE[1];
}

// Equal area, turned to the middle of what must be seen; Equal Earth when that is more than half the world.
function fitted(plan, atlas) {
  const shapes = [...plan.fit, ...plan.focus].map((code) => atlas.shapes.get(code)).filter(Boolean);
  const corners = shapes.flatMap((shape) => cornersOf(shape));
  const places = plan.points.map((point) => [point.lon, point.lat]);
  const held = { type: "MultiPoint", coordinates: corners.length || places.length ? [...corners, ...places] : [[0, 0]] };
  const [x, y] = geoCentroid(held);
  const reach = Math.max(...held.coordinates.map((corner) => geoDistance([x, y], corner)));
  const projection = reach > 1.3 ? geoEqualEarth().rotate([-x, 0]) : geoAzimuthalEqualArea().rotate([-x, -y]);
  const frame = [[MARGIN, MARGIN], [WIDE[0] - MARGIN, WIDE[1] - MARGIN]];
  projection.fitExtent(frame, held);
  return projection.scale(Math.min(projection.scale(), 9000)).clipExtent([[-40, -40], [WIDE[0] + 40, WIDE[1] + 40]]);
}

function cornersOf(shape) {
  if (shape.geometry.type === "Point") return around(shape.geometry.coordinates, 3);
  const [[west, south], [east, north]] = geoBounds(largest(shape));
  const corners = [[west, south], [west, north], [east, south], [east, north]];
  return geoDistance(corners[0], corners[3]) < 0.03 ? around(centreOf(shape), 1) : corners;
}

function around([x, y], degrees) {
  return [[x - degrees, y], [x + degrees, y], [x, y - degrees], [x, y + degrees]];
}

// A country among its neighbours: shapes, the places that count there, and their names.
import { geoAzimuthalEqualArea, geoBounds, geoCentroid, geoDistance, geoEqualEarth } from "d3-geo";
import { svg } from "../frame/svg.js";
import { tipIn } from "../frame/tip.js";
import { centreOf, largest } from "./atlas.js";
import { roving } from "./focus.js";
import { labelsOf, namesOf } from "./labels.js";
import { canvas, country, drawnCountries, linesOf, outline, watch } from "./layers.js";

const SHAPE = 3 / 4; // height over width
const PRINTED = 420; // pixels: the width of a map that is not on screen
const MARGIN = 18;
const BEYOND = 40; // pixels drawn outside the frame, so that no edge shows
const HALF_WORLD = 1.3; // radians
const CLOSEST = 16_000; // pixels a radian: no nearer, the coasts are not drawn that finely

export function drawRegion(place, plan, atlas) {
  let drawn = place.clientWidth || PRINTED;
  draw(place, plan, atlas, drawn);
  new ResizeObserver(() => {
    if (!place.clientWidth || Math.abs(place.clientWidth - drawn) < 2) return;
    drawn = place.clientWidth;
    draw(place, plan, atlas, drawn);
  }).observe(place);
}

function draw(place, plan, atlas, width) {
  const size = [width, Math.round(width * SHAPE)];
  const projection = fitted(plan, atlas, size);
  const seen = drawnCountries(atlas, projection).filter((one) => (one.small ? within(one.at, size) : one.d));
  const root = canvas(plan, size);
  root.firstChild.append(svg("clipPath", { id: `frame-${plan.key}` }, frameOf(size)));
  const labels = labelsOf(pointsOf(plan, projection), size, subjectOf(seen, plan));
  const lands = layers(seen, plan, linesOf(atlas, projection));
  root.append(svg("g", { "clip-path": `url(#frame-${plan.key})` }, ...lands, namesOf(seen, plan, size, labels.boxes)));
  const pointed = outline(root);
  root.append(pointed.line, frameOf(size, "neatline"), labels.layer);
  place.replaceChildren(root);
  const tip = tipIn(place);
  roving(root, seen.filter((one) => one.code in plan.names && within(one.at, size)), plan.focus[0]);
  watch(root, place, (code, x, y) => (tip.show([plan.names[code]], x, y), pointed.set(code)), () => (tip.hide(), pointed.set(null)));
}

const frameOf = ([width, height], css) => svg("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, class: css });

const within = ([x, y], [width, height]) => x >= 0 && y >= 0 && x <= width && y <= height;

const subjectOf = (seen, plan) => seen.find((one) => one.code === plan.focus[0]);

const pointsOf = (plan, projection) =>
  plan.points.map((point) => ({ ...point, at: projection([point.lon, point.lat]) })).filter((point) => point.at);

function layers(seen, plan, lines) {
  const layer = (css, ones) => svg("g", { class: css }, ...ones.map((one) => classed(country(one, plan), one, plan)));
  const large = layer("land region", seen.filter((one) => !one.small));
  return [large, lines, layer("land region small", seen.filter((one) => one.small))];
}

function classed(element, { code }, plan) {
  const css = plan.focus.includes(code) ? "subject" : plan.tinted.includes(code) ? "tinted" : "around";
  element.classList.add(css);
  return element;
}

// Equal area, turned to the middle of what must be seen; Equal Earth when that is more than half the world.
function fitted(plan, atlas, [width, height]) {
  const shapes = [...plan.fit, ...plan.focus].map((code) => atlas.shapes.get(code)).filter(Boolean);
  const places = plan.points.map((point) => [point.lon, point.lat]);
  const coordinates = [...shapes.flatMap(cornersOf), ...places];
  const held = { type: "MultiPoint", coordinates: coordinates.length ? coordinates : around([0, 0], 20) };
  const [x, y] = geoCentroid(held);
  const reach = Math.max(...held.coordinates.map((corner) => geoDistance([x, y], corner)));
  const turned = reach > HALF_WORLD ? geoEqualEarth().rotate([-x, 0]) : geoAzimuthalEqualArea().rotate([-x, -y]);
  turned.fitExtent([[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]], held);
  if (turned.scale() > CLOSEST) turned.scale(CLOSEST).translate([width / 2, height / 2]);
  return turned.clipExtent([[-BEYOND, -BEYOND], [width + BEYOND, height + BEYOND]]);
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

// A country among its neighbours: shapes, the places that count there, and their names.
import { geoAzimuthalEqualArea, geoCentroid, geoContains, geoDistance, geoEqualEarth } from "d3-geo";
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
const HALF_WORLD = 1.7; // radians
const NEAR = 0.45; // radians: of vast neighbours, what is nearer than this is shown
const VAST = 0.8; // radians across
const TINY = 0.02; // radians across
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
  const labels = labelsOf(pointsOf(plan, projection), size);
  const owns = ({ code }, point) => geoContains(atlas.shapes.get(code), projection.invert(point));
  const lands = layers(seen, plan, linesOf(atlas, projection));
  root.append(svg("g", { "clip-path": `url(#frame-${plan.key})` }, ...lands, namesOf(seen, plan, size, labels.boxes, owns)));
  const pointed = outline(root);
  root.append(pointed.line, frameOf(size, "neatline"), labels.layer);
  place.replaceChildren(root);
  const tip = tipIn(place);
  roving(root, seen.filter((one) => one.code in plan.names && within(one.at, size)), plan.focus[0]);
  watch(root, place, (code, x, y) => (tip.show([plan.names[code]], x, y), pointed.set(code)), () => (tip.hide(), pointed.set(null)));
}

const frameOf = ([width, height], css) => svg("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, class: css });

const within = ([x, y], [width, height]) => x >= 0 && y >= 0 && x <= width && y <= height;

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
  const coordinates = heldPoints(plan, atlas);
  const held = { type: "MultiPoint", coordinates: coordinates.length ? coordinates : around([0, 0], 20) };
  const subject = plan.focus.map((code) => atlas.shapes.get(code)).find(Boolean);
  const vast = subject && spread(samples(subject)) > VAST;
  const [x, y] = vast ? centreOf(subject) : geoCentroid(held);
  const reach = Math.max(...held.coordinates.map((point) => geoDistance([x, y], point)));
  const turned = reach > HALF_WORLD ? geoEqualEarth().rotate([-x, 0]) : geoAzimuthalEqualArea().rotate([-x, -y]);
  turned.fitExtent([[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]], held);
  if (turned.scale() > CLOSEST) turned.scale(CLOSEST).translate([width / 2, height / 2]);
  return turned.clipExtent([[-BEYOND, -BEYOND], [width + BEYOND, height + BEYOND]]);
}

// What the view must hold: the subject with some sea around it, its places, and its neighbours; of a neighbour as
// large as a continent, only what is near.
function heldPoints(plan, atlas) {
  const shape = (code) => atlas.shapes.get(code);
  const subject = plan.focus.map(shape).filter(Boolean);
  const middle = subject.length ? centreOf(subject[0]) : null;
  const near = (point) => !middle || geoDistance(middle, point) < NEAR;
  const others = plan.fit.filter((code) => !plan.focus.includes(code)).map(shape).filter(Boolean);
  const beside = others.map(samples).flatMap((points) => (spread(points) > VAST ? points.filter(near) : points));
  const places = plan.points.map((point) => [point.lon, point.lat]);
  const all = [...subject.flatMap(samples), ...beside, ...places];
  if (!middle) return all;
  const reach = Math.max(...all.map((point) => geoDistance(middle, point))) * (180 / Math.PI);
  return [...all, ...around(middle, Math.min(40, reach * 0.3))];
}

const spread = (points) => Math.max(...points.map((point) => geoDistance(points[0], point)));

// Some points of the outline of a country's largest piece; a little sea around those of a few kilometres.
function samples(shape) {
  if (shape.geometry.type === "Point") return around(shape.geometry.coordinates, 2);
  const piece = largest(shape);
  const ring = (piece.coordinates ?? piece.geometry.coordinates)[0];
  const every = Math.max(1, Math.floor(ring.length / 60));
  const points = ring.filter((_, at) => at % every === 0);
  return spread(points) < TINY ? around(centreOf(shape), 1) : points;
}

function around([x, y], degrees) {
  const wide = degrees / Math.max(0.2, Math.cos((y * Math.PI) / 180));
  const high = (latitude) => Math.max(-89, Math.min(89, latitude));
  return [[x - wide, y], [x + wide, y], [x, high(y - degrees)], [x, high(y + degrees)]];
}

// A rhumb line: the course of constant bearing, straight on Mercator's chart, bent on every other.
const RADIAN = Math.PI / 180;

const toMercator = (latitude) => Math.log(Math.tan(Math.PI / 4 + (latitude * RADIAN) / 2)) / RADIAN;
const fromMercator = (y) => (2 * Math.atan(Math.exp(y * RADIAN)) - Math.PI / 2) / RADIAN;

export function rhumbLine([fromX, fromY], [toX, toY], steps = 48) {
  const east = ((((toX - fromX + 180) % 360) + 360) % 360) - 180; // the shorter way round
  const [low, high] = [toMercator(fromY), toMercator(toY)];
  const coordinates = Array.from({ length: steps + 1 }, (_, step) => {
    const part = step / steps;
    return [fromX + east * part, fromMercator(low + (high - low) * part)];
  });
  return { type: "LineString", coordinates };
}

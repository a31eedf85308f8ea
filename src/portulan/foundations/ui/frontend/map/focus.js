// One stop of the Tab key for the whole map; the arrow keys go to the nearest country in that direction.
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function roving(root, drawn, first) {
  const at = new Map(drawn.map((one) => [one.code, one.at]));
  const link = (code) => root.querySelector(`a[data-code="${code}"]`);
  let current = at.has(first) ? first : drawn[0]?.code;
  if (current) link(current).tabIndex = 0;

  function move(code) {
    link(current).tabIndex = -1;
    current = code;
    link(code).tabIndex = 0;
    link(code).focus();
  }

  root.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = nearest(at, current, direction);
    if (next) move(next);
  });
  root.addEventListener("focusin", (event) => {
    const code = event.target.closest("a[data-code]")?.dataset.code;
    if (!code || code === current) return;
    link(current).tabIndex = -1;
    current = code;
    link(code).tabIndex = 0;
  });
}

// Nearest in the direction asked: distance along it, and what lies aside counts twice.
function nearest(at, from, [dx, dy]) {
  const [x, y] = at.get(from);
  let best = null;
  let least = Infinity;
  for (const [code, [otherX, otherY]] of at) {
    const ahead = (otherX - x) * dx + (otherY - y) * dy;
    const aside = Math.abs((otherX - x) * dy + (otherY - y) * dx);
    const cost = ahead + 2 * aside;
    if (code !== from && ahead > 0.5 && cost < least) [best, least] = [code, cost];
  }
  return best;
}

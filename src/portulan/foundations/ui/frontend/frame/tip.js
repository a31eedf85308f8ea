// One tip for a whole drawing: it follows the pointer, or stands at what has the focus.
export function tipIn(place) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  place.append(tip);

  function show([title, ...lines], x, y) {
    tip.replaceChildren(written("strong", title), ...lines.map((text) => written("span", text)));
    tip.hidden = false;
    const left = Math.max(0, Math.min(x + 14, place.clientWidth - tip.offsetWidth));
    const below = y + 16 + tip.offsetHeight <= place.clientHeight;
    tip.style.transform = `translate(${left}px, ${Math.max(0, below ? y + 16 : y - tip.offsetHeight - 10)}px)`;
  }

  return { show, hide: () => (tip.hidden = true) };
}

const written = (name, textContent) => Object.assign(document.createElement(name), { textContent });

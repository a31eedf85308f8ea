// A list of lines to answer with one key each: a accepts, r refuses, 1 to 3 take a proposal, c corrects; j and k move, as in every list.
const writing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

export function startAnswers() {
  const list = document.querySelector("[data-answering]");
  if (!list) return;
  const lines = [...list.children];
  for (const line of lines) line.tabIndex = 0;
  for (const form of list.querySelectorAll("[data-send-when-chosen]")) {
    form.addEventListener("typed:chosen", () => form.requestSubmit());
  }
  if (!document.querySelector(".notice-danger")) lines[0]?.focus({ preventScroll: true });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const line = document.activeElement?.closest?.("[data-text]");
    if (event.key === "j" || event.key === "k") return move(line, event.key === "j" ? 1 : -1);
    if (!line) return;
    if (event.key === "a") line.querySelector("[data-accept]")?.click();
    else if (event.key === "r") line.querySelector("[data-refuse]").click();
    else if (/^[1-9]$/.test(event.key)) line.querySelectorAll("[data-choose]")[event.key - 1]?.click();
    else if (event.key === "c") correct(line, event);
  });

  function move(line, by) {
    const next = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(line) + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

function correct(line, event) {
  event.preventDefault();
  const place = line.querySelector("[data-correct]");
  place.open = true;
  const input = place.querySelector("input[type=text]");
  input.focus();
  input.select();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

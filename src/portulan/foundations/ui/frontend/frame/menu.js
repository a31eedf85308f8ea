// A menu made of <details> closes when one leaves it.
export function startMenus() {
  for (const menu of document.querySelectorAll("details[data-menu]")) {
    const close = () => menu.removeAttribute("open");
    document.addEventListener("click", (event) => !menu.contains(event.target) && close());
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      close();
      menu.querySelector("summary").focus();
    });
  }
}

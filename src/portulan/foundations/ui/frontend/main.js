import "./theme/main.scss";
import htmx from "htmx.org";
import { startAnswers } from "./frame/answers.js";
import { startDownloads } from "./frame/download.js";
import { startDrafts } from "./frame/draft.js";
import { drawWhenNear } from "./frame/drawings.js";
import { startKeys } from "./frame/keys.js";
import { startMenus } from "./frame/menu.js";
import { startTheme } from "./frame/theme.js";
import { startTyped } from "./frame/typed.js";

startTheme();
startKeys();
startMenus();
startDownloads();
drawWhenNear();
startTyped();
startAnswers();
startDrafts();
htmx.onLoad((part) => startTyped(part));
htmx.onLoad((part) => part !== document.body && drawWhenNear(part));

// What paper says at its foot: the page cannot write a style attribute, a script may.
document.documentElement.style.setProperty("--print-foot", JSON.stringify(document.body.dataset.printFoot?.trim() || "Portulan"));

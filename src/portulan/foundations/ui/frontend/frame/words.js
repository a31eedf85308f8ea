// How wide words are in our type, so that labels neither meet nor leave the drawing.
const USUAL = 12; // pixels
const pen = document.createElement("canvas").getContext("2d");

export function wordWidth(text, size = USUAL, weight = 400) {
  pen.font = `${weight} ${size}px "Inter Variable", sans-serif`;
  return pen.measureText(text).width;
}

export function cut(text, width, size = USUAL, weight = 400) {
  if (wordWidth(text, size, weight) <= width) return text;
  let shorter = text;
  while (shorter && wordWidth(`${shorter}…`, size, weight) > width) shorter = shorter.slice(0, -1);
  return `${shorter.trimEnd()}…`;
}

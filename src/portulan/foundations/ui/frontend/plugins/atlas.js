export function atlas() {
  return { name: "portulan-atlas" };
}

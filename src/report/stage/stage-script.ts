/**
 * The script of the stage's own file, as text: it runs in a reader's browser without anything around it. A flight lays the
 * next map where it would lie on the present one and lets both glide until the next fills the frame.
 */
export const STAGE_SCRIPT = `(() => {
"use strict";
const views = [...document.querySelectorAll(".view")];
const frames = JSON.parse(document.getElementById("frames").textContent);
const widthMm = Number(document.getElementById("views").dataset.widthMm);
const heightMm = Number(document.getElementById("views").dataset.heightMm);
const place = document.getElementById("place");
const previous = document.getElementById("previous");
const next = document.getElementById("next");
const notesButton = document.getElementById("notes");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const FARTHEST = 40;
let at = 0;
let showsNotes = false;
let timer = 0;

/** Where map b lies on map a: moved by pixels and drawn k times as large. */
function pose(a, b, element) {
  const box = element.getBoundingClientRect();
  const pixelsPerMm = Math.max(box.width / widthMm, box.height / heightMm);
  const east = (b.lon - a.lon) * 111320 * Math.cos((a.lat * Math.PI) / 180);
  const north = (b.lat - a.lat) * 110574;
  const k = b.metresPerMm / a.metresPerMm;
  return { x: (east / a.metresPerMm) * pixelsPerMm, y: (-north / a.metresPerMm) * pixelsPerMm, k };
}
function put(view, transform) {
  for (const picture of view.querySelectorAll(".picture")) picture.style.transform = transform;
}
function rest() {
  clearTimeout(timer);
  views.forEach((view, index) => {
    view.classList.remove("flying");
    for (const animation of view.getAnimations?.({ subtree: true }) ?? []) animation.cancel();
    view.style.opacity = "";
    view.style.zIndex = "";
    put(view, "");
    view.hidden = index !== at;
  });
}
function fly(from, to) {
  const [a, b] = [frames[from], frames[to]];
  if (!a || !b || still.matches) return;
  const { x, y, k } = pose(a, b, views[to].querySelector(".map"));
  if (!(k > 1 / FARTHEST && k < FARTHEST && Math.hypot(x, y) < 20000)) return;
  const [old, fresh] = [views[from], views[to]];
  old.hidden = false;
  old.style.zIndex = "1";
  fresh.style.zIndex = "2";
  fresh.style.opacity = "0";
  put(fresh, "translate(" + x + "px," + y + "px) scale(" + k + ")");
  void fresh.offsetWidth;
  old.classList.add("flying");
  fresh.classList.add("flying");
  fresh.style.opacity = "1";
  put(fresh, "");
  put(old, "translate(" + -x / k + "px," + -y / k + "px) scale(" + 1 / k + ")");
  timer = setTimeout(rest, 1700);
}
function show(index, isFlight) {
  const to = Math.max(0, Math.min(views.length - 1, index));
  const from = at;
  at = to;
  rest();
  place.textContent = to + 1 + " / " + views.length;
  previous.disabled = to === 0;
  next.disabled = to === views.length - 1;
  for (const note of document.querySelectorAll(".notes")) note.hidden = !showsNotes;
  if (isFlight && from !== to) fly(from, to);
  try { history.replaceState(null, "", "#" + (to + 1)); } catch { /* a file may have no history */ }
}
function toggleNotes() {
  showsNotes = !showsNotes;
  notesButton.setAttribute("aria-pressed", String(showsNotes));
  for (const note of document.querySelectorAll(".notes")) note.hidden = !showsNotes;
}
function toggleFull() {
  if (document.fullscreenElement) void document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => undefined);
}
for (const line of document.querySelectorAll(".line"))
  line.addEventListener("input", () => line.parentElement.style.setProperty("--line", line.value + "%"));
previous.addEventListener("click", () => show(at - 1, true));
next.addEventListener("click", () => show(at + 1, true));
notesButton.addEventListener("click", toggleNotes);
document.getElementById("full").addEventListener("click", toggleFull);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isOnLine = event.target instanceof HTMLInputElement;
  const isOnButton = event.target instanceof HTMLButtonElement;
  if (isOnLine && event.key.startsWith("Arrow")) return;
  if (isOnButton && (event.key === " " || event.key === "Enter")) return;
  if (["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"].includes(event.key)) show(at + 1, true);
  else if (["ArrowLeft", "ArrowUp", "PageUp", "Backspace"].includes(event.key)) show(at - 1, true);
  else if (event.key === "Home") show(0, true);
  else if (event.key === "End") show(views.length - 1, true);
  else if (event.key === "n" || event.key === "N") toggleNotes();
  else if (event.key === "f" || event.key === "F") toggleFull();
  else return;
  event.preventDefault();
});
show(Number(location.hash.slice(1)) - 1 || 0, false);
})();`;

// Shortcuts for people who live here: "/" search, "?" this list, "g" and a letter to go. Never the only way.

const list = document.getElementById("keys");
const places = [...document.querySelectorAll("a[data-key]")];
let going = 0;

const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog[open]");

function go(letter) {
  going = 0;
  places.find((place) => place.dataset.key === letter)?.click();
}

function search() {
  document.querySelector("[data-search], main input[type=search]")?.focus();
}

function explain() {
  list.querySelector("[data-destinations]").textContent =
    places.map((place) => `${place.dataset.key}: ${place.textContent.trim()}`).join(" · ");
  list.showModal();
}

const ACTS = { "/": search, "?": explain };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (Date.now() - going < 1500) return go(event.key);
  going = event.key === "g" ? Date.now() : 0;
  const direct = document.querySelector(`[data-key-direct="${CSS.escape(event.key)}"]`);
  const act = ACTS[event.key] ?? (direct && (() => direct.click()));
  if (!act) return;
  event.preventDefault();
  act();
});

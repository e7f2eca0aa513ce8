// Leave at once: by the button, or by Shift three times within five seconds.
// Without this script the button is a plain link to the same address, which ends the session and moves on.

const WITHIN = 5000;
const button = document.querySelector("[data-leave]");
const dots = button.querySelector(".leave__presses");
const said = document.querySelector("[data-leave-said]");
let presses = 0;
let timer = 0;

function leave() {
  // The overlay first: what is on the screen goes before the network answers.
  document.body.classList.add("leaving");
  document.documentElement.classList.add("leaving");
  document.title = "";
  for (const store of [() => sessionStorage, () => localStorage]) {
    try {
      store().clear();
    } catch {
      // A browser that keeps nothing has nothing to clear.
    }
  }
  // "Back" must not show this page again; older pages stay in the history, which /leaving/ says plainly.
  location.replace(button.href);
}

function show() {
  dots.hidden = presses === 0;
  [...dots.children].forEach((dot, n) => dot.classList.toggle("pressed", n < presses));
}

function expire() {
  presses = 0;
  said.textContent = said.dataset.expired;
  show();
}

function press() {
  presses += 1;
  clearTimeout(timer);
  show();
  said.textContent = [said.dataset.once, said.dataset.twice, said.dataset.thrice][presses - 1];
  if (presses === 3) leave();
  else timer = setTimeout(expire, WITHIN);
}

// A Shift that serves to write a capital letter is no wish to leave: only a Shift pressed and let go alone counts.
let alone = false;
document.addEventListener("keydown", (event) => {
  alone = event.key === "Shift" && !event.repeat;
  if (event.key !== "Shift" && presses) {
    clearTimeout(timer);
    presses = 0;
    show();
  }
});
document.addEventListener("keyup", (event) => {
  if (event.key === "Shift" && alone) press();
  alone = false;
});

button.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  leave();
});

// A page that the browser kept in memory comes back covered: load it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

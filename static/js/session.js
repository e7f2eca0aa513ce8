// Warns before the session ends from inactivity, in every open tab of this site, and loses nothing that was typed.

const dialog = document.getElementById("session");

if (dialog) {
  const ends = Number(dialog.dataset.ends) * 1000;
  const warns = Number(dialog.dataset.warns) * 1000;
  const left = dialog.querySelector("[data-left]");
  const said = dialog.querySelector("[data-said]");
  const touch = dialog.querySelector("[data-touch]");
  const out = dialog.querySelector("[data-out]");
  const tabs = new BroadcastChannel("session");
  let since = Date.now();
  let announced = 0;
  let over = false;
  let typed = null;

  const clock = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

  const send = (form) =>
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);

  function active() {
    since = Date.now();
    announced = 0;
    over = false;
    if (dialog.open) dialog.close();
  }

  // What was typed is sent without a session: the answer carries it. Without a connection it stays.
  async function carry() {
    if (await send(out)) typed.submit();
    else over = false;
  }

  // A page that keeps what is typed stays, and ends the session by itself.
  function end(form) {
    if (over) return;
    over = true;
    if (dialog.open) dialog.close();
    const quiet = form.elements.quiet;
    if (quiet) quiet.disabled = false; // the next page says why somebody was signed out
    if (!dispatchEvent(new Event("session-ends", { cancelable: true }))) return;
    if (typed?.isConnected) carry();
    else form.submit();
  }

  async function stay(event) {
    event?.preventDefault();
    if (!(await send(touch))?.ok) return end(touch);
    active();
    tabs.postMessage("active");
  }

  function warn(rest) {
    left.textContent = clock(rest);
    if (!dialog.open) dialog.showModal();
    // Read aloud every 30 seconds only.
    const part = Math.ceil(rest / 30000);
    if (part !== announced) said.textContent = `${clock(rest)} ${said.dataset.text}`;
    announced = part;
  }

  function look() {
    const rest = ends - (Date.now() - since);
    if (rest <= 0) end(out);
    else if (rest <= ends - warns) warn(rest);
  }

  document.addEventListener("input", ({ target }) => {
    if (target.form?.method === "post") typed = target.form;
  });
  touch.addEventListener("submit", stay);
  dialog.addEventListener("cancel", stay);
  tabs.addEventListener("message", active);
  tabs.postMessage("active");
  setInterval(look, 1000);
}

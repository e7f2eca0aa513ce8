// Says beside a free text, while it is typed, what the guard finds in it. The server decides when the form is sent.

const PAUSE = 600;

for (const control of document.querySelectorAll("[data-guarded]")) {
  const said = control.parentElement.querySelector(`[data-guard-said="${CSS.escape(control.name)}"]`);
  const token = control.form?.elements.csrfmiddlewaretoken?.value;
  if (!said || !token) continue;
  let asked = "";
  let waiting = 0;

  async function ask() {
    clearTimeout(waiting);
    const text = control.value;
    if (text === asked) return;
    asked = text;
    const body = new URLSearchParams({ text });
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(said.dataset.address, { method: "POST", body, headers, redirect: "error" }).catch(() => null);
    const found = answer?.ok && (await answer.json().catch(() => null));
    if (!found || text !== control.value) return;
    if (said.textContent !== found.sentence) said.textContent = found.sentence;
    said.dataset.level = found.level;
  }

  control.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  control.addEventListener("blur", ask);
}

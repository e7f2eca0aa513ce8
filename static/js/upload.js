// Goes on writing an uploaded file, portion after portion. Without it the button does.

const form = document.querySelector("form[data-portions]");
const PAUSE = 5000; // after a broken connection
const TRIES = 5;

if (form) {
  const bar = form.querySelector("progress");
  const said = form.querySelector("[role=status]");
  const button = form.querySelector("button");

  const post = () =>
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);

  async function next(tries) {
    const answer = await post();
    if (answer?.ok) {
      const { done, total, text, is_over: isOver } = await answer.json();
      bar.max = total;
      bar.value = done;
      said.textContent = text;
      return isOver ? location.reload() : next(TRIES);
    }
    const isBroken = !answer || answer.status >= 500;
    if (!isBroken || !tries) return void (button.hidden = false); // by hand, which also says what is wrong
    setTimeout(() => next(tries - 1), PAUSE);
  }

  button.hidden = true;
  next(TRIES);
}

// A page that carries what was typed in a form that could not be taken: sends it with the token of the new session.

const form = document.querySelector("[data-carried]");
const said = form.querySelector("[data-said]");

async function token() {
  const answer = await fetch(form.dataset.token, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) {
    said.textContent = answer ? said.dataset.out : said.dataset.away;
    return false;
  }
  form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
  said.textContent = said.dataset.in;
  return true;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await token()) form.submit();
});

// Every page of somebody who is signed in says so to the other tabs.
new BroadcastChannel("session").addEventListener("message", token);

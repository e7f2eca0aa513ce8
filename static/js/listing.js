// Filters, sorting and paging of the one list without a page jump. The address stays the truth; without script it is a plain GET.

const region = () => document.querySelector("[data-listing]");

async function show(address, { remember = true } = {}) {
  const here = region();
  here.setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { Accept: "text/html" }, redirect: "error" }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.querySelector("[data-results]");
  if (!fresh) return location.assign(address);
  here.querySelector("[data-results]").replaceWith(fresh);
  here.removeAttribute("aria-busy");
  // Whatever else on the page repeats the figures of the list comes along.
  for (const part of page.querySelectorAll("[data-with-list]")) {
    document.querySelector(`[data-with-list="${part.dataset.withList}"]`)?.replaceWith(part);
  }
  if (remember) history.pushState({}, "", address);
}

function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  // The order was chosen in the head of the table, after the form was drawn.
  const sort = new URLSearchParams(location.search).get("sort");
  query.delete("sort");
  if (sort) query.set("sort", sort);
  return query.size ? `${location.pathname}?${query}` : location.pathname;
}

let waiting = 0;
function soon(form) {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(addressOf(form)), 250);
}

const form = region()?.querySelector("[data-filters]");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(form));
});
form?.addEventListener("change", () => soon(form));

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-results] thead a, [data-results] .pages a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href).then(() => {
    const same = [...region().querySelectorAll("[data-results] thead a, [data-results] .pages a")];
    same.find((other) => other.textContent === link.textContent)?.focus();
  });
});

addEventListener("popstate", () => location.reload());

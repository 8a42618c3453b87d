/** The sample's page. One file answers every path of the site; this shows what belongs to the path. */

const main = document.querySelector("main");

/**
 * What the API says at this origin.
 *
 * @param {string} path
 * @returns {Promise<{ data?: any, problem?: "absent" | "failed" }>} `absent` where nothing of this stack answers the path.
 */
async function ask(path) {
  try {
    const response = await fetch(path, { headers: { accept: "application/json" } });
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    if (response.ok && isJson) return { data: await response.json() };
    // An API knows no such route, a load balancer refuses it, and without either the site's own page answers.
    return { problem: [200, 403, 404].includes(response.status) ? "absent" : "failed" };
  } catch {
    return { problem: "failed" };
  }
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children text stays text.
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const failed = "The API does not answer now. Try again in a moment.";

/** A list of what the API has, with one line for each item. */
async function list(title, path, line) {
  const { data, problem } = await ask(path);
  const content = data
    ? element("ul", {}, ...data.map((item) => element("li", {}, line(item))))
    : element("p", { class: "note" }, problem === "absent" ? "Not deployed in this stack." : failed);
  return element("section", { "data-from": path }, element("h2", {}, title), element("code", {}, path), content);
}

const link = (href, text) => element("a", { href }, text);

async function overview() {
  return [
    element("h1", {}, "web-platform"),
    element("p", {}, "This page and its API have one origin. CloudFront serves both."),
    ...(await Promise.all([
      list("Posts", "/api/posts", ({ id, title }) => link(`/posts/${encodeURIComponent(id)}`, title)),
      list("Users", "/api/users", ({ name }) => name),
    ])),
  ];
}

/** @param {string} id as it is in the path. */
async function post(id) {
  const { data, problem } = await ask(`/api/posts/${id}`);
  if (data) return page(data.title, data.body);
  return problem === "absent" ? page("No such post", "It may have been deleted.") : page("Post", failed);
}

const page = (title, text) => [
  element("h1", {}, title),
  element("p", {}, text),
  element("p", {}, link("/", "All posts and users")),
];

/** Shows the page of the current path, unless the visitor has gone on before its data came. */
async function show() {
  const { pathname } = location;
  const [, id] = /^\/posts\/([^/]+)$/.exec(pathname) ?? [];
  main.setAttribute("aria-busy", "true");
  const content = id ? await post(id) : pathname === "/" ? await overview() : page("Nothing is here", pathname);
  if (location.pathname !== pathname) return;
  main.replaceChildren(...content);
  main.removeAttribute("aria-busy");
  document.title = main.querySelector("h1").textContent;
}

document.addEventListener("click", (event) => {
  const anchor = event.target instanceof Element ? event.target.closest("a") : null;
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!anchor || !plain || anchor.origin !== location.origin) return;
  event.preventDefault();
  history.pushState(null, "", anchor.href);
  void show().then(() => main.focus());
});
addEventListener("popstate", () => void show());
void show();

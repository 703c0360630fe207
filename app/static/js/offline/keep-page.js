// Keeps this page for when there is no network: load this module on a page that anybody who sits at
// this device may see again until they sign out. The service worker opens it then, also when the tab
// was closed meanwhile; with a network the page always comes from the server.
//
// What is kept is the page at its address, and the styles and scripts that it used.
import "./forgetting.js";

const account = document.body.dataset.account;

function files() {
  const used = performance.getEntriesByType("resource").map((entry) => entry.name);
  const named = [...document.querySelectorAll("script[src], link[rel~=stylesheet], link[rel~=icon]")];
  return [...new Set([...used, ...named.map((element) => element.src || element.href)])].filter((address) =>
    new URL(address).pathname.includes("/static/"),
  );
}

async function keep() {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: location.href.split("#")[0], files: files(), account });
}

if (navigator.serviceWorker) {
  const worker = new URL("../../../service-worker.js", import.meta.url);
  navigator.serviceWorker.register(worker, { type: "module", updateViaCache: "none" }).then(
    () => (document.readyState === "complete" ? keep() : window.addEventListener("load", keep)),
    () => {}, // this browser cannot: the page works, with a network
  );
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.kept) document.body.dataset.keptOffline = "yes";
  });
}

// Sends a form once, and not into the void: without a network the answers stay on the screen.
const PATIENCE = 4000;

async function isReached(address) {
  if (navigator.onLine === false) return false;
  try {
    await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return true;
  } catch (error) {
    return error.name === "TimeoutError"; // slow: the browser shows how it goes
  }
}

// `probe` is the address of a small file; without one nothing is asked first.
export function sendOnce(form, { probe, isLost = () => {}, goes = () => {} } = {}) {
  let isSending = false;
  let isSure = !probe;
  const busy = (yes) => {
    isSending = yes;
    for (const button of form.querySelectorAll("button[type=submit]")) {
      if (yes) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    if (isSending && !(isSure && probe)) return void event.preventDefault();
    if (isSure) {
      isSure = !probe;
      busy(true);
      return void goes();
    }
    event.preventDefault();
    busy(true);
    if (await isReached(probe)) {
      isSure = true;
      form.requestSubmit(event.submitter);
    } else {
      busy(false);
      isLost();
    }
  });
  // The page may come back from the cache of the browser as it was left.
  window.addEventListener("pageshow", () => {
    isSure = !probe;
    busy(false);
  });
}

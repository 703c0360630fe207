// After a page: forgets what was kept of those that were sent; sends the whole response once.
import { forgetResponse, tidy } from "./keeping.js";
import { sendOnce } from "./sending.js";

tidy();
const form = document.querySelector("form[data-once]");
if (form) sendOnce(form, { goes: () => forgetResponse(form.dataset.sends) });

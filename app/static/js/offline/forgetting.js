// On every page: forgets the pages that were kept in this browser for another account, or before
// somebody signed out. The name of a cache ends with the account that it was kept for.
const { account } = document.body.dataset;

if ("caches" in window) {
  caches.keys().then((names) => {
    for (const name of names) {
      if (name.startsWith("kept ") && !name.endsWith(` ${account}`)) caches.delete(name);
    }
  });
}

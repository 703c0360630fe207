// The code of a card, as `app/conference/cards/codes.py` makes it from its key: change both.
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

export async function receiptCode(key) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`card:${key}`));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let number = BigInt(`0x${hex}`);
  let signs = "";
  while (signs.length < LENGTH) {
    signs += ALPHABET[Number(number % BigInt(ALPHABET.length))];
    number /= BigInt(ALPHABET.length);
  }
  return signs.match(/.{5}/g).join("-");
}

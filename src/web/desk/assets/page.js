/** What all scripts of the desk know of the page. */

/** @param {string} id */
const part = (id) => document.getElementById(id);

/** The element that holds the page's values. */
export const desk = /** @type {HTMLElement} */ (part('desk'));

/** @type {Record<string, string>} */
const texts = JSON.parse(desk.dataset.texts ?? '{}');

/** Says a text by its key, with a number in its place. @param {string} key @param {number} [count] */
export function say(key, count) {
  return (texts[key] ?? key).replace('{{count}}', String(count ?? ''));
}

/** By how much the server's clock is ahead of this computer's, which may be quite wrong. In ms. */
let ahead = 0;

/** Takes the server's time, as ISO 8601. @param {string | undefined} time */
export function setClock(time) {
  const there = Date.parse(time ?? '');
  if (!Number.isNaN(there)) ahead = there - Date.now();
}

setClock(desk.dataset.now);

/** The server's time in milliseconds: what people have waited is counted by it. */
export const clock = () => Date.now() + ahead;

/** The code of the ticket that is open; undefined when none is. */
export const ticket = desk.dataset.ticket;

/** The filters, as a query string or empty. */
export const keep = desk.dataset.keep ?? '';

/** @param {string} id @returns {HTMLElement | null} */
export function byId(id) {
  return part(id);
}

/** @param {string} id @returns {HTMLFormElement | null} */
export function formById(id) {
  const found = part(id);
  return found instanceof HTMLFormElement ? found : null;
}

/** @param {string} id @returns {HTMLTextAreaElement | null} */
export function fieldById(id) {
  const found = part(id);
  return found instanceof HTMLTextAreaElement ? found : null;
}

/** The queue: rows come, change their place and go; how long somebody waits is counted on. */
import { byId, clock, desk, keep, say } from './page.js';

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {number} version
 * @property {string} sort
 * @property {boolean} own
 * @property {string} html
 */

const MINUTE_MS = 60_000;

const list = () => byId('queue');

/** @param {HTMLElement} item */
const link = (item) => item.querySelector('a');

/** Puts a row in its place; whoever stands on it with the keyboard goes on standing there. @param {Row} row */
export function putRow(row) {
  const queue = list();
  if (queue === null) return;
  const known = byId(`t-${row.id}`);
  const item = known ?? document.createElement('li');
  const focused = known?.contains(document.activeElement) === true;
  const next = [...queue.children].find(
    (other) => other !== item && sortOf(other) > row.sort && other instanceof HTMLElement,
  );
  item.id = `t-${row.id}`;
  item.dataset.version = String(row.version);
  item.dataset.sort = row.sort;
  item.innerHTML = row.html;
  item.className = row.own ? 'own' : '';
  if (known === null || item.nextElementSibling !== (next ?? null))
    queue.insertBefore(item, next ?? null);
  dress(item);
  if (focused) link(item)?.focus({ preventScroll: true });
  showEmpty();
}

/** @param {Element} item */
function sortOf(item) {
  return item instanceof HTMLElement ? (item.dataset.sort ?? '') : '';
}

/** @param {string} id */
export function dropRow(id) {
  const item = byId(`t-${id}`);
  if (item === null) return;
  const focused = item.contains(document.activeElement);
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  if (focused && next instanceof HTMLElement) link(next)?.focus({ preventScroll: true });
  showEmpty();
}

/** Fetches the list anew when it is not what the server has. @param {[string, number][]} rows */
export async function compare(rows) {
  const queue = list();
  if (queue === null) return;
  const here = [...queue.children].map((item) =>
    item instanceof HTMLElement ? `${item.id} ${item.dataset.version}` : '',
  );
  const there = rows.map(([id, version]) => `t-${id} ${version}`);
  if (here.toSorted().join() === there.toSorted().join()) return;
  const response = await fetch(`/console/desk/queue${keep}`).catch(() => null);
  if (response?.ok !== true) return;
  const focused = document.activeElement?.closest('#queue li')?.id;
  const place = byId('list');
  if (place !== null) place.innerHTML = await response.text();
  dressAll();
  const again = focused === undefined ? null : byId(focused);
  if (again !== null) link(again)?.focus({ preventScroll: true });
}

export function dressAll() {
  for (const item of list()?.children ?? []) if (item instanceof HTMLElement) dress(item);
}

/** Marks the open ticket, keeps the filters in the link, counts the time. @param {HTMLElement} item */
function dress(item) {
  const anchor = link(item);
  if (anchor === null) return;
  if (keep !== '' && !anchor.href.includes('?')) anchor.href += keep;
  const current = item.id === `t-${desk.dataset.id}`;
  item.classList.toggle('current', current);
  if (current) anchor.setAttribute('aria-current', 'page');
  tick(item);
}

/** @param {Element} item */
function tick(item) {
  const waits = item.querySelector('time.waits');
  if (waits instanceof HTMLTimeElement) {
    const words = ago(waits.dateTime);
    if (waits.textContent !== words) waits.textContent = words;
  }
  const late = item.querySelector('.late[data-due]');
  if (late instanceof HTMLElement && Date.parse(late.dataset.due ?? '') <= clock())
    late.hidden = false;
}

/** @param {string} since */
function ago(since) {
  const minutes = Math.floor((clock() - Date.parse(since)) / MINUTE_MS);
  if (minutes < 1) return say('just-now');
  return minutes < 60 ? say('minutes', minutes) : say('hours', Math.floor(minutes / 60));
}

function showEmpty() {
  const [empty, queue] = [byId('nobody'), list()];
  if (empty !== null && queue !== null) empty.hidden = queue.childElementCount > 0;
}

/** Goes to the next row, or the one before. @param {1 | -1} step */
export function walk(step) {
  const links = [...(list()?.querySelectorAll('a') ?? [])];
  const active = document.activeElement;
  const here = active instanceof HTMLAnchorElement ? links.indexOf(active) : -1;
  const from = here >= 0 ? here : links.findIndex((anchor) => anchor.matches('.current > a'));
  const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), links.length - 1);
  links[to]?.focus();
}

export function startQueue() {
  dressAll();
  setInterval(() => {
    for (const item of list()?.children ?? []) tick(item);
  }, 5000);
  for (const field of document.querySelectorAll('#narrow select')) {
    field.addEventListener('change', () => {
      if (field instanceof HTMLSelectElement) field.form?.requestSubmit();
    });
  }
}

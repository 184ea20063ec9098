/** The answer that is being written: kept until it is sent, filled from what is at hand, sent without a reload. */

import { isLive } from './live.js';
import { byId, fieldById, formById, say, ticket } from './page.js';

const KEY = `tro-ly-2g-desk-draft:${ticket}`;
/** Signs that somebody writes are no closer to each other. */
const SIGN_MS = 3000;
const PAUSE_MS = 250;
/** A message that was sent comes back by the line within this; else the page is loaded anew. */
const BACK_MS = 3000;

/** @typedef {{ key: string, text: string, origin: string }} Piece */

const field = fieldById('text');
const form = formById('answer');
let signed = 0;

// === What is written is kept ===

/** @returns {{ text: string, cited: Piece[] }} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{"text":"","cited":[]}');
  } catch {
    return { text: '', cited: [] };
  }
}

function keep() {
  try {
    if (field === null || field.value === '') sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify({ text: field.value, cited: cited() }));
  } catch {
    // Storage may be switched off: then a reload loses what was not sent.
  }
}

function restore() {
  const { text, cited } = read();
  if (field === null || field.value !== '' || text === '') return;
  field.value = text;
  for (const piece of cited) cite(piece);
}

// === What it cites ===

/** @returns {Piece[]} */
function cited() {
  const boxes = byId('cited')?.querySelectorAll('input:checked') ?? [];
  return [...boxes].flatMap((box) =>
    box instanceof HTMLInputElement
      ? [{ key: box.value, text: '', origin: box.closest('label')?.textContent?.trim() ?? '' }]
      : [],
  );
}

/** @param {Piece} piece */
function cite({ key, origin }) {
  const list = byId('cited');
  if (list === null || origin === '' || cited().some((piece) => piece.key === key)) return;
  const [item, label, box, words] = ['li', 'label', 'input', 'span'].map((name) =>
    document.createElement(name),
  );
  if (!(box instanceof HTMLInputElement) || !item || !label || !words) return;
  Object.assign(box, { type: 'checkbox', name: 'cite', value: key, checked: true });
  words.textContent = origin;
  label.className = 'tick';
  label.append(box, words);
  item.append(label);
  list.append(item);
}

/** @param {Element} button @returns {Piece} */
function pieceOf(button) {
  const { text = '', origin = '' } = button instanceof HTMLElement ? button.dataset : {};
  return { key: button.getAttribute('value') ?? '', text, origin };
}

/** Puts a piece in where one writes, in place of the "/…" that looked for it. @param {Piece} piece */
function put(piece) {
  if (field === null) return;
  const asked = wanted();
  const end = field.selectionStart;
  if (asked !== undefined) field.setRangeText('', end - asked.length - 1, end, 'end');
  const before = field.value.slice(0, field.selectionStart);
  const gap = before === '' || /\s$/.test(before) ? '' : '\n';
  field.setRangeText(gap + piece.text, field.selectionStart, field.selectionEnd, 'end');
  cite(piece);
  byId('canned-box')?.removeAttribute('open');
  byId('facts-box')?.removeAttribute('open');
  field.focus();
  changed();
}

/** Puts the bot's suggestion in; when it stands there already, unchanged, it is sent. */
export function useSuggestion() {
  const button = byId('use-suggestion');
  if (button === null || field === null || form === null) return;
  const piece = pieceOf(button);
  if (field.value.trim() === piece.text.trim()) form.requestSubmit(byId('send'));
  else if (!field.value.includes(piece.text)) put(piece);
}

// === "/" looks for a ready-made reply ===

/** What stands behind a "/" at the beginning of the line that is written; undefined without one. */
function wanted() {
  if (field === null) return undefined;
  return /(?:^|\n)\/([^\n]{0,40})$/.exec(field.value.slice(0, field.selectionStart))?.[1];
}

/** Marks and case make no difference. @param {string} text */
const folded = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'd')
    .toLowerCase();

/** Shows the replies that fit what is asked for; the first is what Enter puts in. */
function narrow() {
  const box = byId('canned-box');
  const asked = wanted();
  if (box === null) return;
  if (asked !== undefined) box.setAttribute('open', '');
  /** @type {Element | undefined} */
  let first;
  for (const item of box.querySelectorAll('li')) {
    const fits = folded(item.dataset.title ?? '').includes(folded(asked ?? '').trim());
    item.hidden = !fits;
    item.classList.remove('first');
    const usable = item.querySelector('button') !== null;
    if (fits && usable && first === undefined && asked !== undefined) first = item;
  }
  first?.classList.add('first');
  const words = first instanceof HTMLElement ? (first.dataset.title ?? '') : '';
  const place = byId('announce');
  if (place !== null) place.textContent = words === '' ? '' : `Enter: ${words}`;
}

function putFirst() {
  const button = byId('canned-box')?.querySelector('li.first button');
  if (button === null || button === undefined) return false;
  put(pieceOf(button));
  return true;
}

// === What the content knows ===

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;

/** @param {HTMLInputElement} input */
async function look(input) {
  const query = new URLSearchParams({ q: input.value });
  const response = await fetch(`/console/desk/${ticket}/facts?${query}`).catch(() => null);
  const place = byId('facts-found');
  if (response?.ok === true && place !== null) place.innerHTML = await response.text();
}

// === Sending ===

const AS_SCRIPT = { 'Content-Type': 'application/json', Accept: 'application/json' };

/** @param {HTMLFormElement} answer */
async function send(answer) {
  const values = new FormData(answer);
  const body = JSON.stringify({
    id: values.get('id'),
    text: values.get('text'),
    cite: values.getAll('cite'),
  });
  refuse(say('sending'));
  const address = `/console/desk/${ticket}/answer`;
  const response = await fetch(address, { method: 'POST', headers: AS_SCRIPT, body }).catch(
    () => null,
  );
  if (response === null || response.status >= 500) return refuse(say('not-sent'));
  if (response.status === 401 || response.status === 403) return refuse(say('signed-out'));
  const told = await response.json();
  if (!response.ok) return refuse(told.refused ?? told.error);
  refuse('');
  clear(answer);
  const count = byId('log')?.childElementCount;
  setTimeout(() => {
    if (!isLive() && byId('log')?.childElementCount === count) location.reload();
  }, BACK_MS);
}

/** @param {HTMLFormElement} answer */
function clear(answer) {
  const id = answer.elements.namedItem('id');
  if (id instanceof HTMLInputElement) id.value = newId();
  if (field !== null) field.value = '';
  byId('cited')?.replaceChildren();
  changed();
}

/** @param {string} words */
function refuse(words) {
  const place = byId('refused');
  if (place !== null) place.textContent = words;
}

/** A UUID; where pages come without HTTPS, browsers make none themselves. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

// === The field ===

function changed() {
  keep();
  narrow();
  const left = byId('left');
  if (field === null || left === null) return;
  if (!GROWS) grow(field);
  const room = field.maxLength - field.value.length;
  left.textContent = room < 200 ? say('left', room) : '';
}

/** Whether the field grows with its text by style alone. */
const GROWS = CSS.supports('field-sizing', 'content');

/** As high as its text; the style sheet says from where on it scrolls. @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function sign() {
  if (Date.now() - signed < SIGN_MS) return;
  signed = Date.now();
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  fetch(`/console/desk/${ticket}/typing`, { method: 'POST', headers, body: '{}' }).catch(() => {});
}

export function startCompose() {
  if (field === null || form === null) return;
  restore();
  changed();
  let sending = false;
  field.addEventListener('input', () => {
    changed();
    if (field.value !== '') sign();
  });
  field.addEventListener('keydown', (event) => {
    // While an input method is composing a letter, Enter belongs to it.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(byId('send'));
    } else if (wanted() !== undefined && putFirst()) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    event.preventDefault();
    if (button instanceof HTMLButtonElement && button.name === 'insert')
      return put(pieceOf(button));
    if (button !== null && button.id !== 'send') return;
    if (sending) return;
    sending = true;
    send(form).finally(() => {
      sending = false;
    });
  });
  const search = byId('facts-q');
  if (search instanceof HTMLInputElement) {
    search.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(look, PAUSE_MS, search);
    });
    search.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      look(search);
    });
  }
}

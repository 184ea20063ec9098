/** What was written and has not arrived: kept in the browser until the server has it. */

const KEY = 'tro-ly-2g-outbox';
/** Older than this nobody wants an answer any more. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * @typedef {object} Draft
 * @property {string} id a UUID: the server answers a repeat as the first time
 * @property {'text' | 'choice'} kind
 * @property {string} text for a choice its value
 * @property {string} label what the citizen sees
 * @property {number} at
 */

/** @returns {Draft[]} what an earlier page could not send */
export function unsent() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((draft) => draft.at > Date.now() - LONGEST_WAIT_MS)
      : [];
  } catch {
    return [];
  }
}

/** @param {Draft} draft */
export function keep(draft) {
  write([...unsent().filter(({ id }) => id !== draft.id), draft]);
}

/** @param {string} id */
export function drop(id) {
  write(unsent().filter((draft) => draft.id !== id));
}

export function dropAll() {
  write([]);
}

/** @param {Draft[]} drafts */
function write(drafts) {
  try {
    localStorage.setItem(KEY, JSON.stringify(drafts));
  } catch {
    // Storage may be full or switched off: then a message lives as long as its page.
  }
}

/** A random UUID; `crypto.randomUUID` exists on HTTPS only. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Hears what happens. The browser comes back by itself when the line breaks, and is told anew. */
import { showCounts } from './badge.js';
import { byId, keep, say, setClock, ticket } from './page.js';
import { compare, dropRow, putRow } from './queue.js';
import {
  addMessages,
  cursor,
  showErased,
  showFate,
  showSide,
  showStanding,
  showSuggestion,
  showWriting,
} from './talk.js';

/** The server's heart beats every 20 s: a line that was silent for so long is dead. */
const SILENCE_MS = 50_000;
/** After a refusal it is tried again. */
const AGAIN_MS = 4000;

/** @type {EventSource | undefined} */
let line;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** What is done with each kind of event. @type {Record<string, (data: string) => void>} */
const HEARD = {
  row: (data) => putRow(JSON.parse(data)),
  gone: (data) => dropRow(JSON.parse(data).id),
  list: (data) => {
    compare(JSON.parse(data));
  },
  count: (data) => showCounts(JSON.parse(data)),
  chat: (data) => addMessages(JSON.parse(data)),
  delivery: (data) => showFate(JSON.parse(data)),
  ticket: (data) => showStanding(JSON.parse(data)),
  side: (data) => showSide(JSON.parse(data)),
  suggestion: (data) => showSuggestion(JSON.parse(data)),
  erased: showErased,
  typing: () => showWriting(true),
  beat: (data) => setClock(JSON.parse(data).now),
  enough: rest,
};

/** Whether the line is up. */
export const isLive = () => line?.readyState === EventSource.OPEN;

export function listen() {
  line?.close();
  const query = new URLSearchParams(keep);
  if (ticket !== undefined) {
    query.set('ticket', ticket);
    query.set('after', String(cursor()));
  }
  const source = new EventSource(`/console/desk/stream?${query}`);
  line = source;
  for (const [name, hear] of Object.entries(HEARD)) {
    source.addEventListener(name, (event) => {
      awaitNext();
      hear(event.data);
    });
  }
  source.addEventListener('open', () => {
    tell('');
    awaitNext();
  });
  source.addEventListener('error', () => {
    tell(say('line-lost'));
    // A browser gives up on a line that was refused: by a proxy, or because the session is over.
    if (source.readyState === EventSource.CLOSED) setTimeout(listenAgain, AGAIN_MS, source);
  });
}

/** @param {EventSource} refused */
async function listenAgain(refused) {
  if (line !== refused) return;
  const headers = { Accept: 'application/json' };
  const response = await fetch('/console/desk/queue', { headers }).catch(() => null);
  if (line !== refused) return;
  if (response?.status === 401 || response?.status === 403) tell(say('signed-out'));
  else listen();
}

/** The desk is open in too many pages: this one goes on when it is looked at again. */
function rest() {
  line?.close();
  clearTimeout(silence);
  tell(say('enough'));
  document.addEventListener('visibilitychange', listen, { once: true });
}

function awaitNext() {
  clearTimeout(silence);
  silence = setTimeout(listen, SILENCE_MS);
}

/** @param {string} words */
function tell(words) {
  const place = byId('line');
  if (place === null || place.textContent === words) return;
  place.textContent = words;
  place.hidden = words === '';
}

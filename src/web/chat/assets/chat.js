/** Makes the chat page quicker: sends without reloading, receives as it comes, loses nothing. */
import { startCompose } from './compose.js';
import { startDisplay } from './display.js';
import { startFrame } from './frame.js';
import { openKey } from './key.js';
import { conversation } from './log.js';
import { drop, dropAll, keep, newId, unsent } from './outbox.js';
import { startPerson } from './person.js';
import { startSpeech } from './speech.js';
import { stream } from './stream.js';

/** @typedef {import('./outbox.js').Draft} Draft */

/** No answer for this long: the message counts as not sent. */
const TIMEOUT_MS = 20_000;
/** Shorter waits need no words. */
const WAIT_SHOWN_MS = 400;
const SLOW_MS = 6000;
/** Taps closer to each other are one. */
const DOUBLE_TAP_MS = 700;
const RETRY_MS = [5000, 15_000, 60_000];
/** This page among the open ones of this browser: what it sends is answered to it alone at once. */
const PAGE = newId();

/** @param {string} id @returns {HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id @returns {HTMLFormElement} */
const form = (id) => /** @type {HTMLFormElement} */ (document.getElementById(id));

const root = document.documentElement;
const embedded = root.dataset.embedded !== undefined;
/** @type {Record<'you' | 'sending' | 'unsent' | 'waiting' | 'offline' | 'slow' | 'thanks' | 'listen' | 'stopListening' | 'typing' | 'desk.waiting' | 'desk.agent', string>} */
const texts = JSON.parse(document.body.dataset.texts ?? '{}');
const log = part('log');
const waiting = part('wait');
const field = /** @type {HTMLTextAreaElement} */ (part('text'));
const around = { news: part('news'), dock: part('dock'), after: part('after') };
const talk = conversation(log, around, texts);
const speech = startSpeech(part('listen'), talk.lastReply, texts);
const frame = startFrame(embedded, field);
const person = startPerson({
  banner: form('person'),
  bar: part('bar'),
  texts,
  wait,
  tell: () => void post('/chat/typing', {}).catch(() => {}),
});

let cursor = Number(log.dataset.cursor);
const key = openKey(embedded);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;

// === What comes ===

const line = stream({
  address: () =>
    `/chat/stream?after=${cursor}&page=${PAGE}&charge=${person.charge()}&lang=${root.lang}`,
  headers: () => key.header(),
  receive: (html, id) => receive(html, id),
  hear: (name, data) => (name === 'charge' ? person.take(data) : person.writes()),
  ask: () => ask(),
});

/** @param {string} html @param {number} place */
function receive(html, place) {
  cursor = Math.max(cursor, place);
  for (const id of ['erase', 'copy']) document.getElementById(id)?.removeAttribute('hidden');
  const follows = talk.follows();
  const answer = talk.add(html);
  if (answer === undefined) return;
  person.wrote();
  wait('');
  frame.said();
  askAbout(talk.lastReply());
  speech();
  talk.lead(answer, follows);
}

/** "Có ích không?" stands below the newest answer only. @param {HTMLElement | null} answer */
function askAbout(answer) {
  const helpful = form('helpful');
  const reply = /** @type {HTMLInputElement} */ (helpful.elements.namedItem('reply'));
  part('thanks').textContent = '';
  helpful.hidden = answer?.dataset.ask === undefined;
  reply.value = answer?.dataset.ask ?? '';
}

/** Says what is being waited for. @param {string} words */
function wait(words) {
  clearTimeout(clock);
  waiting.textContent = words;
}

function startWaiting() {
  wait('');
  if (person.charge() === 'agent') return;
  clock = setTimeout(() => wait(texts.waiting), WAIT_SHOWN_MS);
}

// === What goes ===

/** @type {Promise<void>} */
let sending = Promise.resolve();
let failures = 0;

/** @param {Draft['kind']} kind @param {string} text @param {string} label */
function say(kind, text, label) {
  /** @type {Draft} */
  const draft = { id: newId(), kind, text, label, at: Date.now() };
  keep(draft);
  form('helpful').hidden = true;
  submit(draft);
}

/** One after the other, in the order of writing. @param {Draft} draft */
function submit(draft) {
  talk.showDraft(draft);
  talk.mark(draft.id, texts.sending);
  startWaiting();
  sending = sending.then(() => deliver(draft)).catch(() => lose(draft));
}

/** @param {Draft} draft @param {boolean} [again] @returns {Promise<void>} */
async function deliver(draft, again = false) {
  const slow = setTimeout(() => wait(texts.slow), SLOW_MS);
  const response = await post('/chat/messages', message(draft)).finally(() => clearTimeout(slow));
  if (response.status === 401 && !again) {
    leaveConversation();
    return deliver(draft, true);
  }
  if (response.status === 429) {
    await new Promise((done) =>
      setTimeout(done, 1000 * Number(response.headers.get('retry-after') ?? 1)),
    );
    return deliver(draft, again);
  }
  if (response.status >= 500) throw new Error(String(response.status));
  const answer = await response.json();
  drop(draft.id);
  failures = 0;
  if (!response.ok) return refuse(draft, answer.error);
  talk.mark(draft.id, '');
  if (answer.token !== undefined) key.keep(answer.token);
  if (answer.html !== undefined) receive(answer.html, answer.cursor);
  if (answer.charge !== undefined) person.take(answer.charge);
  if (answer.replies === 0) wait('');
  line.open();
}

/** @param {Draft} draft */
function message({ id, kind, text }) {
  const words = kind === 'choice' ? { choice: text } : { text };
  const { nonce, source } = Object.fromEntries(new FormData(form('compose')));
  return {
    ...{ id, nonce, source, after: cursor, page: PAGE, ...words },
    ...(embedded ? { embed: true } : {}),
  };
}

/** The line is down: kept, to be sent again by itself or by a tap. @param {Draft} draft */
function lose(draft) {
  wait(navigator.onLine ? '' : texts.offline);
  talk.mark(draft.id, texts.unsent, () => submit(draft));
  const pause = RETRY_MS[failures];
  failures += 1;
  if (pause !== undefined && navigator.onLine) setTimeout(sendUnsent, pause);
}

/** The server will not take it, however often it is sent. @param {Draft} draft @param {string} why */
function refuse(draft, why) {
  wait('');
  talk.mark(draft.id, why);
}

function sendUnsent() {
  for (const draft of unsent()) submit(draft);
}

/** @param {string} address @param {object} body */
function post(address, body) {
  return fetch(`${address}?lang=${root.lang}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...key.header() },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** The conversation is no longer ours: what comes next belongs to a new one. */
function leaveConversation() {
  cursor = 0;
  line.close();
  talk.leave();
  key.drop();
}

/** Asks for what came since, where no stream tells it. */
async function ask() {
  const response = await fetch(`/chat/messages?after=${cursor}&lang=${root.lang}`, {
    headers: { Accept: 'application/json', ...key.header() },
  });
  if (response.status === 401) leaveConversation();
  if (!response.ok) return;
  const news = await response.json();
  receive(news.html, news.cursor);
  person.take(news.charge);
}

/** In a frame the page came without the conversation; it is fetched while the log is not yet live. */
async function fetchEarlier() {
  log.setAttribute('aria-live', 'off');
  await ask().catch(() => {});
  setTimeout(() => log.removeAttribute('aria-live'), 1000);
}

/**
 * The second tap of a double tap is no second question, so buttons rest while one of them is on its
 * way. `disabled` would take the focus away from whoever uses a keyboard.
 *
 * @param {Element} buttons @param {Promise<void>} sent
 */
async function hold(buttons, sent) {
  buttons.ariaDisabled = 'true';
  await Promise.all([sent, new Promise((done) => setTimeout(done, DOUBLE_TAP_MS))]);
  buttons.ariaDisabled = null;
}

// === The page ===

for (const id of ['talk', 'bar', 'person']) {
  // The page has scrolled by then: the second tap of a double tap may meet another button.
  form(id).addEventListener('click', (event) => {
    if (event.detail > 1) event.preventDefault();
  });
  form(id).addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const buttons = button.closest('.ch, .hello, .bar') ?? button;
    if (buttons.ariaDisabled === 'true') return;
    const label = button.querySelector('b') ?? button;
    say('choice', button.value, label.textContent?.trim() ?? '');
    hold(buttons, sending);
  });
}

startCompose(form('compose'), field, {
  send: (text) => say('text', text, text),
  pressed: person.pressed,
});

form('helpful').addEventListener('submit', async (event) => {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const reply = new FormData(form('helpful')).get('reply');
  const response = await post('/chat/feedback', { reply, helpful: button.value }).catch(() => null);
  if (response?.ok !== true) return;
  form('helpful').hidden = true;
  part('thanks').textContent = texts.thanks;
});

form('delete').addEventListener('submit', async (event) => {
  event.preventDefault();
  const response = await post('/chat/delete', {}).catch(() => null);
  if (response === null || (!response.ok && response.status !== 401)) return;
  leaveConversation();
  dropAll();
  location.assign(`/chat?da-xoa&lang=${root.lang}${embedded ? '&embed=1' : ''}`);
});

part('print').hidden = false;
part('print').addEventListener('click', () => print());
addEventListener('offline', () => wait(texts.offline));
addEventListener('online', () => {
  wait('');
  failures = 0;
  sendUnsent();
});

startDisplay(form('display'), embedded ? (lang) => post('/chat/settings', { lang }) : undefined);
for (const draft of unsent()) talk.showDraft(draft);
if (key.known() && log.childElementCount === 0) await fetchEarlier();
if (log.dataset.session !== undefined || key.known()) line.open();
sendUnsent();
const topic = document.getElementById('topic');
if (topic !== null && log.childElementCount === 0) {
  const address = new URL(location.href);
  address.searchParams.delete('hoi');
  history.replaceState(null, '', address);
  topic.click();
}

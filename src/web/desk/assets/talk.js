/** The conversation that is open: messages as they come, what became of them, who is writing. */
import { byId, desk, say } from './page.js';

/** A sign that somebody writes fades after this. */
const WRITING_MS = 6000;
/** Closer to the end than this, somebody reads along. */
const NEAR = 120;

/** Whether the newest message is to stay in view: until somebody scrolls back, whatever moves the box. */
let follows = true;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading;

const log = () => byId('log');

/** Place in the conversation up to which the page has it. */
export const cursor = () => Number(desk.dataset.cursor ?? 0);

/** @param {{ html: string, cursor: number }} news */
export function addMessages(news) {
  const place = log();
  if (place === null) return;
  const box = document.createElement('template');
  box.innerHTML = news.html;
  const fresh = [...box.content.children].filter(({ id }) => id === '' || byId(id) === null);
  place.append(...fresh);
  desk.dataset.cursor = String(Math.max(cursor(), news.cursor));
  showWriting(false);
  if (follows) toEnd();
  else if (fresh.length > 0) showFresh(true);
}

/** Says that there is more below to whoever has scrolled back. @param {boolean} more */
function showFresh(more) {
  const button = byId('fresh');
  if (button !== null) button.hidden = !more;
}

/** Keeps the end in view when a suggestion, a notice or the keyboard takes room from the box. */
export function startTalk() {
  const [box, place] = [byId('scroll'), log()];
  if (box === null || place === null) return;
  toEnd();
  const size = () => `${box.clientHeight} ${box.scrollHeight}`;
  let known = size();
  const observer = new ResizeObserver(() => {
    known = size();
    if (follows) toEnd();
  });
  observer.observe(box);
  observer.observe(place);
  box.addEventListener('scroll', () => {
    // While its size changes nobody scrolls: the observer is about to look after it.
    if (size() === known) follows = isAtEnd();
    if (follows) showFresh(false);
  });
  byId('fresh')?.addEventListener('click', () => {
    follows = true;
    toEnd();
    box.focus({ preventScroll: true });
    showFresh(false);
  });
}

/** @param {{ id: string, status: string }} fate */
export function showFate({ id, status }) {
  const place = document.querySelector(`[data-reply="${CSS.escape(id)}"]`);
  if (place === null) return;
  place.textContent = say(`delivery.${status}`);
  place.className = `delivery ${status}`;
}

/** @param {boolean} writes */
export function showWriting(writes) {
  const place = byId('typing');
  if (place === null) return;
  clearTimeout(fading);
  place.textContent = writes ? say('citizen-typing') : '';
  if (writes) fading = setTimeout(() => showWriting(false), WRITING_MS);
}

function isAtEnd() {
  const box = byId('scroll');
  return box === null || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

function toEnd() {
  const box = byId('scroll');
  if (box !== null) box.scrollTop = box.scrollHeight;
}

/**
 * The ticket itself has changed: what may be done with it is no longer what stands here. Words are
 * put beside it; the page is not taken away from whoever is writing.
 * @param {{ state: string, holder: string, words?: string, urgent?: boolean }} now
 */
export function showStanding(now) {
  const standing = byId('standing');
  if (standing !== null && now.words !== undefined) standing.textContent = now.words;
  const urgent = byId('urgent');
  if (urgent !== null && now.urgent !== undefined) urgent.hidden = !now.urgent;
  const same = now.holder === desk.dataset.holder && kind(now.state) === kind(desk.dataset.state);
  const notice = byId('changed');
  if (notice === null) return;
  notice.hidden = same;
  if (same) return;
  const again = document.createElement('a');
  again.href = location.href;
  again.textContent = say('reload');
  notice.replaceChildren(`${say('changed')} ${now.words ?? ''} `, again);
}

/** The citizen has deleted the conversation: nothing of it stays on the screen. */
export function showErased() {
  log()?.replaceChildren();
  byId('side')?.replaceChildren();
  byId('suggestion')?.replaceChildren();
  showStanding({ state: 'gone', holder: '', words: say('erased') });
}

/** What may be done depends on no more than this. @param {string | undefined} state */
function kind(state = '') {
  if (state === 'queued' || state === 'callback') return state;
  return ['assigned', 'waiting-citizen', 'waiting-staff'].includes(state) ? 'held' : 'ended';
}

/** @param {{ html: string }} side */
export function showSide({ html }) {
  const place = byId('side');
  if (place === null) return;
  const open = [...place.querySelectorAll('details[open]')].map(({ id }) => id);
  place.innerHTML = html;
  for (const id of open) byId(id)?.setAttribute('open', '');
}

/** @param {{ html: string }} suggestion */
export function showSuggestion({ html }) {
  const place = byId('suggestion');
  if (place === null) return;
  const focused = place.contains(document.activeElement);
  place.innerHTML = html;
  if (focused) byId('use-suggestion')?.focus();
}

/** Says in the page's title, and with a sound for whoever wants one, that somebody waits. */
import { keepChoice, readChoice } from './choice.js';
import { byId, desk } from './page.js';

const KEY = 'tro-ly-2g-desk-sound';
const PLAIN = document.title;

/** @type {AudioContext | undefined} */
let audio;
let waiting = Number(desk.dataset.waiting);
let mine = Number(desk.dataset.mine);

const isOn = () => readChoice(KEY) === 'on';

/** @param {{ waiting: number, held: number, chats: number, mine: number, callbacks: number }} counts */
export function showCounts(counts) {
  for (const [name, count] of Object.entries(counts)) {
    const place = byId(`n-${name}`);
    if (place !== null) place.textContent = String(count);
  }
  const hand = byId('in-hand');
  const words = hand?.dataset.words?.replace('{{count}}', String(counts.chats));
  if (hand !== null && words !== undefined) hand.textContent = words;
  if (counts.waiting > waiting || counts.mine > mine) beep();
  waiting = counts.waiting;
  mine = counts.mine;
  showTitle();
}

function showTitle() {
  const count = waiting + mine;
  document.title = count === 0 ? PLAIN : `(${count}) ${PLAIN}`;
}

/** Two short notes, not loud. */
export function beep() {
  if (!isOn()) return;
  audio ??= new AudioContext();
  audio.resume();
  const start = audio.currentTime;
  for (const [at, pitch] of [
    [0, 660],
    [0.14, 880],
  ]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch ?? 0;
    volume.gain.setValueAtTime(0.0001, start + (at ?? 0));
    volume.gain.exponentialRampToValueAtTime(0.12, start + (at ?? 0) + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + (at ?? 0) + 0.13);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + (at ?? 0));
    tone.stop(start + (at ?? 0) + 0.14);
  }
}

export function startBadge() {
  showTitle();
  const button = byId('sound');
  if (button === null) return;
  const show = () => {
    button.setAttribute('aria-pressed', String(isOn()));
    button.querySelector('use')?.setAttribute('href', isOn() ? '#i-sound' : '#i-silent');
  };
  button.hidden = false;
  show();
  button.addEventListener('click', () => {
    keepChoice(KEY, isOn() ? 'off' : 'on');
    show();
    beep();
  });
}

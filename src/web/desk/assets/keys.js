/** What is done often, with one key; never while somebody writes. */

import { keepChoice, readChoice } from './choice.js';
import { useSuggestion } from './compose.js';
import { byId, fieldById } from './page.js';
import { walk } from './queue.js';

const KEY = 'tro-ly-2g-desk-keys';

/** @type {Record<string, () => void>} */
const DONE = {
  j: () => walk(1),
  k: () => walk(-1),
  t: () => byId('take')?.click(),
  r: () => byId('text')?.focus(),
  n: () => byId('note-text')?.focus(),
  '/': () => {
    const field = fieldById('text');
    if (field === null) return byId('q')?.focus();
    field.focus();
    field.setRangeText(field.value === '' || field.value.endsWith('\n') ? '/' : '\n/');
    field.setSelectionRange(field.value.length, field.value.length);
    field.dispatchEvent(new Event('input'));
  },
  '?': showHelp,
};

function showHelp() {
  const dialog = byId('keys');
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** @param {EventTarget | null} target */
function writes(target) {
  return (
    target instanceof HTMLElement &&
    target.matches('textarea, select, input:not([type=checkbox], [type=radio])')
  );
}

const isOn = () => {
  const box = byId('keys-on');
  return !(box instanceof HTMLInputElement) || box.checked;
};

export function startKeys() {
  const box = byId('keys-on');
  if (box instanceof HTMLInputElement) {
    box.checked = readChoice(KEY) !== 'off';
    box.addEventListener('change', () => keepChoice(KEY, box.checked ? 'on' : 'off'));
  }
  for (const button of document.querySelectorAll('[data-help]')) {
    if (button instanceof HTMLElement) button.hidden = false;
    button.addEventListener('click', showHelp);
  }
  document.addEventListener('keydown', (event) => {
    if (event.altKey && event.code === 'KeyS') {
      event.preventDefault();
      useSuggestion();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writes(event.target) || document.querySelector('dialog[open]') !== null || !isOn()) return;
    const act = DONE[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

/**
 * Files of citizens, shown below their message once somebody has said why. What a page cannot show,
 * and everything without this script, the form opens in a tab of its own.
 */

/** @typedef {HTMLImageElement | HTMLAudioElement} Shown */

/** What is shown in its place, and the event that says that it is there. */
const SHOWN = {
  image: { make: picture, there: 'load' },
  voice: { make: player, there: 'loadedmetadata' },
};

// One listener for all: messages are still to come.
document.addEventListener('submit', (event) => {
  const form = event.target;
  const box = form instanceof HTMLFormElement ? form.closest('details.file') : null;
  if (!(form instanceof HTMLFormElement) || !(box instanceof HTMLDetailsElement)) return;
  const { kind } = box.dataset;
  if (kind !== 'image' && kind !== 'voice') return;
  event.preventDefault();
  void open(box, form, kind);
});

const AS_SCRIPT = { Accept: 'application/json', 'Content-Type': 'application/json' };

/**
 * @param {HTMLDetailsElement} box
 * @param {HTMLFormElement} form
 * @param {keyof typeof SHOWN} kind
 */
async function open(box, form, kind) {
  const reason = new FormData(form).get('reason');
  say(form, '');
  try {
    const body = JSON.stringify({ reason });
    const asked = await fetch(form.action, { method: 'POST', headers: AS_SCRIPT, body });
    if (asked.ok) show(box, form, kind);
    else say(form, (await asked.json()).refused ?? box.dataset.none ?? '');
  } catch {
    say(form, box.dataset.none ?? '');
  }
}

/**
 * @param {HTMLDetailsElement} box
 * @param {HTMLFormElement} form
 * @param {keyof typeof SHOWN} kind
 */
function show(box, form, kind) {
  const { make, there } = SHOWN[kind];
  const shown = make(box.dataset.name ?? '');
  shown.addEventListener(there, () => put(form, kind === 'image' ? enlarged(shown) : shown), {
    once: true,
  });
  shown.addEventListener('error', () => void explain(box, form), { once: true });
  shown.src = form.action;
}

/** The keyboard stays where it was. @param {HTMLElement} form @param {HTMLElement} shown */
function put(form, shown) {
  form.replaceWith(shown);
  shown.focus();
}

/** A picture that opens by itself, to be read closely. @param {Shown} shown */
function enlarged(shown) {
  const link = document.createElement('a');
  link.href = shown.src;
  link.target = '_blank';
  link.append(shown);
  return link;
}

/** @param {string} name @returns {Shown} */
function picture(name) {
  const shown = document.createElement('img');
  shown.alt = name;
  return shown;
}

/** @param {string} name @returns {Shown} */
function player(name) {
  const shown = document.createElement('audio');
  shown.controls = true;
  shown.preload = 'metadata';
  shown.setAttribute('aria-label', name);
  return shown;
}

/** Why it was not shown: it could not be had, or the browser knows nothing of its kind. */
async function explain(/** @type {HTMLDetailsElement} */ box, /** @type {HTMLFormElement} */ form) {
  try {
    const answer = await fetch(form.action, { headers: AS_SCRIPT });
    if (!answer.ok) {
      say(form, (await answer.json()).refused ?? box.dataset.none ?? '');
      return;
    }
    await answer.body?.cancel();
    const save = document.createElement('a');
    save.href = form.action;
    save.textContent = box.dataset.save ?? '';
    put(form, save);
  } catch {
    say(form, box.dataset.none ?? '');
  }
}

/** @param {HTMLFormElement} form @param {string} words */
function say(form, words) {
  const place = form.querySelector('.error');
  if (!(place instanceof HTMLElement)) return;
  place.textContent = words;
  place.hidden = words === '';
}

export {};

/** Shows who is in charge when it is not the assistant, and that one of the two is writing. */

/** The other side's sign fades after that; ours is given every three seconds. */
const SHOWN_MS = 6000;
const TOLD_EVERY_MS = 3000;

/**
 * @typedef {object} Parts
 * @property {HTMLFormElement} banner says who is in charge
 * @property {HTMLElement} bar what only the assistant answers
 * @property {Record<'typing' | 'desk.waiting' | 'desk.agent', string>} texts
 * @property {(words: string) => void} wait says below the last message what is being waited for
 * @property {() => void} tell tells the server that somebody is writing here
 */

/** @param {Parts} parts */
export function startPerson({ banner, bar, texts, wait, tell }) {
  let charge = banner.dataset.charge ?? 'bot';
  let toldAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading;
  return {
    charge: () => charge,
    /** @param {string} next */
    take(next) {
      if (next === charge) return;
      charge = next;
      const [waiting, person] = [next === 'waiting', next === 'agent'];
      banner.hidden = !waiting && !person;
      bar.hidden = person;
      const words = banner.querySelector('span');
      if (words !== null) words.textContent = person ? texts['desk.agent'] : texts['desk.waiting'];
    },
    /** The person is writing. */
    writes() {
      clearTimeout(fading);
      wait(texts.typing);
      fading = setTimeout(() => wait(''), SHOWN_MS);
    },
    /** What the person wrote is there. */
    wrote() {
      clearTimeout(fading);
    },
    /** The citizen is writing. */
    pressed() {
      if (charge !== 'agent' || Date.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = Date.now();
      tell();
    },
  };
}

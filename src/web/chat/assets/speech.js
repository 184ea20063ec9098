/** Reads the newest answer aloud, where the device has a voice for its language. */

/** Longer utterances are cut off by some browsers. In characters. */
const LONGEST = 200;

/**
 * @param {HTMLElement} button hidden until there is a voice
 * @param {() => HTMLElement | null} newest the answer to read
 * @param {{ listen: string, stopListening: string }} texts
 * @returns {() => void} to be called when the answer changes
 */
export function startSpeech(button, newest, texts) {
  const speech = window.speechSynthesis;
  if (speech === undefined) return () => {};
  const label = button.querySelector('span') ?? button;
  const refresh = () => {
    button.hidden = voiceFor(newest()?.lang) === undefined;
  };
  const speaking = (/** @type {boolean} */ yes) => {
    label.textContent = yes ? texts.stopListening : texts.listen;
  };
  button.addEventListener('click', () => {
    const talking = speech.speaking;
    speech.cancel();
    speaking(!talking);
    const answer = newest();
    if (talking || answer === null) return;
    const parts = sentences(spoken(answer)).map((part) => utterance(part, answer.lang));
    parts.at(-1)?.addEventListener('end', () => speaking(false));
    for (const part of parts) speech.speak(part);
  });
  // The list of voices is empty until the browser has fetched it.
  speech.addEventListener('voiceschanged', refresh);
  addEventListener('pagehide', () => speech.cancel());
  refresh();
  return () => {
    speech.cancel();
    speaking(false);
    refresh();
  };
}

/** Some devices list languages that they cannot speak; a voice that is not there is not offered. */
/** @param {string | undefined} lang */
function voiceFor(lang) {
  if (lang === undefined || lang === '') return undefined;
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(lang));
}

/** @param {string} text @param {string} lang */
function utterance(text, lang) {
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voiceFor(lang) ?? null;
  words.lang = words.voice?.lang ?? lang;
  return words;
}

/** The words of an answer without its buttons and its source. @param {HTMLElement} answer */
function spoken(answer) {
  const lines = answer.querySelectorAll('p:not(.vh, .src), h3, li');
  return [...lines].map((line) => line.textContent?.trim()).join('.\n');
}

/** Parts short enough to be spoken whole. @param {string} text @returns {string[]} */
export function sentences(text) {
  /** @type {string[]} */
  const parts = [];
  for (const sentence of text.split(/(?<=[.?!:;])\s+|\n+/)) {
    for (const piece of pieces(sentence)) {
      const last = parts.at(-1);
      if (last !== undefined && last.length + piece.length < LONGEST)
        parts[parts.length - 1] = `${last} ${piece}`;
      else if (piece !== '') parts.push(piece);
    }
  }
  return parts;
}

/** A sentence cut between words. @param {string} sentence */
function pieces(sentence) {
  return sentence.match(new RegExp(`.{1,${LONGEST}}(?=\\s|$)|.{1,${LONGEST}}`, 'g')) ?? [];
}

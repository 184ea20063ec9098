/** The conversation on the page: what was said, what is on its way, and where the reader is. */

/**
 * @typedef {import('./outbox.js').Draft} Draft
 * @typedef {{ you: string, sending: string, unsent: string }} Texts
 */

/** This close to its end, the reader follows the conversation. In pixels. */
const NEAR = 240;
/** So much of a message must be seen to be noticed. In pixels. */
const LINE = 24;
/** Above what is brought up and below what must be seen with it. In pixels. */
const AIR = 48;

/**
 * @param {HTMLElement} log
 * @param {{ news: HTMLElement, dock: Element, after: Element }} around the button "a new answer", for
 *   a reader who looks elsewhere; what it stands in; what stands below the last message
 * @param {Texts} texts
 */
export function conversation(log, { news, dock, after }, texts) {
  news.addEventListener('click', () => {
    news.hidden = true;
    bringUp(log.lastElementChild);
  });
  addEventListener('scroll', () => {
    if (!news.hidden) news.hidden = inView(log.lastElementChild);
  });

  /** What is free above the dock, which floats or stands at the end of the page. */
  const room = () => Math.min(innerHeight, dock.getBoundingClientRect().top);

  /** @param {Element | null} message */
  const inView = (message) => {
    const { top, bottom } = (message ?? log).getBoundingClientRect();
    return bottom > 0 && top < room() - LINE;
  };

  /**
   * The question above the answer, unless that alone would hide what asks below whether it helped.
   * @param {HTMLElement} answer
   */
  const toTop = (answer) => {
    const question = answer.previousElementSibling ?? answer;
    const end = after.getBoundingClientRect().bottom;
    const fits = (/** @type {Element} */ first) =>
      end - first.getBoundingClientRect().top + AIR <= room();
    return !fits(question) && fits(answer) ? answer : question;
  };

  return {
    /** The newest message of the other side. */
    lastReply: () =>
      /** @type {HTMLElement | null} */ ([...log.querySelectorAll('.bot')].at(-1) ?? null),

    /** Shows a message that is on its way. @param {Draft} draft */
    showDraft(draft) {
      if (byMessage(log, draft.id) !== null) return;
      log.append(bubble(draft, texts));
      bringUp(log.lastElementChild);
    },

    /**
     * Says below a message how it fares.
     * @param {string} id
     * @param {string} words
     * @param {(() => void) | undefined} [retry]
     */
    mark(id, words, retry) {
      const status = byMessage(log, id)?.querySelector('.st');
      if (status == null) return;
      const fresh = document.createElement(retry === undefined ? 'span' : 'button');
      fresh.className = 'st';
      fresh.textContent = words;
      if (retry !== undefined) {
        fresh.setAttribute('type', 'button');
        fresh.addEventListener('click', retry);
      }
      status.replaceWith(fresh);
    },

    /**
     * Adds messages as the server wrote them; its templates have escaped every word.
     * @param {string} html
     * @returns {HTMLElement | undefined} the first thing that the other side said
     */
    add(html) {
      const template = document.createElement('template');
      template.innerHTML = html;
      const fresh = [...template.content.querySelectorAll('article')].filter(
        (message) => document.getElementById(message.id) === null && !settled(log, message),
      );
      log.append(...fresh);
      return fresh.find((message) => message.classList.contains('bot'));
    },

    /** What is shown stays as a memory; new messages may have the same numbers. */
    leave() {
      for (const message of log.querySelectorAll('[id]')) message.removeAttribute('id');
    },

    /** Whether the reader is at the end, and so wants to see what comes. */
    follows: () => innerHeight + scrollY > document.documentElement.scrollHeight - NEAR,

    /** Leads to an answer, with the question above it. @param {HTMLElement} answer @param {boolean} now */
    lead(answer, now) {
      if (now) bringUp(toTop(answer));
      else news.hidden = inView(answer);
    },
  };
}

/** @param {HTMLElement} log @param {string} id */
function byMessage(log, id) {
  return log.querySelector(`[data-id="${CSS.escape(id)}"]`);
}

/**
 * The server's own version of a message that is shown already: as it was stored, with its time.
 * Changed in place, so that a screen reader does not read it again.
 * @param {HTMLElement} log
 * @param {HTMLElement} message
 */
function settled(log, message) {
  const shown = byMessage(log, message.dataset.id ?? '');
  if (shown === null) return false;
  shown.id = message.id;
  const [words, text] = [shown.querySelector('.vh + p'), message.querySelector('.vh + p')];
  if (words !== null && text !== null) words.textContent = text.textContent;
  const [status, time] = [shown.querySelector('.st'), message.querySelector('time')];
  if (status !== null) status.textContent = time?.textContent ?? '';
  return true;
}

/** @param {Draft} draft @param {Texts} texts */
function bubble(draft, texts) {
  const message = document.createElement('article');
  message.className = 'me';
  message.dataset.id = draft.id;
  message.lang = document.documentElement.lang;
  for (const [name, words] of [
    ['vh', texts.you],
    ['', draft.label],
    ['st', texts.sending],
  ]) {
    const line = document.createElement(name === 'st' ? 'span' : 'p');
    line.className = name ?? '';
    line.textContent = words ?? '';
    message.append(line);
  }
  return message;
}

/** Scrolls so that a message and what follows it can be read. @param {Element | null | undefined} message */
function bringUp(message) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  message?.scrollIntoView({ block: 'start', behavior: calm ? 'instant' : 'smooth' });
}

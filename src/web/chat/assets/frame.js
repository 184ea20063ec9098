/** Talks with the page that holds the chat in a frame (`widget.js`): nothing but open, close, unread. */

const APP = 'tro-ly-2g';

/**
 * @param {boolean} embedded
 * @param {HTMLElement} field gets the focus when the chat is opened
 * @returns {{ said(): void }} to be told when something was said
 */
export function startFrame(embedded, field) {
  if (!embedded || parent === window) return { said() {} };
  /** @type {string | undefined} The holder's origin; the page's `frame-ancestors` decided who that may be. */
  let holder;
  let open = true;
  let unread = 0;
  /** @param {{ type: 'close' } | { type: 'unread', count: number }} message */
  const tell = (message) => {
    if (holder !== undefined) parent.postMessage({ app: APP, ...message }, holder);
  };
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || data?.app !== APP) return;
    holder ??= origin;
    if (origin !== holder || (data.type !== 'open' && data.type !== 'close')) return;
    open = data.type === 'open';
    if (!open) return;
    unread = 0;
    // On a phone the keyboard would cover what there is to choose from.
    if (!matchMedia('(pointer: coarse)').matches) field.focus({ preventScroll: true });
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) tell({ type: 'close' });
  });
  return {
    said() {
      if (open) return;
      unread += 1;
      tell({ type: 'unread', count: unread });
    },
  };
}

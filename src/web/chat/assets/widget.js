/**
 * Puts the chat into any page by one line:
 * `<script src="https://…/widget.js" defer data-lang="vi" data-source="trang-xa"></script>`
 *
 * A button opens the chat in a frame of our own origin, so the page around it and the conversation
 * cannot touch each other; they exchange nothing but "open", "close" and how many answers are unread.
 */
(() => {
  const APP = 'tro-ly-2g';
  const TEXTS =
    /** @type {Record<string, { open: string, close: string, title: string, unread: string }>} */ (
      JSON.parse('@texts@')
    );
  /** Narrower than this the chat takes the whole screen. */
  const PHONE = '(max-width: 668px), (max-height: 480px)';

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const ours = new URL(script.src).origin;
  const language = script.dataset.lang === 'en' ? 'en' : 'vi';
  const source = script.dataset.source ?? script.dataset.province ?? '';
  const texts = TEXTS[language] ?? { open: '', close: '', title: '', unread: '' };

  const STYLE = `
:host { all: initial !important; }
.all { position: fixed; inset: auto 16px 16px auto; z-index: 2147483000; color: #1b1f24;
  font: 600 17px/1.3 -apple-system, "Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif; }
button { font: inherit; cursor: pointer; border: 0; min-height: 48px; border-radius: 12px; }
:focus-visible { outline: 3px solid #1b1f24; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
[hidden] { display: none; }
.open { display: flex; align-items: center; gap: 10px; padding: 0 18px; color: #fff;
  background: #0b6b53; box-shadow: 0 2px 10px rgb(0 0 0 / 30%); }
.open svg { width: 26px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linejoin: round;
  stroke-linecap: round; }
.count { min-width: 1.5em; padding: 1px 4px; border-radius: 1em; background: #fff; color: #0b6b53;
  text-align: center; }
.panel { position: fixed; inset: auto 16px 80px auto; display: flex; flex-direction: column;
  width: 400px; height: min(680px, calc(100vh - 96px)); border-radius: 12px; overflow: hidden;
  background: #0b6b53; box-shadow: 0 4px 24px rgb(0 0 0 / 35%); }
.panel[hidden] { display: none; }
.close { align-self: end; min-height: 44px; padding: 0 16px; color: #fff; background: none; }
.close:focus-visible { outline-color: #fff; outline-offset: -4px; box-shadow: none; }
iframe { flex: 1; width: 100%; border: 0; background: #fbfaf7; }
@media ${PHONE} { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
@media print { .all { display: none; } }`;

  const host = document.createElement('tro-ly-2g');
  const shadow = host.attachShadow({ mode: 'open' });
  // The page's own rules for every element would win over plain ones here, hence `!important` and
  // a box of our own. A constructed sheet passes the strict policies of government sites, which forbid inline styles.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  const launcher = element('button', {
    type: 'button',
    class: 'open',
    'aria-expanded': 'false',
    'aria-controls': 'panel',
  });
  launcher.append(icon(), texts.open);
  const count = element('span', { class: 'count', hidden: '' });
  launcher.append(count);
  const panel = element('div', {
    id: 'panel',
    class: 'panel',
    role: 'dialog',
    'aria-label': texts.title,
    hidden: '',
  });
  const closer = element('button', { type: 'button', class: 'close' });
  closer.textContent = texts.close;
  /** Full screen, nothing behind can be seen: Tab at the end leads back to the beginning. */
  const end = element('span', {});
  end.addEventListener('focus', () => closer.focus());
  panel.append(closer, end);
  const all = element('div', { class: 'all' });
  all.append(launcher, panel);
  shadow.append(all);

  /** @type {HTMLIFrameElement | undefined} made at the first opening: a page that nobody asks costs nothing */
  let frame;

  launcher.addEventListener('click', () => (panel.hidden ? open() : close()));
  closer.addEventListener('click', close);
  shadow.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && !panel.hidden) close();
  });
  addEventListener('message', (event) => {
    if (event.origin !== ours || frame === undefined || event.source !== frame.contentWindow)
      return;
    const { app, type, count: unread } = Object(event.data);
    if (app !== APP) return;
    if (type === 'close') close();
    if (type === 'unread' && Number.isSafeInteger(unread) && unread > 0) showUnread(unread);
  });
  if (document.body === null)
    addEventListener('DOMContentLoaded', () => document.body.append(host));
  else document.body.append(host);

  function open() {
    frame ??= makeFrame();
    panel.hidden = false;
    launcher.setAttribute('aria-expanded', 'true');
    const whole = matchMedia(PHONE).matches;
    panel.setAttribute('aria-modal', String(whole));
    end.tabIndex = whole ? 0 : -1;
    showUnread(0);
    frame.focus();
    tell('open');
  }

  function close() {
    panel.hidden = true;
    launcher.setAttribute('aria-expanded', 'false');
    tell('close');
    launcher.focus();
  }

  function makeFrame() {
    const address = new URL('/chat?embed=1', ours);
    address.searchParams.set('lang', language);
    if (/^[a-z0-9-]{1,40}$/.test(source)) address.searchParams.set('nguon', source);
    const made = /** @type {HTMLIFrameElement} */ (
      element('iframe', { src: address.href, title: texts.title })
    );
    made.addEventListener('load', () => tell(panel.hidden ? 'close' : 'open'));
    end.before(made);
    return made;
  }

  /** @param {'open' | 'close'} type */
  function tell(type) {
    frame?.contentWindow?.postMessage({ app: APP, type }, ours);
  }

  /** @param {number} unread */
  function showUnread(unread) {
    count.hidden = unread === 0;
    count.textContent = String(unread);
    if (unread === 0) launcher.removeAttribute('aria-label');
    else launcher.setAttribute('aria-label', `${texts.open} (${unread} ${texts.unread})`);
  }

  /** @param {string} name @param {Record<string, string>} attributes */
  function element(name, attributes) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function icon() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute(
      'd',
      'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM8 13v-2M12 13v-4M16 13V7',
    );
    svg.append(path);
    return svg;
  }
})();

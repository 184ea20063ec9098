/** Keeps the figures of this moment fresh by fetching the page again; without it, one reloads. */

const EVERY_MS = 15_000;

/** @param {string} id */
function part(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}

const figures = part('now');
const pause = part('pause');
const live = part('live');
const stale = part('stale');

/** The figures as they are now. @throws when the server does not answer with the page */
async function fetchFigures() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!response.ok || response.redirected) throw new Error(`HTTP ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.getElementById('now');
  if (fresh === null) throw new Error('another page');
  return fresh;
}

async function refresh() {
  // What somebody stands in with the keyboard is not pulled away from under them.
  if (document.hidden || paused() || figures.contains(document.activeElement)) return;
  try {
    const fresh = await fetchFigures();
    if (!paused()) figures.replaceChildren(...fresh.childNodes);
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
}

function paused() {
  return pause.getAttribute('aria-pressed') === 'true';
}

pause.addEventListener('click', () => {
  pause.setAttribute('aria-pressed', String(!paused()));
  live.hidden = paused();
  void refresh();
});
document.addEventListener('visibilitychange', () => void refresh());
pause.hidden = false;
live.hidden = false;
setInterval(refresh, EVERY_MS);

/** Text size and contrast change at once; the cookie follows, so the next page comes that way. */

const KEY = 'tro-ly-2g-view';
const NORMAL = 1;
const LARGEST = 4;

/**
 * @param {HTMLFormElement} form with the buttons A−, A, A+, contrast and language
 * @param {((lang: string) => Promise<unknown>) | undefined} tell in another site's frame, where there
 *   is no cookie: tells the server of a new language
 */
export function startDisplay(form, tell) {
  const root = document.documentElement;
  if (tell !== undefined) restore(root);
  else if (matchMedia('(prefers-contrast: more)').matches) root.dataset.contrast ??= 'more';
  showContrast(form, root);
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    if (button.name === 'lang') {
      if (tell === undefined) return;
      event.preventDefault();
      const reload = () => location.assign(`/chat?embed=1&lang=${button.value}`);
      tell(button.value).then(reload, reload);
      return;
    }
    event.preventDefault();
    if (button.name === 'size') root.dataset.size = String(sizeAfter(root, button.value));
    else setContrast(root, button.value === 'more');
    const body = new URLSearchParams({ [button.name]: button.value });
    showContrast(form, root);
    keep(root);
    const headers = { Accept: 'application/json' };
    fetch(form.action, { method: 'POST', body, headers, keepalive: true }).catch(() => {});
  });
}

/** @param {HTMLElement} root @param {string} change */
function sizeAfter(root, change) {
  const size = Number(root.dataset.size ?? NORMAL);
  if (change === 'normal') return NORMAL;
  return change === 'smaller' ? Math.max(0, size - 1) : Math.min(LARGEST, size + 1);
}

/** @param {HTMLElement} root @param {boolean} more */
function setContrast(root, more) {
  if (more) root.dataset.contrast = 'more';
  else delete root.dataset.contrast;
}

/** @param {HTMLFormElement} form @param {HTMLElement} root */
function showContrast(form, root) {
  const button = form.querySelector('button[name=contrast]');
  if (!(button instanceof HTMLButtonElement)) return;
  const more = root.dataset.contrast === 'more';
  button.setAttribute('aria-pressed', String(more));
  button.value = more ? 'normal' : 'more';
}

/** @param {HTMLElement} root */
function keep(root) {
  try {
    localStorage.setItem(KEY, `${root.dataset.size}.${root.dataset.contrast ?? 'normal'}`);
  } catch {
    // Storage may be switched off: then the choice holds for this page.
  }
}

/** @param {HTMLElement} root */
function restore(root) {
  try {
    const [size, contrast] = (localStorage.getItem(KEY) ?? '').split('.');
    if (/^[0-4]$/.test(size ?? '')) root.dataset.size = size;
    setContrast(root, contrast === 'more');
  } catch {
    // As above.
  }
}

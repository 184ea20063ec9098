/** A button below each password that shows what was typed; without this script there is none. */

const template = document.getElementById('show-password');
if (!(template instanceof HTMLTemplateElement)) throw new Error('no #show-password');

for (const input of document.querySelectorAll('input[type="password"]')) {
  if (input instanceof HTMLInputElement) input.after(buttonFor(input, template));
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLTemplateElement} blank
 */
function buttonFor(input, blank) {
  const button = /** @type {HTMLButtonElement} */ (
    document.importNode(blank.content, true).firstElementChild
  );
  // There may be two on a page: for whom the button is only heard, its name says whose it is.
  const name = button.querySelector('span');
  if (name !== null) name.textContent = ` ${input.labels?.[0]?.textContent ?? ''}`;
  /** @param {boolean} shown */
  const show = (shown) => {
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  };
  button.addEventListener('click', () => show(input.type === 'password'));
  // Browsers remember what was typed into plain text fields.
  input.form?.addEventListener('submit', () => show(false));
  return button;
}

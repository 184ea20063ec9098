/** The place to write: Enter sends, it grows with the text, and gives way to the answer. */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} field
 * @param {{ send: (text: string) => void, pressed: () => void }} to is told of a text to send, and
 *   of each change of it
 */
export function startCompose(form, field, to) {
  const grow = () => {
    field.style.height = '';
    if (field.value !== '') field.style.height = `${field.scrollHeight + 4}px`;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    to.send(text);
    field.value = '';
    grow();
    // On a phone the keyboard would cover the answer.
    if (matchMedia('(pointer: coarse)').matches) field.blur();
    else field.focus();
  });
  field.addEventListener('keydown', (event) => {
    // While an input method is composing a letter, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey) return;
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener('input', () => {
    grow();
    to.pressed();
  });
}

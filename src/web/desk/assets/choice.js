/** What somebody chose for the desk on this computer. */

/** @param {string} key */
export function readChoice(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keepChoice(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be switched off: then nothing is remembered beyond this page.
  }
}

/**
 * The key to the conversation, where there is no cookie: in another site's frame. Elsewhere it is a
 * cookie that no script can read.
 */

const NAME = 'tro-ly-2g-token';

/** @param {boolean} embedded */
export function openKey(embedded) {
  let key = embedded ? read() : null;
  return {
    known: () => key !== null,
    /** @returns {Record<string, string>} */
    header: () => (key === null ? {} : { 'X-Chat-Token': key }),
    /** @param {string} fresh */
    keep(fresh) {
      key = fresh;
      store((storage) => storage.setItem(NAME, fresh));
    },
    drop() {
      key = null;
      store((storage) => storage.removeItem(NAME));
    },
  };
}

function read() {
  let kept = /** @type {string | null} */ (null);
  store((storage) => {
    kept = storage.getItem(NAME);
  });
  return kept;
}

/** @param {(storage: Storage) => void} use */
function store(use) {
  try {
    use(localStorage);
  } catch {
    // Browsers may deny a frame all storage: then the conversation ends with the page.
  }
}

/** What came of a list: the counts, the table, the file to take home. */
import { writeTable } from './table.js';

/** @typedef {{ tone: 'bad' | 'care' | 'unknown' | 'good', sign: string, why: string, next: string, source: string }} Words */
/** @typedef {{ query: string, name: string, network: string, likely: boolean, words: number }} Row */
/** @typedef {{ rows: Row[], words: Words[] }} Report */
/** A list, and in which column its handsets stand. @typedef {{ names: string[], rows: string[][], column: number }} List */

/** More rows would make a cheap phone crawl; the file holds all. */
const MOST_SHOWN = 1000;
const TONES = ['bad', 'care', 'unknown', 'good'];

/** @param {string} id @returns {HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {{ texts: Record<string, string>, columns: string[], file: string }} setting */
export function results({ texts, columns, file }) {
  /** @type {List} */
  let list = { names: [], rows: [], column: 0 };
  /** @type {{ row: Row, words: Words }[]} */
  let checked = [];
  /** By sign, how many. @type {Map<string, { words: Words, count: number }>} */
  let groups = new Map();
  const download = /** @type {HTMLAnchorElement} */ (part('download'));

  download.addEventListener('click', () => {
    URL.revokeObjectURL(download.href);
    download.href = URL.createObjectURL(writeTable(table()));
    download.download = file;
  });

  /** The list as it came, its handsets masked, and behind it what was found. */
  function table() {
    const others = list.names.map((_, at) => at).filter((at) => at !== list.column);
    const rows = checked.map(({ row, words }, at) => [
      ...others.map((other) => list.rows[at]?.[other] ?? ''),
      ...[row.query, row.name, row.network, words.sign, words.why, words.next, words.source],
    ]);
    return [[...others.map((at) => list.names[at] ?? ''), ...columns], ...rows];
  }

  function showGroups() {
    const sorted = [...groups.values()].sort(
      (left, right) => TONES.indexOf(left.words.tone) - TONES.indexOf(right.words.tone),
    );
    part('groups').replaceChildren(
      ...sorted.map(({ words, count }) => {
        const item = copy('group');
        item.className = words.tone;
        showSign(item, words);
        put(item, 'b', (texts.count ?? '').replace('{number}', String(count)));
        put(item, '.why', words.tone === 'unknown' ? '' : words.why);
        put(item, '.src', words.source);
        return item;
      }),
    );
  }

  return {
    /** A new list. @param {List} next */
    start(next) {
      list = next;
      checked = [];
      groups = new Map();
      part('rows').replaceChildren();
      part('groups').replaceChildren();
      part('first-rows').hidden = true;
      part('result').hidden = false;
    },

    /** The next part of it. @param {Report} report */
    add({ rows, words }) {
      for (const row of rows) {
        const said = words[row.words];
        if (said === undefined) continue;
        const group = groups.get(said.sign) ?? { words: said, count: 0 };
        group.count += 1;
        groups.set(said.sign, group);
        checked.push({ row, words: said });
        if (checked.length <= MOST_SHOWN) part('rows').append(tableRow(row, said, checked.length));
      }
      showGroups();
      if (checked.length <= MOST_SHOWN) return;
      part('first-rows').hidden = false;
      part('first-rows').textContent = (texts['first-rows'] ?? '').replace(
        '{count}',
        String(MOST_SHOWN),
      );
    },

    finish() {
      part('result-title').focus();
    },
  };
}

/** @param {Row} row @param {Words} words @param {number} number */
function tableRow(row, words, number) {
  const item = copy('row');
  put(item, '.number', String(number));
  put(item, '.query', row.query);
  put(item, '.name span', row.name);
  put(item, '.name b', row.network);
  if (!row.likely) item.querySelector('small')?.remove();
  item.querySelector('.verdict')?.setAttribute('class', `verdict ${words.tone}`);
  showSign(item, words);
  put(item, '.next', words.tone === 'unknown' ? `${words.why} ${words.next}` : words.next);
  return item;
}

/** @param {Element} item @param {Words} words */
function showSign(item, { tone, sign }) {
  item.querySelector('use')?.setAttribute('href', `#i-${tone}`);
  put(item, 'svg + span', sign);
}

/** @param {string} id of a template @returns {Element} */
function copy(id) {
  const { content } = /** @type {HTMLTemplateElement} */ (part(id));
  const [first] = /** @type {DocumentFragment} */ (content.cloneNode(true)).children;
  if (first === undefined) throw new Error(`template #${id} is empty`);
  return first;
}

/** @param {Element} item @param {string} selector @param {string} text */
function put(item, selector, text) {
  const place = item.querySelector(selector);
  if (place !== null) place.textContent = text;
}

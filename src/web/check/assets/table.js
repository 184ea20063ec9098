/** Tables as files and spreadsheets hold them: read here, so that only one column leaves the device. */

const MARKS = [',', ';', '\t', '|'];
/** How columns that name handsets are called, in lists as people make them; the better ones first. */
const HANDSET_COLUMNS = [
  /(tên|loại|dòng|đời|mẫu) (máy|điện thoại|thiết bị)|\bmodel\b|\b(hand)?set\b|\bdevice\b/i,
  /^(máy|thiết bị|phone)$/i,
  /\bimei\b|\btac\b/i,
];

/**
 * @param {ArrayBuffer} bytes
 * @returns {string} UTF-8, or UTF-16 as Excel's "Unicode text", or else the Vietnamese code page
 */
export function decode(bytes) {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1258').decode(bytes).normalize();
  }
}

/**
 * Whether what was decoded is no text: spreadsheets in their own format are archives, which begin
 * with the mark of a zip, and no text holds a NUL.
 *
 * @param {string} text
 */
export function isForeign(text) {
  return text.startsWith('PK\u0003\u0004') || text.includes('\0');
}

/**
 * The rows of a table; one of a single column is a list. Empty lines are left out.
 *
 * @param {string} text
 * @param {string[]} [marks] what may part the columns
 * @returns {string[][]}
 */
export function readTable(text, marks = MARKS) {
  const head = (/^.*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (/** @type {string} */ mark) => head.split(mark).length;
  const [mark = ''] = [...marks].sort((left, right) => count(right) - count(left));
  const rows = count(mark) > 1 ? cells(text, mark) : text.split(/\r\n|\n|\r/).map((line) => [line]);
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
}

/** RFC 4180 with any mark; a quotation mark inside of a cell belongs to it. @param {string} text @param {string} mark */
function cells(text, mark) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    const next = text[at + 1];
    if (quoted) {
      if (letter === '"' && next !== '"') quoted = false;
      else cell += letter;
      if (letter === '"' && next === '"') at += 1;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === mark || letter === '\n' || letter === '\r') {
      row.push(cell);
      cell = '';
      if (letter === mark) continue;
      rows.push(row);
      row = [];
      if (letter === '\r' && next === '\n') at += 1;
    } else cell += letter;
  }
  rows.push([...row, cell]);
  return rows;
}

/**
 * Where the handsets stand, as far as the names of the columns tell.
 *
 * @param {string[]} names
 * @returns {number} -1 when they do not
 */
export function handsetColumn(names) {
  const plain = names.map((name) => (/\d{2}/.test(name) ? '' : name.trim().normalize()));
  for (const pattern of HANDSET_COLUMNS) {
    const at = plain.findIndex((name) => pattern.test(name));
    if (at >= 0) return at;
  }
  return -1;
}

/**
 * A table that Excel opens with its accents. What it would take for a formula gets an apostrophe
 * in front: lists come from strangers.
 *
 * @param {string[][]} rows
 */
export function writeTable(rows) {
  const lines = rows.map((row) => row.map(quote).join(','));
  return new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}

/** @param {string} text */
function quote(text) {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

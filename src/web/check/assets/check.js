/** Checks a list in parts, so that a slow line shows progress and a broken one loses nothing. */
import { results } from './results.js';
import { decode, handsetColumn, isForeign, readTable } from './table.js';

const TIMEOUT_MS = 30_000;

/** @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
function part(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`no #${id}`);
}

const setting = JSON.parse(part('main', HTMLElement).dataset.setting ?? '{}');
/** @type {Record<string, string>} */
const texts = setting.texts;
const form = part('list-form', HTMLFormElement);
const field = part('list', HTMLTextAreaElement);
const file = part('file', HTMLInputElement);
const columns = part('columns', HTMLElement);
const column = part('column', HTMLSelectElement);
const header = part('header', HTMLInputElement);
const carrier = part('carrier', HTMLSelectElement);
const stop = part('stop', HTMLButtonElement);
const resume = part('resume', HTMLButtonElement);
const bar = part('bar', HTMLProgressElement);
const found = results(setting);

// === What is to be checked ===

/** @type {string[][] | null} the chosen file's rows; without one the field counts */
let fileRows = null;

function rowsNow() {
  return fileRows ?? readTable(field.value, ['\t']);
}

/** Asks for the column where there is more than one. */
function askColumn() {
  const [first = []] = rowsNow();
  columns.hidden = first.length < 2;
  const guess = handsetColumn(first);
  header.checked = guess >= 0 || !first.some((cell) => /\d/.test(cell));
  column.replaceChildren(
    ...first.map((cell, at) => new Option(cell.trim() || numbered(at), `${at}`)),
  );
  column.value = `${Math.max(0, guess)}`;
}

/** @param {number} at */
function numbered(at) {
  return say('column-number', { number: at + 1 });
}

/** @returns {import('./results.js').List} */
function listNow() {
  const rows = rowsNow();
  const [first = []] = rows;
  const named = first.length < 2 ? handsetColumn(first) >= 0 : header.checked;
  return {
    names: first.map((cell, at) => (named ? cell : numbered(at))),
    rows: named ? rows.slice(1) : rows,
    column: first.length < 2 ? 0 : Number(column.value),
  };
}

async function readFile() {
  const [chosen] = file.files ?? [];
  fileRows = null;
  notice('');
  if (chosen === undefined) return;
  const tooLarge = chosen.size > setting.largestFile;
  const text = tooLarge ? '' : decode(await chosen.arrayBuffer());
  if (tooLarge) refuseFile('notice.file-size');
  else if (isForeign(text) || /\.(xls|xlsx|ods|docx?|pdf|zip)$/i.test(chosen.name))
    refuseFile('notice.file-kind');
  else fileRows = readTable(text);
}

/** @param {string} why */
function refuseFile(why) {
  file.value = '';
  notice(why);
}

// === Checking ===

/** @type {{ list: import('./results.js').List, lines: string[], carrier: string, done: number, stopper: AbortController } | null} */
let job = null;

function start() {
  const list = listNow();
  const lines = list.rows.map((row) => (row[list.column] ?? '').slice(0, setting.lineLength));
  const tooMany = fileRows === null && lines.length > setting.most;
  const refusal = lines.length === 0 ? 'notice.empty' : tooMany ? 'notice.too-many' : '';
  notice(refusal);
  if (refusal !== '') return;
  job?.stopper.abort();
  job = { list, lines, carrier: carrier.value, done: 0, stopper: new AbortController() };
  found.start(list);
  part('progress', HTMLElement).hidden = false;
  part('progress', HTMLElement).scrollIntoView({ block: 'nearest' });
  run();
}

async function run() {
  const own = job;
  if (own === null) return;
  notice('');
  own.stopper = new AbortController();
  const { signal } = own.stopper;
  working(true);
  while (own.done < own.lines.length) {
    const report = await check(
      own.lines.slice(own.done, own.done + setting.chunk),
      own.carrier,
      signal,
    );
    if (signal.aborted) return;
    if (report === null) return pause();
    own.done += report.rows.length;
    found.add(report);
    progress('progress', own);
  }
  working(false);
  resume.hidden = true;
  part('said', HTMLElement).textContent = progress('done', own);
  found.finish();
}

/**
 * One part of the list; null when it could not be done now, with the notice why.
 *
 * @param {string[]} lines @param {string} carrier @param {AbortSignal} signal
 * @returns {Promise<import('./results.js').Report | null>}
 */
async function check(lines, carrier, signal) {
  const response = await fetch(`/kiem-tra/lines?lang=${document.documentElement.lang}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ carrier, lines }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch(() => null);
  if (signal.aborted) return null;
  if (response === null) return notice('notice.offline');
  if (response.status === 429) {
    await new Promise((done) =>
      setTimeout(done, 1000 * Number(response.headers.get('retry-after') ?? 1)),
    );
    return signal.aborted ? null : check(lines, carrier, signal);
  }
  if (!response.ok) return notice('notice.failed');
  return response.json().catch(() => notice('notice.offline'));
}

function pause() {
  working(false);
  resume.hidden = false;
  if (job !== null) part('said', HTMLElement).textContent = progress('stopped', job);
}

/** @param {boolean} busy */
function working(busy) {
  stop.hidden = !busy;
  if (busy) resume.hidden = true;
}

/** @param {string} key @param {{ done: number, lines: string[] }} of */
function progress(key, { done, lines }) {
  const words = say(key, { done, all: lines.length });
  part('done', HTMLElement).textContent = words;
  bar.max = lines.length;
  bar.value = done;
  return words;
}

// === Words ===

/** @param {string} key @param {Record<string, number>} values */
function say(key, values) {
  const { lang } = document.documentElement;
  return (texts[key] ?? '').replace(/\{(\w+)\}/g, (_, name) =>
    (values[name] ?? 0).toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB'),
  );
}

/** @param {string} key of a sentence; empty takes the last one away @returns {null} */
function notice(key) {
  const box = part('notice', HTMLElement);
  const words = box.querySelector('span');
  if (words !== null) words.textContent = texts[key] ?? '';
  box.hidden = key === '';
  if (key !== '') box.scrollIntoView({ block: 'nearest' });
  return null;
}

// === The page ===

part('with-file', HTMLElement).hidden = false;
file.addEventListener('change', () => readFile().then(askColumn));
field.addEventListener('input', askColumn);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  start();
});
stop.addEventListener('click', () => {
  job?.stopper.abort();
  pause();
});
resume.addEventListener('click', run);
askColumn();

/** @type {typeof import('../../chat/assets/display.js')} */
const { startDisplay } = await import(setting.display);
startDisplay(part('display', HTMLFormElement), undefined);

/** The page for lists as a value. */
import type { Say } from '../../content/texts.ts';
import type { Day } from '../../day.ts';
import type { Display } from '../chat/display.ts';
import { frame, type PageSetting } from '../chat/page.ts';
import { COLUMNS, writeCsv } from './csv.ts';
import { CHUNK_LINES, LARGEST_FILE, LINE_LENGTH, MOST_LINES } from './input.ts';
import { type Report, summarize } from './report.ts';

export interface CheckPageSetting extends Pick<PageSetting, 'content' | 'assets'> {
  /** Where this page's own style sheet and script are. */
  readonly own: string;
}

/** What differs from one request to the next. */
export interface CheckPageRequest {
  readonly display: Display;
  readonly on: Day;
  readonly carrier: string | undefined;
  /** Key of a notice below `check.notice.`: what went wrong, what was left out. */
  readonly notice: string | null;
  /** The checked list, if one was sent. */
  readonly report: Report | null;
}

/** Texts that the page's script says; it fills in what stands in `{braces}`. */
const SCRIPT_TEXTS = [
  'progress',
  'done',
  'stopped',
  'first-rows',
  'column-number',
  'likely',
  'notice.empty',
  'notice.too-many',
  'notice.file-size',
  'notice.file-kind',
  'notice.offline',
  'notice.failed',
] as const;

/** The values behind `views/check.eta`. */
export function checkPage(setting: CheckPageSetting, request: CheckPageRequest) {
  const { content, own } = setting;
  const { display, on, carrier, notice, report } = request;
  const page = frame(setting, display);
  const say = content.texts.say(display.locale);
  const c: Say = (key, values) => say(`check.${key}`, values);
  return {
    ...page,
    heading: c('title'),
    settings: '/kiem-tra/settings',
    own,
    c,
    notice: notice === null ? null : c(`notice.${notice}`),
    carriers: [...content.carriers.values()].map(({ id, name }) => ({
      id,
      name,
      chosen: id === carrier,
    })),
    report: report === null ? null : shown(report, on, say),
    setting: JSON.stringify(scriptSetting(setting, say, on)),
  };
}

function shown(report: Report, on: Day, say: Say) {
  const { rows, words } = report;
  return {
    groups: summarize(report),
    rows: rows.map((row, at) => ({ ...row, number: at + 1, said: words[row.words] })),
    download: `data:text/csv;charset=utf-8,${encodeURIComponent(writeCsv(report, say))}`,
    file: fileName(on, say),
  };
}

function fileName(on: Day, say: Say): string {
  return `${say('check.file-name')}-${on}.csv`;
}

function scriptSetting({ assets }: CheckPageSetting, say: Say, on: Day) {
  return {
    display: `${assets}/display.js`,
    chunk: CHUNK_LINES,
    most: MOST_LINES,
    lineLength: LINE_LENGTH,
    largestFile: LARGEST_FILE,
    file: fileName(on, say),
    columns: COLUMNS.map((column) => say(`check.column.${column}`)),
    texts: {
      ...Object.fromEntries(SCRIPT_TEXTS.map((key) => [key, say(`check.${key}`)])),
      count: say('check.count', { number: '{number}' }),
    },
  };
}

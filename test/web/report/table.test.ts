import { describe, expect, it } from 'vitest';
import {
  countCell,
  minutesCell,
  NOTHING,
  shareCell,
  sheetOf,
  sorted,
  type Table,
  type Words,
} from '../../../src/web/report/table.ts';
import { webContent } from '../../helpers/web-content.ts';

const words: Words = { locale: 'vi', say: webContent.texts.say('vi') };
const english: Words = { locale: 'en', say: webContent.texts.say('en') };

describe('cells', () => {
  it.each([
    [0, '0 phút', '0 min'],
    [59, '59 phút', '59 min'],
    [60, '1 giờ', '1 h'],
    [3770, '62 giờ 50 phút', '62 h 50 min'],
  ])('write %i minutes as people say them', (minutes, vi, en) => {
    expect(minutesCell(words, minutes).text).toBe(vi);
    expect(minutesCell(english, minutes).text).toBe(en);
  });

  it('write numbers as each language does', () => {
    expect(countCell(words, 1234567).text).toBe('1.234.567');
    expect(countCell(english, 1234567).text).toBe('1,234,567');
  });

  it('say of how many a share is', () => {
    expect(shareCell(words, 1, 3)).toEqual({ text: '33% (1/3)', value: 33, bar: 33 });
  });

  it('stay empty where there is nothing to say', () => {
    expect(shareCell(words, 0, 0)).toEqual(NOTHING);
    expect(minutesCell(words, null)).toEqual(NOTHING);
  });

  it('have a bar as long as their part of the greatest', () => {
    expect(countCell(words, 3, 4).bar).toBe(75);
    expect(countCell(words, 0, 0).bar).toBe(0);
  });
});

const table: Table = {
  id: 'topic',
  title: '',
  rowName: 'Việc',
  columns: [
    { id: 'opened', label: 'Phiếu', unit: 'count' },
    { id: 'waiting-half', label: 'Chờ', unit: 'minutes' },
  ],
  rows: [
    { name: 'Đổi SIM', cells: [countCell(words, 2), minutesCell(words, 90)] },
    { name: 'Âm thanh', cells: [countCell(words, 10), minutesCell(words, null)] },
    { name: 'Cước', cells: [countCell(words, 1), minutesCell(words, 5)] },
  ],
  sortable: true,
  definitions: [],
};

describe('a table', () => {
  const names = (column: string, direction: 'ascending' | 'descending', of = table) =>
    sorted(of, { table: 'topic', column, direction }, 'vi').rows.map(({ name }) => name);

  it('is sorted by its figures, not by how they are written', () => {
    expect(names('opened', 'ascending')).toEqual(['Cước', 'Đổi SIM', 'Âm thanh']);
    expect(names('opened', 'descending')).toEqual(['Âm thanh', 'Đổi SIM', 'Cước']);
  });

  it('is sorted by names as Vietnamese has them', () => {
    expect(names('name', 'ascending')).toEqual(['Âm thanh', 'Cước', 'Đổi SIM']);
  });

  it('has rows without a figure last in either order', () => {
    expect(names('waiting-half', 'ascending')).toEqual(['Cước', 'Đổi SIM', 'Âm thanh']);
    expect(names('waiting-half', 'descending')).toEqual(['Đổi SIM', 'Cước', 'Âm thanh']);
  });

  it('stays as it is when another one is to be sorted, or it has an order of its own', () => {
    const own = { ...table, sortable: false };
    expect(sorted(own, { table: 'topic', column: 'opened', direction: 'ascending' }, 'vi')).toBe(
      own,
    );
    expect(sorted(table, { table: 'desk', column: 'opened', direction: 'ascending' }, 'vi')).toBe(
      table,
    );
    expect(sorted(table, null, 'vi')).toBe(table);
  });

  it('goes into a spreadsheet as bare numbers with their unit in the heading', () => {
    expect(sheetOf(table, words)).toEqual([
      ['Việc', 'Phiếu', 'Chờ (phút)'],
      ['Đổi SIM', '2', '90'],
      ['Âm thanh', '10', ''],
      ['Cước', '1', '5'],
    ]);
  });
});

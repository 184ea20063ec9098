import { describe, expect, it } from 'vitest';
import {
  parseHandsets,
  parseTacs,
  parseVolteList,
  type Table,
  type TacRow,
} from '../../src/content/handset.ts';
import { checkHandsets } from '../../src/content/handset-check.ts';
import { expandFamilies, type HandsetFamily } from '../../src/content/handset-family.ts';

const HEADER = 'key,brand,model,variant,aliases,year,network,volte,sold_in_vn,confidence,source';
const NO_TACS: Table<TacRow> = { file: 'tac.csv', rows: [], lines: [], problems: [] };

function problems(lines: string[], families: HandsetFamily[] = [], tacs = NO_TACS): string[] {
  const table = parseHandsets([HEADER, ...lines].join('\n'), 'handsets.csv');
  expect(table.problems).toEqual([]);
  return checkHandsets(table, families, tacs).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );
}

describe('reading a table', () => {
  it('keeps the good rows and says on which line the others stand', () => {
    const table = parseHandsets(
      `${HEADER}\nnokia-1280,Nokia,1280,,rm-647;x,2009,2G,no,yes,high,a\nbad,Nokia,1,,,2009,9G,no,yes,high,a\n`,
      'handsets.csv',
    );
    expect(table.rows).toMatchObject([
      { key: 'nokia-1280', aliases: ['rm-647', 'x'], year: 2009, variant: null },
    ]);
    expect(table.problems).toMatchObject([{ file: 'handsets.csv', line: 3 }]);
    expect(table.problems[0]?.message).toContain('network');
  });

  it('says what is wrong with a line that is no row at all', () => {
    expect(parseTacs('tac,brand,model,keys\n49015420,Nokia\n', 'tac.csv').problems).toMatchObject([
      { line: 2 },
    ]);
    expect(parseTacs('tac,brand,model,keys\n"4901,Nokia\n', 'tac.csv').rows).toEqual([]);
  });

  it('takes a carrier’s VoLTE list', () => {
    const list = parseVolteList(
      'key,volte,source,as_of\noppo-a37,no,Văn bản,2026-10\n',
      'volte/vina.csv',
    );
    expect(list.rows).toEqual([
      { key: 'oppo-a37', volte: 'no', source: 'Văn bản', as_of: '2026-10' },
    ]);
    expect(
      parseVolteList('key,volte,source,as_of\noppo-a37,maybe,x,2026\n', 'f').problems,
    ).toHaveLength(1);
  });
});

describe('contradictions between rows', () => {
  it('a clean table has none', () => {
    expect(problems(['nokia-1280,Nokia,1280,,,2009,2G,no,yes,high,a'])).toEqual([]);
  });

  it.each([
    [
      'the same name with two networks and no variant',
      ['a,Nokia,300,,,2012,2G,no,yes,high,a', 'b,Nokia,300,,,2012,3G,no,yes,high,a'],
      'handsets.csv:3 b: the same name as a with another network and no variant',
    ],
    [
      'a 2G phone sold new after the import stop',
      ['a,Nokia,300,,,2023,2G,no,yes,high,a'],
      'handsets.csv:2 a: 2G only, yet sold here new in 2023',
    ],
    [
      'a 2G phone with VoLTE',
      ['a,Nokia,300,,,2012,2G,yes,yes,high,a'],
      'handsets.csv:2 a: VoLTE "yes" without 4G',
    ],
    [
      'a "4G" in the name of a 2G phone',
      ['a,Nokia,300 4G,,,2012,2G,no,yes,high,a'],
      'handsets.csv:2 a: named 4G, yet its network is 2G',
    ],
    [
      'a key that stands twice',
      ['a,Nokia,300,,,2012,2G,no,yes,high,a', 'a,Nokia,301,,,2012,2G,no,yes,high,a'],
      'handsets.csv:3 a: this key stands twice',
    ],
    [
      'a code of two phones',
      ['a,Oppo,A3,,CPH1837,2018,3G,no,yes,high,a', 'b,Oppo,A5,,CPH1837,2018,4G,no,yes,high,a'],
      'handsets.csv:3 b: code CPH1837 belongs to a',
    ],
    [
      'a name that covers two networks without a question',
      ['a,Nokia,300,,,2012,2G,no,yes,high,a', 'b,Nokia,300 classic,,,2013,3G,no,yes,high,a'],
      'handsets.csv:2 a: "300" covers 300 (2G), 300 classic (3G), and no family asks which',
    ],
  ])('%s', (_what, lines, expected) => {
    expect(problems(lines).some((problem) => problem.startsWith(expected))).toBe(true);
  });

  it('a TAC of a phone that is not in the table', () => {
    const tacs = parseTacs('tac,brand,model,keys\n49015420,Nokia,3310,nokia-3310\n', 'tac.csv');
    expect(problems(['a,Nokia,300,,,2012,2G,no,yes,high,a'], [], tacs)).toEqual([
      'tac.csv:2 49015420: no handset "nokia-3310"',
    ]);
  });
});

describe('families', () => {
  const file = (answers: Record<string, string[]>, question = 'sign') => ({
    questions: {
      sign: {
        text: { vi: '{{name}} có chữ 4G không?' },
        choices: {
          yes: { label: { vi: 'Có' }, certainty: 'likely' as const },
          no: { label: { vi: 'Không' }, certainty: 'likely' as const },
        },
      },
    },
    families: [{ key: 'nokia-300', name: 'Nokia 300', question, put: {}, answers }],
  });
  const rows = [
    'nokia-300-2012,Nokia,300,,,2012,2G,no,yes,high,a',
    'nokia-300-4g,Nokia,300 4G,,,2020,4G,yes,yes,high,a',
  ];

  it('answer what their rows leave open', () => {
    const families = expandFamilies(file({ yes: ['nokia-300-4g'], no: ['nokia-300-2012'] }));
    expect(problems(rows, families)).toEqual([]);
    expect(families[0]?.question.vi).toBe('Nokia 300 có chữ 4G không?');
  });

  it('may not name a phone that is not there', () => {
    const families = expandFamilies(file({ yes: ['nokia-300-4g'], no: ['nokia-301'] }));
    expect(problems(rows, families).join('\n')).toContain('nokia-300: no handset "nokia-301"');
  });

  it('may not leave an old and a new network after an answer', () => {
    const families = expandFamilies(file({ yes: ['nokia-300-4g', 'nokia-300-2012'] }));
    expect(problems(rows, families).join('\n')).toContain('the answer "yes" leaves handsets');
  });

  it('may not use a question or a choice that does not exist', () => {
    expect(() => expandFamilies(file({ yes: ['a'] }, 'colour'))).toThrow(RangeError);
    expect(() => expandFamilies(file({ perhaps: ['a'] }))).toThrow('has no choice "perhaps"');
  });
});

import { describe, expect, it } from 'vitest';
import { parseHandsets, parseTacs, parseVolteList } from '../../src/content/handset.ts';
import { buildCatalogue } from '../../src/content/handset-catalogue.ts';
import type { Finding, ImportKind, ImportPlan } from '../../src/content/handset-import.ts';
import { planCertified } from '../../src/content/handset-import-certified.ts';
import { readList } from '../../src/content/handset-import-list.ts';
import { listedFinder } from '../../src/content/handset-import-match.ts';
import { planTacs } from '../../src/content/handset-import-tac.ts';
import { planVolte } from '../../src/content/handset-import-volte.ts';

const HANDSETS = `key,brand,model,variant,aliases,year,network,volte,sold_in_vn,confidence,source
masstel-izi-100,Masstel,izi 100,,,,2G,no,unknown,low,shop
nokia-105-2013,Nokia,105,,rm-908,2013,2G,no,yes,high,copies
nokia-105-2019,Nokia,105 (2019),,TA-1174,2019,2G,no,yes,high,copies
nokia-105-2022,Nokia,105 (2022),,TA-1464,2022,2G,no,unknown,high,"copies, agreed"
nokia-105-4g,Nokia,105 4G,,TA-1378,2021,4G,yes,yes,high,copies
samsung-galaxy-j7-h,Samsung,Galaxy J7,SM-J700H,J700H;SM-J700H,2015,3G,no,yes,high,copies
samsung-galaxy-j7-lte,Samsung,Galaxy J7,varies: 4G,J7;SM-J700F,2015,4G,unknown,yes,low,copies
samsung-galaxy-j7-prime,Samsung,Galaxy J7 Prime,,SM-G610F,2016,4G,unknown,yes,high,copies
samsung-i9505-galaxy-s4,Samsung,I9505 Galaxy S4,,GT-I9505,2013,4G,unknown,yes,high,copies
`;
const TACS = `tac,brand,model,keys
01000001,Nokia,105,nokia-105-2013
01000002,Samsung,Galaxy S4,samsung-i9505-galaxy-s4
`;

const tacs = parseTacs(TACS, 'tac.csv').rows;
const catalogue = buildCatalogue(parseHandsets(HANDSETS, 'handsets.csv').rows, [], tacs);
const find = listedFinder(catalogue);
const SOURCE = { title: 'list', asOf: '2024-09-10' };

const list = (kind: ImportKind, text: string) => readList(kind, text, 'list.csv');
const certified = (text: string, csv = HANDSETS) =>
  planCertified(list('tqc', text), { catalogue, csv }, find, SOURCE);
const volte = (text: string, before = '') =>
  planVolte(list('volte', text), parseVolteList(before, 'v.csv').rows, find, SOURCE);
const tac = (text: string, kind: ImportKind = 'tac') =>
  planTacs(
    list(kind, text),
    { before: kind === 'tac' ? [] : tacs, known: catalogue.tacs, withSource: kind === 'tac' },
    find,
    SOURCE,
  );

function findings({ findings: found }: ImportPlan): string[] {
  return found.map(({ kind, line, text }: Finding) => `${line} ${kind}: ${text}`);
}

/** Lines of the new table that the old one has not. */
function addedLines({ text }: ImportPlan, before: string): string[] {
  const old = new Set(before.split('\n'));
  return (text ?? '').split('\n').filter((line) => !old.has(line));
}

describe('a list of handsets certified as 2G only', () => {
  it('adds models of known makers and confirms rows, each with its source', () => {
    const plan = certified(
      'Hãng sản xuất;Tên máy\nMasstel;Fami X1\nNokia;105 (TA-1174)\nMasstel;izi 100',
    );
    expect(findings(plan)).toEqual([
      '2 new: Masstel Fami X1 → masstel-fami-x1 (2G)',
      '3 changed: nokia-105-2019: source + "certified 2G only: list, 2024-09-10"',
      '4 changed: masstel-izi-100: sold_in_vn unknown → yes, confidence low → high, source + "certified 2G only: list, 2024-09-10"',
    ]);
    expect(addedLines(plan, HANDSETS)).toEqual([
      'masstel-fami-x1,Masstel,Fami X1,,,,2G,no,yes,high,"certified 2G only: list, 2024-09-10"',
      'masstel-izi-100,Masstel,izi 100,,,,2G,no,yes,high,"shop | certified 2G only: list, 2024-09-10"',
      'nokia-105-2019,Nokia,105 (2019),,TA-1174,2019,2G,no,yes,high,"copies | certified 2G only: list, 2024-09-10"',
    ]);
  });

  it('leaves all other lines as they are', () => {
    const { text } = certified('brand,model\nMasstel,Fami X1');
    expect(
      text
        ?.split('\n')
        .filter((line) => !line.startsWith('masstel-fami-x1'))
        .join('\n'),
    ).toBe(HANDSETS);
  });

  it('never calls a newer handset 2G: it lists the contradiction', () => {
    const plan = certified('brand,model\nSamsung,Galaxy J7 Prime\nSamsung,Galaxy J7\nNokia,105 4G');
    expect(findings(plan)).toEqual([
      '2 contradiction: Samsung Galaxy J7 Prime is certified as 2G only, we say samsung-galaxy-j7-prime (4G)',
      '3 contradiction: Samsung Galaxy J7 is certified as 2G only, we say samsung-galaxy-j7-h (3G), samsung-galaxy-j7-lte (4G)',
      '4 contradiction: Nokia 105 4G is certified as 2G only, we say nokia-105-4g (4G)',
    ]);
    expect(plan.text).toBeNull();
  });

  it('does not say that a 2G handset of 2022 was sold here', () => {
    const plan = certified('brand,model\nNokia,TA-1464');
    expect(addedLines(plan, HANDSETS)).toEqual([
      'nokia-105-2022,Nokia,105 (2022),,TA-1464,2022,2G,no,unknown,high,"copies, agreed | certified 2G only: list, 2024-09-10"',
    ]);
  });

  it('adds no maker that it does not know', () => {
    expect(findings(certified('brand,model\nCông ty ABC,X1'))).toEqual([
      '2 unknown: Công ty ABC X1: no such maker in our table',
    ]);
  });

  it('finds nothing to do the second time', () => {
    const text = 'brand,model\nMasstel,Fami X1\nNokia,TA-1174';
    const once = certified(text).text ?? '';
    const after = buildCatalogue(parseHandsets(once, 'handsets.csv').rows, [], []);
    const again = planCertified(
      list('tqc', text),
      { catalogue: after, csv: once },
      listedFinder(after),
      SOURCE,
    );
    expect(again.findings.map(({ kind }) => kind)).toEqual(['same', 'same']);
    expect(again.text).toBeNull();
  });
});

describe("a carrier's list of VoLTE handsets", () => {
  it('becomes rows of its own, sorted, with source and day', () => {
    const plan = volte('Danh sách máy\nHãng,Model,VoLTE\nSamsung,SM-G610F,Có\nNokia,105 4G,không');
    expect(findings(plan)).toEqual([
      '3 new: Samsung SM-G610F → samsung-galaxy-j7-prime: VoLTE yes',
      '4 new: Nokia 105 4G → nokia-105-4g: VoLTE no, our table says yes',
    ]);
    expect(plan.text).toBe(
      'key,volte,source,as_of\nnokia-105-4g,no,list,2024-09-10\nsamsung-galaxy-j7-prime,yes,list,2024-09-10\n',
    );
    expect(parseVolteList(plan.text ?? '', 'v.csv').problems).toEqual([]);
  });

  it('takes every row as a yes when no column says otherwise', () => {
    expect(volte('brand,model\nSamsung,J7 Prime').text).toBeNull();
    expect(volte('brand,model\nSamsung,Galaxy J7 Prime').text).toContain(
      'samsung-galaxy-j7-prime,yes',
    );
  });

  it('keeps what the carrier said before and shows what it now says differently', () => {
    const before =
      'key,volte,source,as_of\nnokia-105-4g,yes,old,2024-01\nsamsung-galaxy-j7-prime,yes,old,2024-01\nsamsung-i9505-galaxy-s4,no,old,2024-01\n';
    const plan = volte('brand,model,volte\nNokia,105 4G,no\nSamsung,SM-G610F,yes', before);
    expect(findings(plan)).toEqual([
      '2 changed: Nokia 105 4G → nokia-105-4g: VoLTE yes → no',
      '3 changed: Samsung SM-G610F → samsung-galaxy-j7-prime: VoLTE yes, confirmed 2024-09-10',
    ]);
    expect(plan.text).toContain('samsung-i9505-galaxy-s4,no,old,2024-01\n');
  });

  it('applies nothing to a handset without 4G, to a shared name, to an unknown one', () => {
    const plan = volte(
      'brand,model,volte\nNokia,105 (2019),yes\nSamsung,Galaxy J7,yes\nSamsung,Galaxy J7 Ultra,yes\nNokia,105 (2019),no',
    );
    expect(findings(plan)).toEqual([
      '2 contradiction: Nokia 105 (2019) has VoLTE, we say nokia-105-2019 (2G)',
      '3 ambiguous: Samsung Galaxy J7: samsung-galaxy-j7-h (3G), samsung-galaxy-j7-lte (4G)',
      '4 unknown: Samsung Galaxy J7 Ultra',
      '5 same: Nokia 105 (2019)',
    ]);
    expect(plan.text).toBeNull();
  });
});

const GSMA =
  'TAC|Marketing Name|Manufacturer (or) Applicant|Bands|5G Bands|LPWAN|Radio Interface|Brand Name|Model Name\n';

describe('a table of TACs', () => {
  it('takes the code before the name on the box, and cites its source in each row', () => {
    const plan = tac(
      `${GSMA}35000001|Galaxy S4|Samsung Korea|GSM850,LTE FDD BAND 3|||x|Samsung|GT-I9505\n35000002|105|HMD Global|GSM 900||||Nokia|TA-1174\n`,
    );
    expect(findings(plan)).toEqual([
      '2 new: 35000001 Samsung Galaxy S4 → samsung-i9505-galaxy-s4',
      '3 new: 35000002 Nokia 105 → nokia-105-2019',
    ]);
    expect(addedLines(plan, TACS)).toContain(
      '35000002,Nokia,105,nokia-105-2019,"list, 2024-09-10"',
    );
    expect(parseTacs(plan.text ?? '', 'tac.csv').problems).toEqual([]);
  });

  it('tells handsets of one name apart by their bands, and keeps all where it cannot', () => {
    const plan = tac(
      `${GSMA}35000003|Galaxy J7|Samsung|WCDMA 900||||Samsung|Galaxy J7\n35000004|Galaxy J7|Samsung|||||Samsung|Galaxy J7\n`,
    );
    expect(plan.text).toContain('35000003,Samsung,Galaxy J7,samsung-galaxy-j7-h,');
    expect(plan.text).toContain(
      '35000004,Samsung,Galaxy J7,samsung-galaxy-j7-h;samsung-galaxy-j7-lte,',
    );
  });

  it('never changes what contradicts us: other bands, another maker, one TAC twice', () => {
    const plan = tac(
      `${GSMA}35000005|105|Nokia|LTE||||Nokia|TA-1174\n01000002|105|Nokia|GSM||||Nokia|TA-1174\n35000006|105|Nokia|GSM||||Nokia|TA-1174\n35000006|105|Nokia|LTE||||Nokia|TA-1378\n`,
    );
    expect(findings(plan)).toEqual([
      '2 contradiction: 35000005 Nokia 105: 4G in the list, we say 2G (nokia-105-2019)',
      '3 contradiction: 01000002 Nokia 105: samsung-i9505-galaxy-s4 → nokia-105-2019',
      '4 new: 35000006 Nokia 105 → nokia-105-2019',
      '5 contradiction: 35000006 stands twice, also as Nokia 105',
    ]);
    expect(plan.text).toBe(
      'tac,brand,model,keys,source\n35000006,Nokia,105,nokia-105-2019,"list, 2024-09-10"\n',
    );
  });

  const OSMOCOM =
    'Osmocom TAC database under CC-BY-SA v3.0 (c) Harald Welte 2016\ntac,name,name,contributor,comment,gsmarena,gsmarena,aka\n';

  it('reads the Osmocom export, skips rows without a TAC, corrects a row of the same maker', () => {
    const plan = tac(
      `${OSMOCOM}01000001,Nokia,105 (2019),,,,,\n01000003,Nokia,105,,,,,\n123,Foo,Bar,,,,,\n01000004,Nokia,N-Gage,,,,,\n`,
      'osmocom',
    );
    expect(findings(plan)).toEqual([
      '3 changed: 01000001 Nokia 105 (2019): nokia-105-2013 → nokia-105-2019',
      '4 new: 01000003 Nokia 105 → nokia-105-2013, nokia-105-2019, nokia-105-2022',
      '5 skipped: "123" Foo Bar',
      '6 unknown: 01000004 Nokia N-Gage',
    ]);
    expect(plan.text?.split('\n')[0]).toBe('tac,brand,model,keys');
  });

  it('reads the Osmocom export as JSON', () => {
    const json = { brands: { Nokia: { models: [{ '105 4G': { tacs: ['35000007'] } }] } } };
    expect(findings(tac(JSON.stringify(json), 'osmocom'))).toEqual([
      'null new: 35000007 Nokia 105 4G → nokia-105-4g',
    ]);
  });
});

describe('a list that cannot be read', () => {
  it.each<[string, ImportKind, string, RegExp]>([
    [
      'lacks a column',
      'tac',
      'a,b\n1,2\n',
      /no line up to 10 is a header with a column for tac .* and brand .* and model/,
    ],
    [
      'has rows without a name',
      'tqc',
      'brand,model\nNokia,105\nNokia,\n,105\n',
      /line 3: no model; line 4: no brand\. Nothing was written/,
    ],
    [
      'lost the zero of a TAC',
      'tac',
      'tac,brand,model\n1000001,Nokia,105\n',
      /line 2: TAC "1000001" is not eight digits/,
    ],
    [
      'says neither yes nor no',
      'volte',
      'brand,model,volte\nNokia,105,maybe\n',
      /line 2: VoLTE "maybe" is neither yes nor no/,
    ],
    [
      'leaves a quotation mark open',
      'tqc',
      'brand,model\n"Nokia,105\n',
      /cannot be read at line \d/,
    ],
    ['is a spreadsheet', 'tqc', 'PK\u0003\u0004', /is no text: save the spreadsheet as CSV/],
    ['has no rows', 'tqc', 'brand,model\n', /has a header but no rows/],
    ['is other JSON', 'osmocom', '{"a":1}', /is no Osmocom export/],
    ['is half a JSON', 'osmocom', '{"a"', /is no JSON/],
  ])('is refused in one sentence when it %s', (_, kind, text, sentence) => {
    expect(() => list(kind, text)).toThrow(sentence);
    expect(() => list(kind, text)).toThrow(expect.objectContaining({ name: 'UserError' }));
  });

  it('names five rows and counts the rest', () => {
    const text = `brand,model\n${'Nokia,\n'.repeat(7)}`;
    expect(() => list('tqc', text)).toThrow(/line 2: no model; .*line 6: no model; and 2 more\./);
  });
});

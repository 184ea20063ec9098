/** Content of the web tests' own: enough for the pages, and known to the last word. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contactPoint } from '../../src/content/carrier.ts';
import type { Snapshot } from '../../src/content/content.ts';
import { desksSchema } from '../../src/content/desk.ts';
import { buildCatalogue } from '../../src/content/handset-catalogue.ts';
import { intentSchema } from '../../src/content/intent.ts';
import { operatorSchema } from '../../src/content/operator.ts';
import { makeTexts, type TextTree } from '../../src/content/texts.ts';
import type { Locale } from '../../src/message.ts';

const TITLES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  'check-phone': ['Kiểm tra máy', 'Check a phone'],
  'shutdown-when': ['Tắt sóng khi nào', 'When 2G ends'],
  'offer-handset': ['Hỗ trợ đổi máy', 'Support for a phone'],
  reverify: ['Đổi máy bị khoá gọi', 'Blocked after a change'],
  complaint: ['Khiếu nại', 'Complain'],
  'handoff-human': ['Gặp người thật', 'Talk to a person'],
};

export const webContent: Snapshot = {
  intents: new Map(
    Object.entries(TITLES).map(([id, [vi, en]]) => {
      const words = { vi, en };
      return [id, intentSchema.parse({ id, title: words, button: words, examples: { vi: [] } })];
    }),
  ),
  facts: new Map(),
  carriers: new Map(),
  commonOffers: [],
  stateContacts: [
    {
      id: 'desk',
      name: { vi: 'Bàn thử', en: 'Test desk' },
      aliases: [],
      purpose: ['complaint'],
      contacts: ['18000000', '999', '02400000000'].map((value) =>
        contactPoint.parse({
          kind: value.length < 5 ? 'phone-short' : 'phone-free',
          value,
          source: { title: 'Bộ thử', url: null },
          asOf: null,
          confidence: 'official',
        }),
      ),
    },
  ],
  operator: operatorSchema.parse({
    name: { vi: 'Tổ thử nghiệm', en: 'The test team' },
    isSample: false,
    province: { vi: 'Tỉnh thử' },
    desk: { vi: 'bàn thử' },
    privacyContact: null,
    officeHours: [],
  }),
  desks: desksSchema.parse(parse(readFileSync(fileOf('data/desks.yaml'), 'utf8'))),
  canned: [],
  places: [],
  handsets: buildCatalogue([], [], []),
  texts: makeTexts({ vi: readTexts('vi'), en: readTexts('en') }),
  chatWords: new Map(),
  checkedOn: '2026-11-22',
};

function readTexts(locale: Locale): TextTree {
  return JSON.parse(readFileSync(fileOf(`locales/${locale}.json`), 'utf8'));
}

function fileOf(name: string): URL {
  return new URL(`../../${name}`, import.meta.url);
}

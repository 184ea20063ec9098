/** Ready-made replies: filled from the facts of the day, or not offered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/files.ts';
import { fillCanned } from '../../src/content/fill-canned.ts';
import { LOCALES } from '../../src/message.ts';
import { copyContent, edit, errorsIn, lineOf, ownContent } from '../helpers/content.ts';

const SETTING = { on: '2026-11-22', locale: 'vi', carrier: 'Viettel', code: 'TL-7K3M' } as const;

function canned(text: { vi: string; en?: string }) {
  return { id: 'tried', title: { vi: 'Thử' }, text };
}

describe('a ready-made reply', () => {
  test('states the facts of the day, with what they rest on', () => {
    const reply = canned({ vi: 'Từ {{stop-2g-only}} máy chỉ có 2G không gọi được.' });
    const filled = fillCanned(ownContent(), reply, SETTING);
    expect(filled).toMatchObject({
      usable: true,
      text: 'Từ 16/10/2024 máy chỉ có 2G không gọi được.',
    });
    expect(filled.usable && filled.facts.map(({ name }) => name)).toEqual(['stop-2g-only']);
  });

  test('knew of no later date on an earlier day', () => {
    const reply = canned({ vi: 'Từ {{stop-2g-only}}.' });
    const filled = fillCanned(ownContent(), reply, { ...SETTING, on: '2024-09-01' });
    expect(filled).toMatchObject({ text: 'Từ 16/9/2024.' });
  });

  test('names the carrier in talk and the ticket', () => {
    const reply = canned({ vi: 'Ra cửa hàng {{carrier}}, phiếu {{code}}.' });
    const filled = fillCanned(ownContent(), reply, SETTING);
    expect(filled).toMatchObject({ text: 'Ra cửa hàng Viettel, phiếu TL-7K3M.', facts: [] });
  });

  test('waits until the carrier is known', () => {
    const reply = canned({ vi: 'Ra cửa hàng {{carrier}}.' });
    const filled = fillCanned(ownContent(), reply, { ...SETTING, carrier: null });
    expect(filled).toEqual({ usable: false, name: 'carrier', reason: 'no-carrier' });
  });

  test.each([
    ['end-2g-network', 'unverified'],
    ['islands-2g-until', 'unverified'],
    ['price-viettel-4g-basic', 'ended'],
    ['nobody-knows', 'unknown'],
  ])('is not offered while %s is %s', (name, reason) => {
    const filled = fillCanned(ownContent(), canned({ vi: `Là {{${name}}}.` }), SETTING);
    expect(filled).toEqual({ usable: false, name, reason });
  });

  test('falls back to Vietnamese, and says so', () => {
    const english = { ...SETTING, locale: 'en' } as const;
    const filled = fillCanned(ownContent(), canned({ vi: 'Chào bạn.' }), english);
    expect(filled).toMatchObject({ text: 'Chào bạn.', locale: 'vi' });
    const spoken = fillCanned(ownContent(), canned({ vi: 'Chào bạn.', en: 'Hello.' }), english);
    expect(spoken).toMatchObject({ text: 'Hello.', locale: 'en' });
  });

  test('puts nothing in that looks like a name', () => {
    const reply = canned({ vi: 'Ra cửa hàng {{carrier}}.' });
    const filled = fillCanned(ownContent(), reply, { ...SETTING, carrier: '{{code}}' });
    expect(filled).toMatchObject({ text: 'Ra cửa hàng {{code}}.' });
  });
});

test('all of the project’s own can be used today, in every language', () => {
  for (const locale of LOCALES) {
    for (const reply of ownContent().canned) {
      const filled = fillCanned(ownContent(), reply, { ...SETTING, locale });
      expect(filled, reply.id).toMatchObject({ usable: true, locale });
    }
  }
});

describe('the check of ready-made replies', () => {
  test('names the line of a fact that there is not', () => {
    const root = copyContent();
    edit(root, 'data/canned.yaml', '{{stop-2g-only}}', '{{stop-2g-onyl}}');
    const line = lineOf(root, 'data/canned.yaml', 'vi: Từ {{stop-2g-onyl}}');
    expect(errorsIn(root)).toContain(
      `data/canned.yaml:${line}: error: unknown fact "stop-2g-onyl"`,
    );
  });

  test('finds two of one name', () => {
    const root = copyContent();
    edit(root, 'data/canned.yaml', '- id: goodbye', '- id: greeting');
    expect(errorsIn(root).join()).toContain('id "greeting" stands twice');
  });

  test('warns of a language that is missing, and of what cannot be used', () => {
    const root = copyContent();
    edit(root, 'data/canned.yaml', '{{buy-safely}}', '{{price-viettel-4g-basic}}');
    const english = readFileSync(join(root, 'data/canned.yaml'), 'utf8');
    edit(root, 'data/canned.yaml', /\n {4}en: Hello.*/.exec(english)?.[0] ?? '?', '');
    const warned = loadContent(root, '2026-11-22').problems.map(({ message }) => message);
    expect(warned).toContain('"greeting" has no text in "en": Vietnamese is offered');
    expect(warned).toContain('"price-viettel-4g-basic" is ended: the reply cannot be used');
  });
});

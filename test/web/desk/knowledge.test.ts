/** What people at a desk find in the content, and what of it may be said today. */
import { describe, expect, test } from 'vitest';
import { disclosure } from '../../../src/sourced.ts';
import { itemOf } from '../../../src/web/desk/knowledge.ts';
import { searchItems } from '../../../src/web/desk/search.ts';
import { ownContent } from '../../helpers/content.ts';

const AUDIENCE = {
  content: ownContent(),
  now: new Date('2026-11-22T05:00:00Z'),
  locale: 'vi',
  reading: 'vi',
  carrier: null,
} as const;

const keys = (query: string) => searchItems(AUDIENCE, query).map(({ key }) => key);

describe('a search', () => {
  test('needs no marks and no capitals', () => {
    expect(keys('VIETTEL ho ngheo')).toEqual(keys('Viettel hộ nghèo'));
    expect(keys('viettel ho ngheo').join()).toContain('offer:viettel:viettel-2024-09-free-poor');
  });

  test('reads chat spelling', () => {
    expect(keys('khong dc').length).toBeGreaterThan(0);
    expect(keys('ko dc')).toEqual(keys('không được'));
  });

  test('finds facts by the matter that they are used in', () => {
    expect(keys('2g 16/10/2024').join()).toContain('fact:stop-2g-only');
  });

  test('finds nothing where nothing is asked, or nothing fits', () => {
    expect(keys('')).toEqual([]);
    expect(keys('   ')).toEqual([]);
    expect(keys('xyzzy')).toEqual([]);
  });

  test('puts what may be sent first', () => {
    const found = searchItems(AUDIENCE, 'viettel');
    const first = found.findIndex(({ sendable }) => !sendable);
    expect(found[0]?.sendable).toBe(true);
    expect(first === -1 || first > 0).toBe(true);
  });
});

describe('what was found', () => {
  test.each([
    ['fact:stop-2g-only', 'current', true],
    ['fact:end-2g-network', 'unverified', false],
    ['fact:islands-2g-until', 'unverified', false],
    ['offer:viettel:viettel-2024-09-free-poor', 'ended', false],
    ['contact:viettel:1', 'unverified', false],
    ['contact:consumer-18006838:0', 'current', true],
  ])('%s is %s', (key, state, sendable) => {
    expect(itemOf(AUDIENCE, key)).toMatchObject({ state, sendable });
  });

  test('a number that nobody confirmed is sent with those words only', () => {
    const item = itemOf(AUDIENCE, 'contact:viettel:0');
    expect(item).toMatchObject({ state: 'unverified', sendable: true });
    expect(item?.text).toContain('chưa xác minh, thấy ở');
  });

  test('an offer without an end says so itself', () => {
    const open = searchItems(AUDIENCE, 'viettel 4g').find(({ state }) => state === 'open-ended');
    expect(open?.text).toMatch(/không ghi ngày hết/);
  });

  test('is in the citizen’s language, with titles in the agent’s', () => {
    const item = itemOf({ ...AUDIENCE, locale: 'en' }, 'answer:volte');
    expect(item?.text).toMatch(/VoLTE/);
    expect(item?.text).toMatch(/\bphone\b/);
    expect(item?.title).not.toMatch(/phone/);
  });

  test('no contact point that is hidden can be sent, whoever it belongs to', () => {
    const { carriers, stateContacts } = AUDIENCE.content;
    for (const { id, contacts } of [...carriers.values(), ...stateContacts]) {
      contacts.forEach((contact, at) => {
        const hidden = disclosure(contact, '2026-11-22') === 'hidden';
        expect(itemOf(AUDIENCE, `contact:${id}:${at}`)?.sendable, id).toBe(!hidden);
      });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { toGsm7 } from '../../src/gsm7.ts';
import { LOCALES, type Locale } from '../../src/message.ts';
import { ownContent } from '../helpers/content.ts';

/** The longest that each may be. */
const VALUES = {
  ...{ code: 'TL-7K3M', desk: 'Bàn Vietnamobile', position: 120, digits: '678' },
  ...{ time: '13:30', day: '30/12/2026', operator: 'Trung tâm chuyển đổi số', message: '' },
};

/** Texts that are a message by themselves, so that they have to fit one SMS. */
const MESSAGES = [
  'taken',
  'requeued',
  'handed-on',
  'away',
  'closed',
  'closed-unanswered',
  'closed-silent',
  'expired',
  'callback-consent',
  'callback-number',
  'callback-unread',
  'callback-unread-again',
  'callback-masked',
  'callback-kept',
  'callback-kept-person',
  'callback-left',
  'callback-done',
  'callback-missed',
  'by-phone',
  'number-deleted',
  'urgent-ticket',
  'machine-back',
  'machine-here',
  'machine-again',
  'stop-closed',
  'regret-person',
  'rated',
  'rated-bad',
  'transcript-follows',
  'transcript-empty',
];

const LABELS = [
  'machine',
  'withdraw',
  'my-ticket',
  'callback',
  'callback-agree',
  'callback-refuse',
  'rate-good',
  'rate-fair',
  'rate-bad',
  'transcript',
];

const say = (locale: Locale, key: string) => ownContent().texts.say(locale)(`human.${key}`, VALUES);

describe.each(LOCALES)('what is said about people, in %s', (locale) => {
  it.each(MESSAGES)('fits one SMS, is filled and shouts not: %s', (key) => {
    const text = say(locale, key);
    expect(toGsm7(text).length).toBeLessThanOrEqual(300);
    expect(text).not.toMatch(/\{\{|!/);
    expect(text.match(/\?/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it.each(MESSAGES)('promises no time for anybody: %s', (key) => {
    expect(say(locale, key)).not.toMatch(/ít phút|lát nữa|ngay bây giờ|sẽ|soon|minutes|shortly/i);
  });

  it.each(MESSAGES)('says so in sentences that can be read aloud: %s', (key) => {
    const sentences = say(locale, key).split(/[.?:] /);
    for (const sentence of sentences) {
      expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(20);
    }
  });

  it.each(LABELS)('has short labels: %s', (key) => {
    expect(say(locale, key).length).toBeLessThanOrEqual(20);
  });
});

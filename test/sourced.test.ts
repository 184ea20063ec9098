import { describe, expect, it } from 'vitest';
import {
  disclosure,
  inForce,
  isKnown,
  isVerified,
  type Provenance,
  partialDay,
  sourceLine,
  sourceSchema,
  standing,
  VERIFICATION_DAYS,
} from '../src/sourced.ts';

const item = (fields: Partial<Provenance> = {}): Provenance => ({
  source: { title: 'Báo Dân trí', url: 'https://dantri.com.vn/bai.htm' },
  asOf: '2024-10-10',
  confidence: 'press',
  ...fields,
});
const verified = { verifiedBy: 'Người kiểm tra', verifiedOn: '2026-06-01' };

describe('what was known on a day', () => {
  it('is what had been announced by then', () => {
    const postponement = item({ asOf: '2024-09-14', announcedOn: '2024-09-13' });
    expect(isKnown(postponement, '2024-09-12')).toBe(false);
    expect(isKnown(postponement, '2024-09-13')).toBe(true);
  });

  it('goes by the first day that its source can mean where no announcement is noted', () => {
    expect(isKnown(item({ asOf: '2024-09' }), '2024-08-31')).toBe(false);
    expect(isKnown(item({ asOf: '2024-09' }), '2024-09-01')).toBe(true);
  });

  it('includes what bears no date at all', () => {
    expect(isKnown(item({ asOf: null }), '2020-01-01')).toBe(true);
  });
});

describe('the standing of an offer', () => {
  it('is in force up to and with its last day', () => {
    const offer = item({ validFrom: '2024-09-20', validTo: '2024-10-15' });
    expect(standing(offer, '2024-09-19')).toBe('upcoming');
    expect(standing(offer, '2024-09-20')).toBe('in-force');
    expect(standing(offer, '2024-10-15')).toBe('in-force');
    expect(standing(offer, '2024-10-16')).toBe('ended');
  });

  it('lasts to the end of a month or year that alone is named', () => {
    expect(standing(item({ validTo: '2024-10' }), '2024-10-31')).toBe('in-force');
    expect(standing(item({ validTo: '2024' }), '2025-01-01')).toBe('ended');
  });

  it('without an end is never called current, only unknown, then presumed over', () => {
    const campaign = item({ validFrom: '2024-09', presumedEndOn: '2024-12-31' });
    expect(standing(campaign, '2024-12-31')).toBe('unknown');
    expect(standing(campaign, '2025-01-01')).toBe('presumed-ended');
    expect(standing(item(), '2026-11-22')).toBe('unknown');
  });

  it('without an end is current while a named person vouches for it', () => {
    const offer = item(verified);
    expect(standing(offer, '2026-05-31')).toBe('unknown');
    expect(standing(offer, '2026-06-01')).toBe('in-force');
    expect(standing(offer, '2026-11-28')).toBe('in-force');
    expect(standing(offer, '2026-11-29')).toBe('unknown');
  });

  it('is over on its last day even if somebody vouched for it', () => {
    expect(standing(item({ ...verified, validTo: '2026-06-30' }), '2026-07-01')).toBe('ended');
  });

  it('is not in force before anybody could know of it', () => {
    const offer = item({ validTo: '2024-12-31', announcedOn: '2024-10-10' });
    expect(inForce(offer, '2024-10-09')).toBe(false);
    expect(inForce(offer, '2024-10-10')).toBe(true);
  });
});

describe('a verification', () => {
  it('needs a name and a day', () => {
    expect(isVerified(item({ verifiedOn: '2026-06-01' }), '2026-06-01')).toBe(false);
    expect(isVerified(item({ verifiedBy: 'Người kiểm tra' }), '2026-06-01')).toBe(false);
    expect(isVerified(item(verified), '2026-06-01')).toBe(true);
  });

  it(`is due again after ${VERIFICATION_DAYS} days`, () => {
    expect(isVerified(item(verified), '2026-11-28')).toBe(true);
    expect(isVerified(item(verified), '2026-11-29')).toBe(false);
  });
});

describe('showing a number to a citizen', () => {
  const on = '2026-11-22';

  it('is plain when a good source carries it', () => {
    expect(disclosure(item(), on)).toBe('plain');
    expect(disclosure(item({ confidence: 'official' }), on)).toBe('plain');
  });

  it('says that nobody has confirmed it where a person must', () => {
    expect(disclosure(item({ needsVerification: true }), on)).toBe('unverified');
    expect(disclosure(item({ needsVerification: true, ...verified }), on)).toBe('plain');
  });

  it('never shows what rests on a weak source or on sources that disagree', () => {
    expect(disclosure(item({ confidence: 'uncertain' }), on)).toBe('hidden');
    expect(disclosure(item({ confidence: 'conflicting' }), on)).toBe('hidden');
    expect(disclosure(item({ confidence: 'uncertain', ...verified }), on)).toBe('plain');
  });

  it('never shows what is not for the public, whoever confirmed it', () => {
    expect(disclosure(item({ publish: false, ...verified }), on)).toBe('hidden');
  });

  it('does not show a number before the day it was printed', () => {
    expect(disclosure(item({ announcedOn: '2026-11-23' }), on)).toBe('hidden');
  });
});

describe('provenance in the files', () => {
  it('takes days as exact as the source gives them, and only those of the calendar', () => {
    for (const day of ['2024', '2024-09', '2024-09-13']) {
      expect(partialDay.safeParse(day).success).toBe(true);
    }
    for (const day of ['24', '2024-13', '2024-9-1', '2026-02-31', '13/9/2024', '']) {
      expect(partialDay.safeParse(day).success).toBe(false);
    }
  });

  it('takes web addresses and nothing that runs', () => {
    const title = 'Báo Dân trí';
    expect(sourceSchema.safeParse({ title, url: null }).success).toBe(true);
    expect(sourceSchema.safeParse({ title, url: 'javascript:alert(1)' }).success).toBe(false);
    expect(sourceSchema.safeParse({ title, url: 'dantri.com.vn/bai.htm' }).success).toBe(false);
  });

  it('becomes the source line under an answer', () => {
    expect(sourceLine(item())).toEqual({
      title: 'Báo Dân trí',
      url: 'https://dantri.com.vn/bai.htm',
      asOf: '2024-10-10',
    });
  });
});

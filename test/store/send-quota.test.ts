import { describe, expect, it } from 'vitest';
import { returnToQuota, takeFromQuota } from '../../src/store/send-quota.ts';
import { ENGINES, freshStore } from '../helpers/databases.ts';

const NOVEMBER = { channel: 'zalo-bot', period: '2026-11', limit: 3 } as const;

describe.each(ENGINES)('a quota on %s', (engine) => {
  it('gives as many as there are, also when all ask at once', async () => {
    const { db } = await freshStore(engine);
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeFromQuota(db, NOVEMBER)));
    expect(taken.filter((used) => used !== undefined).sort()).toEqual([1, 2, 3]);
  });

  it('begins anew with the next month, and for another channel', async () => {
    const { db } = await freshStore(engine);
    for (let used = 1; used <= 3; used += 1) await takeFromQuota(db, NOVEMBER);
    expect(await takeFromQuota(db, NOVEMBER)).toBeUndefined();
    expect(await takeFromQuota(db, { ...NOVEMBER, period: '2026-12' })).toBe(1);
    expect(await takeFromQuota(db, { ...NOVEMBER, channel: 'sms' })).toBe(1);
  });

  it('takes back what was not used, but never more than was taken', async () => {
    const { db } = await freshStore(engine);
    for (let used = 1; used <= 3; used += 1) await takeFromQuota(db, NOVEMBER);
    await returnToQuota(db, NOVEMBER);
    expect(await takeFromQuota(db, NOVEMBER)).toBe(3);
    for (let returned = 0; returned < 9; returned += 1) await returnToQuota(db, NOVEMBER);
    expect(await takeFromQuota(db, NOVEMBER)).toBe(1);
  });

  it('of nothing gives nothing', async () => {
    const { db } = await freshStore(engine);
    expect(await takeFromQuota(db, { ...NOVEMBER, limit: 0 })).toBeUndefined();
  });
});

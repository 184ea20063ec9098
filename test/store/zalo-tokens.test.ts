import { describe, expect, it } from 'vitest';
import type { TokenStore } from '../../src/channels/zalo-oa/tokens.ts';
import {
  connectZalo,
  type ZaloTokens,
  zaloTokenStore,
  zaloVerifier,
} from '../../src/store/zalo-tokens.ts';
import { NOW } from '../helpers/bot.ts';
import { ENGINES, type Engine, freshSettings, openFor } from '../helpers/databases.ts';

const APP = '360846';

function pair(name: string): ZaloTokens {
  return {
    accessToken: `access-${name}`,
    refreshToken: `refresh-${name}`,
    obtainedAt: NOW.toISOString(),
    expiresAt: new Date(NOW.getTime() + 90_000_000).toISOString(),
  };
}

/** Two processes on one database, connected. */
async function twoStores(engine: Engine): Promise<[TokenStore, TokenStore]> {
  const settings = await freshSettings(engine);
  const [one, two] = [await openFor(settings), await openFor(settings)];
  await zaloVerifier(one.db, APP, 'v');
  await connectZalo(one.db, APP, pair('1'));
  return [zaloTokenStore(one.db, APP), zaloTokenStore(two.db, APP)];
}

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();

describe.each(ENGINES)('the tokens of an OA on %s', (engine) => {
  it('are not there before the first consent, and the verifier stays the same', async () => {
    const { db } = await openFor(await freshSettings(engine));
    expect(await zaloVerifier(db, APP, 'first')).toBe('first');
    expect(await zaloVerifier(db, APP, 'second')).toBe('first');
    expect(await zaloTokenStore(db, APP).read()).toBeUndefined();
    await connectZalo(db, APP, pair('1'));
    expect(await zaloTokenStore(db, APP).read()).toEqual(pair('1'));
    expect(await zaloTokenStore(db, 'another').read()).toBeUndefined();
  });

  it('of many who want to renew at once one may', async () => {
    const [one, two] = await twoStores(engine);
    const tries = Array.from({ length: 20 }, (_, n) =>
      (n % 2 === 0 ? one : two).reserve('refresh-1', at(0), at(30)),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('whoever died while renewing is succeeded after a while', async () => {
    const [one, two] = await twoStores(engine);
    expect(await one.reserve('refresh-1', at(0), at(30))).toBe(true);
    expect(await two.reserve('refresh-1', at(29), at(59))).toBe(false);
    expect(await two.reserve('refresh-1', at(30), at(60))).toBe(true);
  });

  it('once renewed, nobody else renews the old ones', async () => {
    const [one, two] = await twoStores(engine);
    await one.reserve('refresh-1', at(0), at(30));
    await one.replace('refresh-1', pair('2'));
    expect(await two.read()).toEqual(pair('2'));
    expect(await two.reserve('refresh-1', at(1), at(31))).toBe(false);
    expect(await two.reserve('refresh-2', at(1), at(31))).toBe(true);
  });

  it('a late renewal does not overwrite a new consent', async () => {
    const { db } = await openFor(await freshSettings(engine));
    await zaloVerifier(db, APP, 'v');
    await connectZalo(db, APP, pair('1'));
    const store = zaloTokenStore(db, APP);
    await store.reserve('refresh-1', at(0), at(30));
    await connectZalo(db, APP, pair('consent'));
    await store.replace('refresh-1', pair('2'));
    expect(await store.read()).toEqual(pair('consent'));
  });

  it('a renewal that came to nothing may be tried again at once', async () => {
    const [one, two] = await twoStores(engine);
    await one.reserve('refresh-1', at(0), at(30));
    await one.release('refresh-1');
    expect(await two.reserve('refresh-1', at(1), at(31))).toBe(true);
  });
});

/** The walk of an administrator through the consent, through the real command line. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import type { StoreSettings } from '../../src/store/open.ts';
import { zaloTokenStore } from '../../src/store/zalo-tokens.ts';
import { ROOT } from '../helpers/content.ts';
import { freshSettings, openFor } from '../helpers/databases.ts';
import { startZaloOa, type ZaloOa } from '../providers/zalo-oa.ts';

const CALLBACK = 'https://tro-ly.example.gov.vn/webhooks/zalo-oa/login';

interface Walk {
  /** What was printed so far. */
  output(): string;
  /** Waits for these words. */
  says(words: RegExp): Promise<string>;
  paste(line: string): void;
  end(): Promise<number | null>;
}

function login(zalo: ZaloOa, { dataDir }: StoreSettings, settings: object = {}): Walk {
  const child = spawn(
    process.execPath,
    ['--import', './src/guard.js', 'src/cli.ts', 'zalo:login'],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        PUBLIC_URL: 'https://tro-ly.example.gov.vn',
        ZALO_OA_APP_ID: zalo.app.appId,
        ZALO_OA_APP_SECRET: zalo.app.appSecret,
        ZALO_OA_SECRET_KEY: zalo.app.secretKey,
        ZALO_OA_ID: zalo.app.oaId,
        ZALO_OA_API_ROOT: zalo.url,
        ZALO_OA_OAUTH_ROOT: zalo.url,
        ...settings,
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return {
    output: () => output,
    says: async (words) => {
      await expect.poll(() => output, { timeout: 20_000 }).toMatch(words);
      return words.exec(output)?.[1] ?? '';
    },
    paste: (line) => child.stdin.write(`${line}\n`),
    end: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
}

async function start() {
  const zalo = await startZaloOa();
  onTestFinished(() => zalo.close());
  return { zalo, database: await freshSettings('SQLite') };
}

it('leads from the challenge over the pasted address to tokens that work', async () => {
  const { zalo, database } = await start();
  const walk = login(zalo, database);
  zalo.tokens.storeChallenge(await walk.says(/code challenge {2}([\w-]{43})\n/));
  expect(walk.output()).toContain(CALLBACK);
  walk.paste(`${CALLBACK}?code=${zalo.tokens.consent()}&oa_id=${zalo.app.oaId}`);
  await walk.says(/Connected: Trợ lý 2G \(thử\) \(verified, package Growth\)/);
  expect(await walk.end()).toBe(0);
  const { db } = await openFor(database);
  const kept = await zaloTokenStore(db, zalo.app.appId).read();
  expect(zalo.tokens.problemWith(kept?.accessToken)).toBeUndefined();
  for (const secret of [kept?.accessToken, kept?.refreshToken, zalo.app.appSecret]) {
    expect(walk.output()).not.toContain(secret);
  }
});

it('asks again after a wrong address, another OA and a code that was used', async () => {
  const { zalo, database } = await start();
  const walk = login(zalo, database);
  zalo.tokens.storeChallenge(await walk.says(/code challenge {2}([\w-]{43})\n/));
  walk.paste('tôi đã đồng ý');
  await walk.says(/no code in that address/);
  walk.paste(`${CALLBACK}?code=x&oa_id=1`);
  await walk.says(/That is OA 1/);
  walk.paste(`${CALLBACK}?code=used&oa_id=${zalo.app.oaId}`);
  await walk.says(/Zalo -14012/);
  walk.paste(`${CALLBACK}?code=${zalo.tokens.consent()}`);
  await walk.says(/Connected/);
  expect(await walk.end()).toBe(0);
});

it('keeps the challenge from one login to the next', async () => {
  const { zalo, database } = await start();
  const challenges: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const walk = login(zalo, database);
    challenges.push(await walk.says(/code challenge {2}([\w-]{43})\n/));
    expect(await walk.end()).toBe(1);
    expect(walk.output()).toMatch(/nothing has changed/);
  }
  expect(challenges[0]).toBe(challenges[1]);
  expect(challenges[0]).not.toBe(createHash('sha256').update('').digest('base64url'));
});

it('without the settings says which are missing', async () => {
  const { zalo, database } = await start();
  const none = {
    ZALO_OA_APP_ID: '',
    ZALO_OA_APP_SECRET: '',
    ZALO_OA_SECRET_KEY: '',
    ZALO_OA_ID: '',
  };
  const walk = login(zalo, database, none);
  expect(await walk.end()).toBe(1);
  expect(walk.output()).toMatch(/^Set ZALO_OA_APP_ID/);
  const half = login(zalo, database, { ZALO_OA_SECRET_KEY: '' });
  expect(await half.end()).toBe(1);
  expect(half.output()).toMatch(/^Zalo OA also needs ZALO_OA_SECRET_KEY\.$/m);
});

/** Thousands of random steps of citizens, agents, clocks and crashes. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoreSettings } from '../../../src/store/open.ts';
import { TICKET_EVENTS } from '../../../src/store/schema.ts';
import { freshSettings } from '../../helpers/databases.ts';
import { checkEverything } from './invariants.ts';
import { freshModel, Town } from './town.ts';
import { COMMANDS } from './walk.ts';

/** In memory where there is such a folder: what is tested here is not the disk. */
const FAST = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Walks until so many steps are done; each walk begins in an empty town. */
async function walk(steps: number, seed: number, settings: () => Promise<StoreSettings>) {
  let done = 0;
  let refused = 0;
  const seen = new Set<string>();
  const property = fc.asyncProperty(
    fc.commands(COMMANDS, { maxCommands: 300, size: 'max' }),
    async (commands) => {
      const model = freshModel();
      const town = await Town.open(await settings());
      try {
        await fc.asyncModelRun(() => ({ model, real: town }), commands);
        await checkEverything(model, town);
        for (const event of await town.events()) seen.add(event);
      } finally {
        await town.store.close();
        done += model.steps;
        refused += model.refused;
      }
    },
  );
  for (let round = 0; done < steps; round += 1) {
    await fc.assert(property, { numRuns: 5, seed: seed + round, endOnFailure: true });
  }
  return { done, refused, seen };
}

test('10,000 steps on SQLite: nothing is lost, nobody speaks out of turn, every ticket is on a list', async () => {
  const folders: string[] = [];
  const settings = async () => {
    const dataDir = mkdtempSync(join(FAST, 'tro-ly-2g-walk-'));
    folders.push(dataDir);
    return { databaseUrl: undefined, dataDir };
  };
  const { done, refused, seen } = await walk(10_000, 2026, settings).finally(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  expect(done).toBeGreaterThanOrEqual(10_000);
  // Refusals are part of the walk: who reaches for what others have is told no.
  expect(refused).toBeGreaterThan(100);
  expect(TICKET_EVENTS.filter((event) => !seen.has(event))).toEqual([]);
}, 600_000);

test('1,000 steps on PostgreSQL', async () => {
  const { done } = await walk(1000, 7, () => freshSettings('PostgreSQL'));
  expect(done).toBeGreaterThanOrEqual(1000);
}, 600_000);

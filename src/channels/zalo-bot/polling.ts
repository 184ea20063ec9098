/**
 * Long polling. The platform gives one update at a time and never the same again, so the next one
 * is asked for only when this one is stored; one that cannot be stored is tried until it can.
 */
import { nap, type Persistence, untilItWorks } from '../until-it-works.ts';
import { type ApiSettings, call, explain } from './api.ts';

/** Resolves once what the update brought is stored. */
export type Take = (update: unknown) => Promise<void>;

/** How long the platform waits for an update, in seconds; it documents a text. */
const WAIT_S = '30';
/** Then the connection counts as broken, in milliseconds. */
const PATIENCE_MS = 45_000;
/** How the platform says that there was none. */
const NOTHING = 408;

/**
 * Polls until the persistence's signal; resolves when what it has received is stored.
 *
 * @param hangUp ends a question on its way: an update that is just coming would be lost
 */
export async function poll(
  settings: ApiSettings,
  take: Take,
  persistence: Persistence,
  hangUp: AbortSignal,
): Promise<void> {
  const { signal } = persistence;
  const ask = async (): Promise<string | undefined> => {
    const began = performance.now();
    const limits = { signal: hangUp, patience: PATIENCE_MS };
    const answer = await call(settings, 'getUpdates', { timeout: WAIT_S }, limits);
    if (answer === undefined) return 'the Zalo Bot Platform could not be reached';
    if (answer.ok) {
      await untilItWorks(persistence, () => keep(answer.result, take, persistence));
    } else if (answer.code !== NOTHING) {
      return explain(answer.code, answer.description);
    } else if (performance.now() - began < persistence.pause) {
      // It keeps an empty answer back; whoever does not must not be asked without end.
      await nap(persistence.pause, signal);
    }
    return undefined;
  };
  while (!signal.aborted) await untilItWorks(persistence, ask);
}

async function keep(
  update: unknown,
  take: Take,
  { report }: Persistence,
): Promise<string | undefined> {
  try {
    await take(update);
    return undefined;
  } catch (err) {
    report.error({ err }, 'an update of the Zalo Bot Platform could not be stored');
    return 'an update is kept until it can be stored';
  }
}

/**
 * What a handset is good for on a day, with a carrier: f(handset, carrier, day) over the facts.
 * No date stands here: they are rows of `data/switch-off.yaml`.
 */
import { type Day, firstDay, lastDay } from '../day.ts';
import { type Facts, switchOffOn } from './fact.ts';
import type { Network, Volte } from './handset.ts';
import type { Certainty } from './handset-family.ts';
import type { HandsetMatch, HandsetResult } from './handset-result.ts';

/** What a citizen may count on. */
export const VERDICTS = [
  /** No service: a 2G-only handset since the stop, any handset once its last network is off. */
  'blocked',
  /** Calls work while the carrier runs 3G. */
  'works-until-3g-off',
  /** 4G is there; calls need VoLTE, which must be checked and switched on. */
  'works-if-volte',
  'works',
  /** The name covers handsets with different verdicts. */
  'ask-back',
  'unknown',
  'not-a-phone',
] as const;
export type VerdictName = (typeof VERDICTS)[number];

/** Why: ids of texts. */
export const VERDICT_REASONS = [
  '2g-stopped',
  /** Before the stop: it works, until `until`. Only asked as of a past day, or after a postponement. */
  '2g-not-yet-stopped',
  '3g-running',
  '3g-off',
  /** A 4G handset that is known to have no VoLTE: it calls over 3G while that runs. */
  '4g-without-volte',
  '4g-volte-unknown',
  '4g-volte',
  '5g-volte',
  /** The carrier's own list decided. */
  'carrier-list',
  'several-handsets',
  'brand-only',
  'not-in-list',
  'no-such-network',
  'tac-unknown',
  'invalid-imei',
  'other-device',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

export interface Verdict {
  readonly verdict: VerdictName;
  readonly why: VerdictReason;
  /** How sure the handset's data are; the day's facts carry their own confidence. */
  readonly certainty: Certainty;
  /** First day without service, as far as it is known. */
  readonly until?: Day;
}

/** The verdict on a looked-up handset on a day, for a carrier if one is in talk. */
export function verdict(
  result: HandsetResult,
  facts: Facts,
  on: Day,
  carrier?: string | null,
): Verdict {
  if (result.status === 'unknown' || result.status === 'invalid-imei') return unknown(result);
  if (result.reason === 'brand-only') return askBack('brand-only');
  const verdicts = result.matches.map((match) => ofHandset(match, facts, on, carrier ?? undefined));
  const [first] = verdicts;
  if (first === undefined) return { verdict: 'unknown', why: 'not-in-list', certainty: 'unknown' };
  if (!verdicts.every(({ verdict: name }) => name === first.verdict))
    return weakest(result, verdicts);
  return { ...first, certainty: result.status === 'known' ? result.certainty : 'likely' };
}

/**
 * Namesakes of one network may still differ in VoLTE: then the more careful verdict holds. Of
 * different networks: the citizen is asked.
 */
function weakest(result: HandsetResult, verdicts: readonly Omit<Verdict, 'certainty'>[]): Verdict {
  if (result.status !== 'known') return askBack('several-handsets');
  const order = VERDICTS as readonly string[];
  const [careful] = [...verdicts].sort(
    (left, right) => order.indexOf(left.verdict) - order.indexOf(right.verdict),
  );
  if (careful === undefined) return askBack('several-handsets');
  return { ...careful, certainty: 'likely' };
}

function askBack(why: VerdictReason): Verdict {
  return { verdict: 'ask-back', why, certainty: 'unknown' };
}

function unknown({ reason }: HandsetResult): Verdict {
  const certainty = 'unknown';
  switch (reason) {
    case 'other-device':
      return { verdict: 'not-a-phone', why: 'other-device', certainty };
    case 'no-such-network':
    case 'tac-unknown':
    case 'invalid-imei':
      return { verdict: 'unknown', why: reason, certainty };
    default:
      return { verdict: 'unknown', why: 'not-in-list', certainty };
  }
}

function ofHandset(
  match: HandsetMatch,
  facts: Facts,
  on: Day,
  carrier: string | undefined,
): Omit<Verdict, 'certainty'> {
  switch (match.network) {
    case '2G':
      return of2g(facts, on, carrier);
    case '3G':
      return over3g(facts, on, carrier, '3g-running');
    case '4G':
    case '5G':
      return over4g(match, facts, on, carrier);
  }
}

function of2g(facts: Facts, on: Day, carrier: string | undefined): Omit<Verdict, 'certainty'> {
  const stop = switchOffOn(facts, '2g', 'handsets', on, carrier);
  const day = stop?.type === 'day' ? firstDay(stop.value) : undefined;
  if (day !== undefined && on >= day) return { verdict: 'blocked', why: '2g-stopped' };
  return {
    verdict: 'works',
    why: '2g-not-yet-stopped',
    ...(day === undefined ? {} : { until: day }),
  };
}

function over3g(
  facts: Facts,
  on: Day,
  carrier: string | undefined,
  why: VerdictReason,
): Omit<Verdict, 'certainty'> {
  const end = switchOffOn(facts, '3g', 'network', on, carrier);
  const last = end?.type === 'day' ? lastDay(end.value) : undefined;
  if (last !== undefined && on > last && end?.switchOff?.status === 'confirmed') {
    return { verdict: 'blocked', why: '3g-off' };
  }
  return { verdict: 'works-until-3g-off', why, ...(last === undefined ? {} : { until: last }) };
}

function over4g(
  match: HandsetMatch,
  facts: Facts,
  on: Day,
  carrier: string | undefined,
): Omit<Verdict, 'certainty'> {
  const said = carrier === undefined ? undefined : match.carrierVolte[carrier];
  const volte: Volte = said ?? match.volte;
  switch (volte) {
    case 'yes':
      return {
        verdict: 'works',
        why: said === undefined ? byNetwork(match.network) : 'carrier-list',
      };
    case 'no':
      return over3g(facts, on, carrier, said === undefined ? '4g-without-volte' : 'carrier-list');
    case 'unknown':
      return { verdict: 'works-if-volte', why: '4g-volte-unknown' };
  }
}

/** That every 5G handset calls over 4G is a rule of the table, not a test of each model. */
function byNetwork(network: Network): VerdictReason {
  return network === '5G' ? '5g-volte' : '4g-volte';
}

/** Who is at a desk now. */
import { listSessions } from '../../store/accounts/sessions.ts';
import {
  dropPresence,
  notePresence,
  type Presence,
  presentSince,
} from '../../store/desk/presence.ts';
import type { Db } from '../../store/schema.ts';
import type { Bot } from '../context.ts';
import type { Agent } from './agent.ts';

/** An open desk says so this often, in milliseconds. */
export const HEARTBEAT_MS = 20_000;
/** Who was not heard of for so long has gone: a gap in the network, or a look elsewhere, is shorter. */
export const GRACE_MS = 90_000;

/** Somebody who is there. */
export interface PresentAgent {
  readonly id: string;
  readonly name: string;
  readonly desks: 'all' | readonly string[];
  /** Whether they take conversations. */
  readonly available: boolean;
}

/** Somebody who has an account. */
type Somebody = Pick<Agent, 'name' | 'desks'> & { readonly id: string };

/** Notes that an agent has the desk open, or that they do, or do not, take conversations. */
export async function seeAgent(
  bot: Bot,
  { id: staffId, name, desks }: Somebody,
  available?: boolean,
): Promise<void> {
  const seenAt = bot.now().toISOString();
  const reach = desks === 'all' ? null : JSON.stringify(desks);
  const seen = { staffId, name, desks: reach, seenAt };
  await notePresence(
    bot.db,
    available === undefined ? seen : { ...seen, available: available ? 1 : 0 },
  );
}

/** They have signed out: unless they are signed in elsewhere, what they have in hand is not waited for. */
export async function missAgent(
  { db, now }: Pick<Bot, 'db' | 'now'>,
  staffId: string,
): Promise<void> {
  if ((await listSessions(db, staffId, now())).length > 0) return;
  await dropPresence(db, staffId);
}

/** Everybody who is there, by name. */
export async function presentAgents(bot: Bot, db: Db = bot.db): Promise<PresentAgent[]> {
  const since = new Date(bot.now().getTime() - GRACE_MS).toISOString();
  return (await presentSince(db, since)).map(fromRow);
}

function fromRow({ staffId: id, name, desks, available }: Presence): PresentAgent {
  const reach = desks === null ? 'all' : (JSON.parse(desks) as string[]);
  return { id, name, desks: reach, available: available === 1 };
}

/** To whom a ticket can be handed on: colleagues who are there, and other desks. */
import { reaches } from '../../bot/handoff/agent.ts';
import { type PresentAgent, presentAgents } from '../../bot/handoff/presence.ts';
import { deskOf, desksOfContent, OWN_DESK } from '../../content/desk.ts';
import { inLocale } from '../../content/localized.ts';
import { isOpen } from '../../content/office-hours.ts';
import { listStaff } from '../../store/accounts/staff.ts';
import type { Db } from '../../store/schema.ts';
import type { DeskParts, SeatedAgent, Voice } from './context.ts';

export interface DeskOption {
  readonly id: string;
  readonly name: string;
}

/** The desks that somebody may look at, by name. */
export function desksFor(agent: SeatedAgent, { content, locale }: Voice): DeskOption[] {
  return desksOfContent(content)
    .filter(({ id }) => reaches(agent, id))
    .map(({ id, name }) => ({ id, name: inLocale(name, locale) }));
}

/** So many conversations they may have in hand: what the desk at which they sit allows. */
export function ownLimit({ desks }: SeatedAgent, { content }: Voice): number | null {
  const [first = OWN_DESK] = desks === 'all' ? [OWN_DESK] : desks;
  return deskOf(content, first)?.maxChats ?? null;
}

export interface OtherDesk extends DeskOption {
  readonly isOpen: boolean;
  /** How many people are there and take conversations. */
  readonly present: number;
}

export interface Recipients {
  readonly colleagues: readonly Pick<PresentAgent, 'id' | 'name'>[];
  readonly desks: readonly OtherDesk[];
}

/** Ids of the desks at which somebody works. A carrier has a desk from its first account on. */
export async function staffedDesks(db: Db): Promise<ReadonlySet<string>> {
  const staff = (await listStaff(db)).filter(({ disabledAt }) => disabledAt === null);
  return new Set<string>([OWN_DESK, ...staff.flatMap(({ roles }) => roles)]);
}

/** Who could take a ticket of a desk from somebody. */
export async function recipientsOf(
  { bot }: DeskParts,
  desk: string,
  holder: string | null,
  { content, locale, now }: Voice,
): Promise<Recipients> {
  const present = (await presentAgents(bot)).filter(({ available }) => available);
  const staffed = await staffedDesks(bot.db);
  return {
    colleagues: present.filter((other) => other.id !== holder && reaches(other, desk)),
    desks: desksOfContent(content)
      .filter(({ id }) => id !== desk && staffed.has(id))
      .map(({ id, name, hours }) => ({
        ...{ id, name: inLocale(name, locale), isOpen: isOpen(hours, now) },
        present: present.filter((other) => reaches(other, id)).length,
      })),
  };
}

/** What citizens, agents, the clock and chance may do, as commands of a random walk. */
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Agent,
  addPrivateNote,
  closeTicket,
  sendAnswer,
} from '../../../src/bot/handoff/agent.ts';
import {
  handOn,
  releaseTicket,
  takeOver,
  takeTicket,
  transferTicket,
} from '../../../src/bot/handoff/assign.ts';
import { staffReplied } from '../../../src/bot/handoff/outside.ts';
import { missAgent, seeAgent } from '../../../src/bot/handoff/presence.ts';
import { missVanished, runTimers } from '../../../src/bot/handoff/sweep.ts';
import { receive } from '../../../src/bot/receive.ts';
import type { StoredTicket } from '../../../src/store/tickets.ts';
import { text } from '../../helpers/bot.ts';
import { checkCitizen } from './invariants.ts';
import { AGENTS, type Citizen, type Model, newId, refusalOf, type Town } from './town.ts';

type Command = fc.AsyncCommand<Model, Town>;

/** A step that may always be tried; what the town thinks of it is checked afterwards. */
function step(
  name: string,
  which: number,
  act: (town: Town, citizen: Citizen, model: Model) => Promise<void>,
): Command {
  return {
    check: () => true,
    run: async (model, town) => {
      const citizen = at(model.citizens, which);
      await act(town, citizen, model);
      model.steps += 1;
      await checkCitizen(model, town, citizen);
    },
    toString: () => `${name}(${which})`,
  };
}

function at<T>(list: readonly T[], index: number): T {
  const one = list[index % list.length];
  if (one === undefined) throw new Error('an empty list');
  return one;
}

// === Citizens ===

/** Sends a message; whether it is answered depends on who is in charge when its turn comes. */
async function write(town: Town, citizen: Citizen, words: string, command = false): Promise<void> {
  const { address } = citizen;
  const externalId = newId();
  const inCharge = (await town.status(address)) === 'agent';
  if (address.startsWith('zalo-oa')) {
    await town.bursts.take(text(words, externalId, address));
    citizen.pending.push({ externalId, words });
    if (inCharge) await deliver(town, citizen);
    return;
  }
  const before = await town.ticket(address);
  await receive(town.bot, text(words, externalId, address));
  // A repeat, as providers send it, changes nothing.
  expect((await receive(town.bot, text(words, externalId, address))).repeated).toBe(true);
  const silent = inCharge && !(command && before !== undefined);
  citizen.written.push({ externalId, words, silent, toPerson: silent });
}

/** To a person everything goes at once, with what had not had its turn yet. */
async function deliver(town: Town, citizen: Citizen): Promise<void> {
  while (await town.owes()) await new Promise((resolve) => setTimeout(resolve, 1));
  citizen.written.push(...citizen.pending.map((one) => ({ ...one, silent: true, toPerson: true })));
  citizen.pending = [];
}

const codeOf = async (town: Town, { address }: Citizen) =>
  (await town.ticket(address))?.code ?? '-';

const writes = (which: number, urgent: boolean) =>
  step('writes', which, (town, citizen, { steps }) =>
    write(town, citizen, `${urgent ? 'urgent' : 'dạ'} câu ${steps}`),
  );
const asks = (which: number) =>
  step('asks for a person', which, (town, citizen) => write(town, citizen, 'person giúp với'));
const goesBack = (which: number) =>
  step('back to the machine', which, async (town, citizen) => {
    if (citizen.address.startsWith('zalo-oa')) return;
    await write(town, citizen, `machine ${await codeOf(town, citizen)}`, true);
  });
const asksForCall = (which: number) =>
  step('asks to be called', which, async (town, citizen) => {
    if (citizen.address.startsWith('zalo-oa')) return;
    const takes = (await town.status(citizen.address)) === 'waiting';
    if (takes) await write(town, citizen, `call ${await codeOf(town, citizen)} 0912345678`);
  });

/** Rates the newest ticket, whatever became of it: what has not ended is not rated. */
const rates = (which: number) =>
  step('rates', which, async (town, citizen) => {
    if (citizen.address.startsWith('zalo-oa')) return;
    await write(town, citizen, `rate ${await town.newestCode(citizen.address)}`);
  });

// === Agents ===

/** Something that an agent does to the open ticket of a citizen, or is refused. */
function deed(
  name: string,
  act: (town: Town, agent: Agent, ticket: StoredTicket) => Promise<unknown>,
) {
  return (which: number, who: number) =>
    step(`${at(AGENTS, who).name} ${name}`, which, async (town, citizen, model) => {
      const ticket = await town.ticket(citizen.address);
      if (ticket === undefined) return;
      const agent = at(AGENTS, who);
      if ((await refusalOf(act(town, agent, ticket))) !== undefined) model.refused += 1;
    });
}

const takes = deed('takes', ({ bot }, agent, { code }) => takeTicket(bot, agent, code));
const releases = deed('releases', ({ bot }, agent, { code }) =>
  releaseTicket(bot, agent, code, 'bận'),
);
const closes = deed('closes', ({ bot }, agent, { code }) =>
  closeTicket(bot, agent, code, { outcome: 'answered' }),
);
const takesOver = deed('takes over', ({ bot }, agent, { code }) =>
  takeOver(bot, agent, code, 'vắng'),
);
const notes = deed('notes', ({ bot }, agent, { code }) => addPrivateNote(bot, agent, code, 'nhớ'));
const handsOn = deed('hands on', ({ bot }, agent, { code, desk }) =>
  handOn(bot, agent, code, {
    desk: desk === 'province' ? 'carrier:viettel' : 'province',
    reason: 'việc của mạng',
  }),
);
const transfers = deed('transfers', ({ bot }, agent, { code }) => {
  const to = at(AGENTS, AGENTS.indexOf(agent) + 1);
  return transferTicket(bot, agent, code, {
    to: { id: to.id ?? '', name: to.name, desks: to.desks },
    reason: 'hết ca',
  });
});

/** An answer that two agents try at once, each twice: at most one of them is heard, and once. */
const answers = (which: number, who: number) =>
  step('answers', which, async (town, citizen, model) => {
    const ticket = await town.ticket(citizen.address);
    if (ticket === undefined) return;
    const rivals = [at(AGENTS, who), at(AGENTS, who + 1)];
    const tried = await Promise.all(
      rivals.map(async (agent) => {
        const answer = { id: newId(), text: 'Dạ, máy gì ạ?' };
        const [first, second] = await Promise.all([
          refusalOf(sendAnswer(town.bot, agent, ticket.code, answer)),
          refusalOf(sendAnswer(town.bot, agent, ticket.code, answer)),
        ]);
        expect(first).toBe(second);
        return first === undefined ? [answer.id] : [];
      }),
    );
    expect(tried.flat().length).toBeLessThanOrEqual(1);
    const { address } = citizen;
    model.answers.set(address, [...(model.answers.get(address) ?? []), ...tried.flat()]);
  });

/** Everybody reaches for the same ticket: one has it afterwards. */
const race = (which: number) =>
  step('all take', which, async (town, citizen) => {
    const ticket = await town.ticket(citizen.address);
    if (ticket === undefined) return;
    const free = ticket.state === 'queued' || ticket.state === 'callback';
    const tried = await Promise.all(
      AGENTS.slice(0, 2).map((agent) => refusalOf(takeTicket(town.bot, agent, ticket.code))),
    );
    const winners = tried.filter((refusal) => refusal === undefined).length;
    if (free && ticket.desk === 'province') expect(winners).toBeLessThanOrEqual(1);
  });

const outside = () =>
  step('staff of the account write', 3, async (town, { address }) => {
    const at = town.bot.now().toISOString();
    await staffReplied(town.bot, { address, externalId: newId(), text: 'Chào cô', at });
  });

// === Time and chance ===

const time = (minutes: number) =>
  step(`${minutes} minutes pass`, 0, async (town, _, model) => {
    town.forward(minutes * 60_000);
    await runTimers(town.bot);
    for (const citizen of model.citizens) await checkCitizen(model, town, citizen);
  });
const presence = (who: number, there: boolean) =>
  step(`${at(AGENTS, who).name} ${there ? 'is there' : 'vanishes'}`, 0, async (town, _, model) => {
    const { id, name, desks } = at(AGENTS, who);
    if (there) await seeAgent(town.bot, { id: id ?? '', name, desks });
    else {
      await missAgent(town.bot, id ?? '');
      await missVanished(town.bot);
    }
    for (const citizen of model.citizens) await checkCitizen(model, town, citizen);
  });
/** The program dies; the next one answers what the dead one owed. */
const crash = () =>
  step('the program dies', 3, async (town, citizen) => {
    const silent = (await town.status(citizen.address)) === 'agent';
    await town.restart();
    const owed = citizen.pending;
    citizen.pending = [];
    // One turn stands for the burst: its last message carries the answer.
    for (const [index, message] of owed.entries()) {
      const last = index === owed.length - 1;
      citizen.written.push({ ...message, silent: silent || !last, toPerson: silent });
    }
  });
/** It dies in the middle of a transaction: nothing of that happened. */
const killed = (which: number, who: number, draws: number) =>
  step('killed in between', which, async (town, { address }) => {
    const ticket = await town.ticket(address);
    if (ticket === undefined) return;
    const act = takeTicket(town.dying(draws), at(AGENTS, who), ticket.code);
    const dead = await act.then(
      () => false,
      (error: Error) => error.message === 'killed',
    );
    if (dead) expect(await town.ticket(address)).toEqual(ticket);
  });

const citizen = fc.nat(3);
const agent = fc.nat(3);
/** From a glance at the watch to a long weekend. */
const minutes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 900 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1440, max: 30_000 }) },
);

export const COMMANDS: fc.Arbitrary<Command>[] = [
  fc.tuple(citizen, fc.boolean()).map(([c, urgent]) => writes(c, urgent)),
  citizen.map(asks),
  citizen.map(goesBack),
  citizen.map(asksForCall),
  citizen.map(rates),
  fc.tuple(citizen, agent).map(([c, a]) => takes(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => answers(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => answers(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => releases(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => transfers(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => handsOn(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => takesOver(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => closes(c, a)),
  fc.tuple(citizen, agent).map(([c, a]) => notes(c, a)),
  citizen.map(race),
  fc.constant(0).map(outside),
  minutes.map(time),
  fc.tuple(agent, fc.boolean()).map(([a, there]) => presence(a, there)),
  fc.constant(0).map(crash),
  fc.tuple(citizen, agent, fc.nat(6)).map(([c, a, draws]) => killed(c, a, draws)),
];

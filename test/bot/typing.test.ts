import { describe, expect, it } from 'vitest';
import { createTyping, TYPING_MS } from '../../src/bot/typing.ts';
import type { Address } from '../../src/message.ts';
import { movableClock } from '../helpers/bot.ts';

const GRANDMA: Address = 'web:grandma';
const NEIGHBOUR: Address = 'web:neighbour';

function hub() {
  const { now, forward } = movableClock();
  const typing = createTyping({ now });
  const told: string[] = [];
  const leave = typing.subscribe((address, who) => told.push(`${who} ${address}`));
  return { typing, told, forward, leave };
}

describe('who is writing', () => {
  it('is known for six seconds after the last sign', () => {
    const { typing, forward } = hub();
    typing.agent(GRANDMA);
    forward(TYPING_MS - 1);
    expect(typing.isWriting(GRANDMA, 'agent')).toBe(true);
    typing.agent(GRANDMA);
    forward(TYPING_MS - 1);
    expect(typing.isWriting(GRANDMA, 'agent')).toBe(true);
    forward(1);
    expect(typing.isWriting(GRANDMA, 'agent')).toBe(false);
  });

  it('is one side of one conversation', () => {
    const { typing } = hub();
    typing.citizen(GRANDMA);
    expect(typing.isWriting(GRANDMA, 'agent')).toBe(false);
    expect(typing.isWriting(NEIGHBOUR, 'citizen')).toBe(false);
  });

  it('is told at the first sign and every three seconds, not at each key', () => {
    const { typing, told, forward } = hub();
    for (let key = 0; key < 40; key += 1) {
      typing.citizen(GRANDMA);
      forward(100);
    }
    typing.agent(NEIGHBOUR);
    expect(told).toEqual([`citizen ${GRANDMA}`, `citizen ${GRANDMA}`, `agent ${NEIGHBOUR}`]);
  });

  it('is told anew after a silence', () => {
    const { typing, told, forward } = hub();
    typing.agent(GRANDMA);
    forward(TYPING_MS);
    typing.agent(GRANDMA);
    expect(told).toHaveLength(2);
  });

  it('is told to nobody who left', () => {
    const { typing, told, leave } = hub();
    leave();
    typing.agent(GRANDMA);
    expect(told).toEqual([]);
  });
});

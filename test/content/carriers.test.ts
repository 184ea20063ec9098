import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  carrierSchema,
  contactPoint,
  offer,
  stateContactSchema,
} from '../../src/content/carrier.ts';
import { placeSchema } from '../../src/content/place.ts';
import { disclosure, standing } from '../../src/sourced.ts';

const TODAY = '2026-11-22';
const read = (file: string): unknown => parse(readFileSync(`data/${file}`, 'utf8'));

const carriers = readdirSync('data/carriers').map((file) => ({
  file,
  ...carrierSchema.parse(read(`carriers/${file}`)),
}));
const common = z
  .strictObject({ offers: z.array(offer), contacts: z.array(contactPoint) })
  .parse(read('all-carriers.yaml'));
const desks = z.array(stateContactSchema).parse(read('contacts.yaml'));
const places = z.array(placeSchema).parse(read('places.yaml'));

const offers = [...carriers.flatMap((carrier) => carrier.offers), ...common.offers];
const carrier = (id: string) => carriers.find((found) => found.id === id);
const shown = (owner: { contacts: z.infer<typeof contactPoint>[] } | undefined) =>
  owner?.contacts
    .filter((contact) => disclosure(contact, TODAY) !== 'hidden')
    .map(({ value }) => value);

describe('the carriers', () => {
  it('are one file each, the nine of the country among them', () => {
    for (const { id, file } of carriers) expect(file).toBe(`${id}.yaml`);
    const nine = 'gmobile itel local mobifone vietnamobile viettel vinaphone vnsky wintel';
    expect(carriers.map(({ id }) => id)).toEqual(expect.arrayContaining(nine.split(' ')));
  });

  it('share no alias', () => {
    const aliases = carriers.flatMap((found) => found.aliases);
    expect(new Set(aliases).size).toBe(aliases.length);
  });

  it('are not found in a phone brand or an everyday word', () => {
    const aliases = carriers.flatMap((found) => found.aliases);
    for (const word of ['itel', 'local', 'sky', 'mobile', 'mobile phone', 'mobilephone']) {
      expect(aliases).not.toContain(word);
    }
  });

  it('claim a number prefix without a page to show for it only as uncertain', () => {
    const prefixes = carriers.flatMap((found) => found.prefixes);
    expect(prefixes.map(({ value }) => value)).toContain('087');
    for (const { source, confidence } of prefixes) {
      if (source.url === null) expect(confidence).toBe('uncertain');
    }
  });
});

describe('the offers', () => {
  it('each have an id of their own', () => {
    expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
  });

  it('of 2024 stand open to nobody today', () => {
    const old = offers.filter(({ asOf }) => asOf !== null && asOf < '2025');
    expect(old.length).toBeGreaterThan(10);
    for (const found of old) expect(standing(found, TODAY), found.id).not.toBe('in-force');
  });

  it('without any end in their source must be asked about', () => {
    const asked = offers.filter((found) => standing(found, TODAY) === 'unknown');
    expect(asked.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'viettel-2024-sim-free',
        'viettel-2025-volte',
        'viettel-2026-verify-home',
        'vinaphone-sim-inperson',
      ]),
    );
  });

  it('of Viettel for all remaining 2G customers ran from 20/9 to 15/10/2024', () => {
    const free = offers.filter(({ id }) => id === 'viettel-2024-09-20-free-all');
    const on = (day: string) => free.map((found) => standing(found, day));
    expect(on('2024-09-19')).toEqual(['upcoming']);
    expect(on('2024-10-15')).toEqual(['in-force']);
    expect(on('2024-10-16')).toEqual(['ended']);
  });

  it('of 2024 without an end in their source count as over, but never as ended on a day', () => {
    const presumed = offers.filter((found) => found.presumedEndOn !== undefined);
    expect(presumed.length).toBeGreaterThan(5);
    for (const found of presumed) {
      expect(found.validTo, found.id).toBeUndefined();
      expect(standing(found, TODAY), found.id).toBe('presumed-ended');
    }
  });
});

describe('the numbers of carriers', () => {
  it('are all shown as unconfirmed until a person has confirmed them', () => {
    const numbers = carriers
      .flatMap(({ contacts }) => contacts)
      .filter(({ kind, verifiedBy }) => kind.startsWith('phone') && verifiedBy === undefined);
    expect(numbers.length).toBeGreaterThan(5);
    expect(numbers.map((contact) => disclosure(contact, TODAY))).not.toContain('plain');
  });

  it('leave out 198, seen in one blog only', () => {
    expect(shown(carrier('viettel'))).toContain('18008098');
    expect(shown(carrier('viettel'))).not.toContain('198');
  });

  it('leave out what Gmobile printed in 2018', () => {
    expect(carrier('gmobile')?.contacts).toHaveLength(1);
    expect(shown(carrier('gmobile'))).toEqual([]);
  });

  it('are digits only, so that a phone can dial them', () => {
    const number = carrier('viettel')?.contacts[0];
    expect(contactPoint.safeParse(number).success).toBe(true);
    expect(contactPoint.safeParse({ ...number, value: '1800 8098' }).success).toBe(false);
    expect(contactPoint.safeParse({ ...number, value: { vi: '18008098' } }).success).toBe(false);
  });
});

describe('the desks of the state', () => {
  const desk = (id: string) => desks.find((found) => found.id === id);

  it('take reports of scams at 156 and complaints of consumers at 1800 6838', () => {
    expect(shown(desk('spam-156'))).toContain('156');
    expect(shown(desk('consumer-18006838'))).toContain('18006838');
    expect(desk('spam-156')?.contacts.map((point) => disclosure(point, TODAY))).not.toContain(
      'unverified',
    );
  });

  it('say so where no number can be shown', () => {
    for (const found of desks) {
      if (shown(found)?.length === 0) expect(found.missing?.vi, found.id).toBeDefined();
    }
    expect(shown(desk('vnta'))).toEqual([]);
  });

  it('hide the province line of 2018 and the numbers of named officials', () => {
    expect(desk('dongnai-1022')?.contacts).toHaveLength(1);
    expect(shown(desk('dongnai-1022'))).toEqual([]);
    expect(desk('tqc-2g')?.contacts).toHaveLength(2);
    expect(shown(desk('tqc-2g'))).toEqual([]);
  });
});

describe('the places', () => {
  it('hold the communes that a source names, each once', () => {
    const names = places.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Bù Gia Mập', 'Đăk Ơ', 'Đồng Tâm']));
    expect(new Set(names).size).toBe(names.length);
  });
});

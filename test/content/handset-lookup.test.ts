import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupHandset } from '../../src/content/handset-lookup.ts';
import { catalogueOf, networkOf, row, tables } from '../helpers/handsets.ts';

const { catalogue } = tables;

describe('a name that the table holds', () => {
  it.each([
    ['Nokia 1202', '2G'],
    ['NOKIA 1202', '2G'],
    ['nokia1202', '2G'],
    ['no ki a 1202', '2G'],
    ['nokai 1202', '2G'],
    ['nokia 12o2', '2G'],
    ['nokia 12 02', '2G'],
    ['nokia một hai không hai', '2G'],
    ['con nokia 1202 đèn pin của bà ngoại', '2G'],
    ['bà Sáu: nokia 1202 - 0912 345 678', '2G'],
    ['12. nokia 1202', '2G'],
    ['máy nokia 1202 mua 200k hồi 12/2009', '2G'],
    ['samsung gt-e1205y', '2G'],
    ['ss e1205', '2G'],
    ['itel2171', '2G'],
    ['mobell 529', '2G'],
    ['lumia 520', '3G'],
    ['nokia 520', '3G'],
    ['aiphôn 5s', '4G'],
    ['ip 8+', '4G'],
    ['ip xs', '4G'],
    ['ga la xy j7 pro', '4G'],
    ['red mi note 7', '4G'],
    ['oppoa37', '4G'],
    ['Galaxy S4 I9505', '4G'],
    ['J500H', '3G'],
    ['TA-1378', '4G'],
    ['iphone 3g', '3G'],
    ['samsung a13 5g', '5G'],
    ['iphone 8 64gb quốc tế', '4G'],
  ])('%s is %s', (name, network) => {
    expect(networkOf(catalogue, name)).toBe(network);
  });

  it('is told with its source and how sure that is', () => {
    const { matches, reason, certainty } = lookupHandset(catalogue, 'nokia 1202');
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatchObject({ brand: 'Nokia', model: '1202', year: 2008, network: '2G' });
    expect(matches[0]?.source).not.toBe('');
    expect([reason, certainty]).toEqual(['exact', 'sure']);
  });

  it('is only likely meant when it was misspelt', () => {
    const { reason, certainty } = lookupHandset(catalogue, 'samsung galxay j7 pro');
    expect([reason, certainty]).toEqual(['fuzzy', 'likely']);
  });
});

describe('a number that is near another', () => {
  it.each([
    'nokia 1203 4',
    'nokia 1205',
    'nokia 12020',
    'nokia 120',
    'samsung e1206',
    'iphone 27',
    'itel 2178',
  ])('%s is not in the list, and nothing is guessed', (name) => {
    const result = lookupHandset(catalogue, name);
    expect(result).toMatchObject({ status: 'unknown', network: null, matches: [] });
  });

  it('never answers a known number with one digit changed by its neighbour', () => {
    const numbers = ['1100', '1202', '1280', '1616', '2700', '6300', '105', '110', '3310'];
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.nat(3),
        fc.integer({ min: 0, max: 9 }),
        (number, at, digit) => {
          const place = at % number.length;
          const changed = number.slice(0, place) + digit + number.slice(place + 1);
          fc.pre(changed !== number);
          const { matches } = lookupHandset(catalogue, `nokia ${changed}`);
          expect(matches.filter(({ model }) => model.split(/\D/)[0] === number)).toEqual([]);
        },
      ),
    );
  });
});

describe('a generation in the name', () => {
  it('must fit: a "4G" that no such phone has may be a fake', () => {
    expect(lookupHandset(catalogue, 'nokia 1202 4g')).toMatchObject({
      status: 'unknown',
      reason: 'no-such-network',
    });
  });

  it.each(['nokia 215 4g', 'nokia 225 bốn gờ', 'nokia 2154g', 'nokia 215 hai sim 4g'])(
    '%s has 4G',
    (name) => {
      expect(networkOf(catalogue, name)).toBe('4G');
    },
  );

  it('tells the old one too', () => {
    expect(networkOf(catalogue, 'nokia 215 2g')).toBe('2G');
  });
});

describe('a year in the name', () => {
  it('is the year of the model', () => {
    expect(networkOf(catalogue, 'nokia 110 2019')).toBe('2G');
    expect(networkOf(catalogue, 'nokia 110 2021')).toBe('4G');
    expect(networkOf(catalogue, 'samsung a5 2017')).toBe('4G');
  });

  it('is the year of the purchase where that is said: older models stay possible', () => {
    expect(networkOf(catalogue, 'nokia 110 mua năm 2014')).toBe('2G');
    expect(networkOf(catalogue, 'nokia 110 mua năm 2021')).toBe('ambiguous');
  });
});

describe('a name that covers several networks', () => {
  it.each([
    ['nokia 105', 'nokia-105'],
    ['no kia 110', 'nokia-110'],
    ['nokia 8110', 'nokia-8110'],
    ['nokia 2720', 'nokia-2720'],
    ['masstel fami 12', 'masstel-fami-12'],
    ['samsung j5', 'samsung-galaxy-j5'],
    ['galaxy note 3', 'samsung-galaxy-note-3'],
    ['sony xperia z1', 'sony-xperia-z1'],
    ['hmd 110', 'hmd-110'],
  ])('%s is asked back with the question of its family', (name, family) => {
    const result = lookupHandset(catalogue, name);
    expect(result).toMatchObject({ status: 'ambiguous', network: null, reason: 'family' });
    expect(result.family?.key).toBe(family);
  });

  it('shows a handset of each network among at most ten', () => {
    const { matches } = lookupHandset(catalogue, 'nokia 3310');
    expect(new Set(matches.map(({ network }) => network))).toEqual(new Set(['2G', '3G', '4G']));
    expect(lookupHandset(catalogue, 'samsung').matches).toHaveLength(10);
  });

  it('is known when all that it covers have one network', () => {
    const { status, network, matches } = lookupHandset(catalogue, 'nokia 130');
    expect([status, network]).toEqual(['known', '2G']);
    expect(matches.length).toBeGreaterThan(1);
  });

  it.each(['nokia', 'con samsung cũ', 'iphone', 'galaxy', 'lumia', 'oppo màu xanh'])(
    'a bare maker or line is asked back: %s',
    (name) => {
      expect(lookupHandset(catalogue, name)).toMatchObject({
        status: 'ambiguous',
        reason: 'brand-only',
      });
    },
  );
});

describe('what is no known name', () => {
  it.each([
    'cục gạch',
    'máy người già chữ to',
    'điện thoại 4g',
    '4G',
    'kechaoda k116',
    'suntek 105',
    'xin chào',
    '',
  ])('"%s" is unknown', (name) => {
    expect(lookupHandset(catalogue, name)).toMatchObject({ status: 'unknown', matches: [] });
  });

  it.each(['máy định vị xe tải', 'đồng hồ trẻ em', 'máy pos', 'thang máy'])(
    '%s is another kind of device',
    (name) => expect(lookupHandset(catalogue, name).reason).toBe('other-device'),
  );

  it('is never a phone called by somebody else’s name', () => {
    const own = catalogueOf(
      row('Oppo', 'R7', '4G'),
      row('Oppo', 'R7 Plus', '4G'),
      row('Honor', '60', '5G'),
    );
    expect(lookupHandset(own, 'oppo r7 plsu').matches[0]?.model).toBe('R7 Plus');
    expect(lookupHandset(own, 'oppo r7 max').status).toBe('unknown');
    expect(lookupHandset(own, 'Tân Tiến 60').status).toBe('unknown');
  });
});

describe('long numbers', () => {
  it('an IMEI is looked up by its TAC and echoed without the rest', () => {
    const result = lookupHandset(catalogue, '35693803 564380 9');
    expect(result).toMatchObject({
      status: 'known',
      network: '3G',
      reason: 'tac',
      tac: '35693803',
    });
    expect(result.query).not.toContain('564380');
  });

  it('a TAC that the table lacks says nothing', () => {
    expect(lookupHandset(catalogue, '35999999')).toMatchObject({
      status: 'unknown',
      reason: 'tac-unknown',
    });
  });

  it('a wrong check digit is an invalid IMEI', () => {
    expect(lookupHandset(catalogue, '356938035643808').status).toBe('invalid-imei');
  });

  it.each([
    ['0912345678', 'phone-number'],
    ['+84 912 345 678', 'phone-number'],
    ['079123456789', 'citizen-id'],
  ])('%s is a %s: no handset, and masked', (number, reason) => {
    const result = lookupHandset(catalogue, number);
    expect(result).toMatchObject({ status: 'unknown', reason });
    expect(result.query).not.toMatch(/\d{4}/);
  });
});

describe('whatever is typed', () => {
  it('is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(lookupHandset(catalogue, text).matches.length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 300 },
    );
  });

  it('never makes more of a 2G handset, however its maker is misspelt', () => {
    const old = [...catalogue.handsets.values()].filter(
      ({ brand, network, model }) =>
        brand === 'Nokia' && network === '2G' && /^\d{3,4}$/.test(model),
    );
    const slip = fc.tuple(fc.nat(4), fc.constantFrom(...'aeioknlm'));
    fc.assert(
      fc.property(fc.constantFrom(...old), slip, ({ model }, [at, letter]) => {
        const maker = `${'nokia'.slice(0, at)}${letter}${'nokia'.slice(at + 1)}`;
        expect(['2G', 'ambiguous', 'unknown']).toContain(networkOf(catalogue, `${maker} ${model}`));
      }),
      { numRuns: 300 },
    );
  });
});

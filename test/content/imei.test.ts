import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findImeis, isImei, passesLuhn, readLongNumber } from '../../src/content/imei.ts';

/** The IMEI that 3GPP TS 23.003 and its textbooks use as an example. */
const EXAMPLE = '490154203237518';

describe('an IMEI', () => {
  it.each([
    EXAMPLE,
    '49-015420-323751-8',
    '49015420 3237518',
    ' 490154203237518 ',
    'IMEI: 490154203237518',
  ])('is read as %s', (text) => {
    expect(readLongNumber(text)).toEqual({ kind: 'imei', tacs: ['49015420'] });
  });

  it('may lack its check digit, or carry a software version', () => {
    expect(readLongNumber('49015420323751')).toMatchObject({ kind: 'imei' });
    expect(readLongNumber('4901542032375101')).toMatchObject({ kind: 'imei' });
    expect(readLongNumber(`${EXAMPLE}01`)).toMatchObject({ kind: 'imei' });
  });

  it('with a wrong check digit is none', () => {
    expect(readLongNumber('490154203237517')).toEqual({ kind: 'invalid-imei' });
    expect(readLongNumber('000000000000000')).toEqual({ kind: 'invalid-imei' });
  });

  it('comes twice from a phone with two SIMs', () => {
    expect(readLongNumber(`IMEI 1: ${EXAMPLE}\nIMEI 2: 490154203237526`)).toEqual({
      kind: 'imei',
      tacs: ['49015420'],
    });
    expect(readLongNumber(`${EXAMPLE} / 356938035643809`)).toEqual({
      kind: 'imei',
      tacs: ['49015420', '35693803'],
    });
  });

  it('with any digit mistyped is noticed', () => {
    fc.assert(
      fc.property(fc.nat(14), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const digit = (Number(EXAMPLE[at]) + shift) % 10;
        expect(passesLuhn(EXAMPLE.slice(0, at) + digit + EXAMPLE.slice(at + 1))).toBe(false);
      }),
    );
    expect(isImei(EXAMPLE)).toBe(true);
  });
});

describe('other long numbers', () => {
  it.each([
    ['49015420', 'tac'],
    ['0912345678', 'phone-number'],
    ['+84912345678', 'phone-number'],
    ['84912345678', 'phone-number'],
    ['079123456789', 'citizen-id'],
    ['271234567', 'citizen-id'],
  ])('%s is a %s', (number, kind) => {
    expect(readLongNumber(number)?.kind).toBe(kind);
  });

  it.each(['nokia 1202', '1202', '', 'abc', '12345678901234567890'])(
    '"%s" is none of them',
    (text) => {
      expect(readLongNumber(text)).toBeUndefined();
    },
  );
});

describe('IMEIs in a sentence', () => {
  it('give their TACs, never themselves', () => {
    const found = findImeis(`bấm ra ${EXAMPLE} thì sao`);
    expect(found).toMatchObject({ tacs: ['49015420'], invalid: false });
    expect(JSON.stringify(found)).not.toContain(EXAMPLE);
  });

  it('are marked where they stand', () => {
    const text = `số 49-015420-323751-8 đây`;
    const [span] = findImeis(text).spans;
    expect(text.slice(span?.start, span?.end)).toBe('49-015420-323751-8');
  });

  it('may be mistyped, which is told', () => {
    expect(findImeis('imei 490154203237517')).toMatchObject({ tacs: [], invalid: true });
  });

  it('are no dates, sums or phone numbers', () => {
    for (const text of [
      'ngày 16102024',
      'gọi 0912 345 678',
      'giá 12.500.000',
      'CCCD 079123456789',
    ]) {
      expect(findImeis(text)).toMatchObject({ tacs: [], invalid: false });
    }
    expect(findImeis('TAC 49015420').tacs).toEqual(['49015420']);
  });
});

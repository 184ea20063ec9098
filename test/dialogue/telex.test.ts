import { describe, expect, it } from 'vitest';
import { readTelex, readVni } from '../../src/dialogue/telex.ts';

describe('keys typed with the Vietnamese keyboard off', () => {
  it.each([
    ['khoong', 'không'],
    ['dduwowcj', 'được'],
    ['duwowjcd', 'được'],
    ['ddieenj', 'điện'],
    ['nuwax', 'nữa'],
    ['quyeets', 'quyết'],
    ['hoawcj', 'hoặc'],
    ['quawng', 'quăng'],
    ['giuwowngf', 'giường'],
    ['uoongs', 'uống'],
    ['nghieepj', 'nghiệp'],
    ['thuowr', 'thuở'],
    ['maf', 'mà'],
    ['gif', 'gì'],
  ])('Telex %s is %s', (keys, word) => expect(readTelex(keys)).toBe(word));

  it.each([
    ['kho6ng', 'không'],
    ['d9u7o7c5', 'được'],
    ['d9ie6n5', 'điện'],
    ['ho8c5', undefined],
    ['hoa8c5', 'hoặc'],
    ['ma2', 'mà'],
  ])('VNI %s is %s', (keys, word) => expect(readVni(keys)).toBe(word));

  it.each(['work', 'phones', 'cars', 'yes', 'xx', 'sms', 'toi'])('%s is no Telex', (word) => {
    expect(readTelex(word)).toBeUndefined();
  });

  it.each(['s7', 'a11', '2g', 'note10', 'c21'])('%s is no VNI', (word) => {
    expect(readVni(word)).toBeUndefined();
  });
});

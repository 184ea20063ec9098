import { expect, test } from 'vitest';
import { parseExact } from '../../src/channels/exact-json.ts';

test('ids beyond 2^53 keep every digit; all other values are as they are', () => {
  const text =
    '{"id":9007199254740993,"minus":-72057594037927937,"small":42,"half":0.5,"big":1e300,"text":"9007199254740993","list":[9223372036854775807]}';
  expect(parseExact(text)).toEqual({
    id: '9007199254740993',
    minus: '-72057594037927937',
    small: 42,
    half: 0.5,
    big: 1e300,
    text: '9007199254740993',
    list: ['9223372036854775807'],
  });
});

test('what is no JSON throws', () => {
  expect(() => parseExact('{"a":')).toThrow(SyntaxError);
});

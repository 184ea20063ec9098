import { describe, expect, it } from 'vitest';
import { type Answered, evaluateQuestions } from '../../src/evaluate/metrics.ts';
import { parseQuestions } from '../../src/evaluate/questions.ts';

const HEADER = 'id\ttext\tlabel\tlang\tnotes';
const questions = (...rows: string[]) => parseQuestions([HEADER, ...rows].join('\n'));
const answered = (intent: string | null, ...alternatives: string[]): Answered => ({
  intent,
  outcome: intent === null ? 'not-understood' : 'answered',
  alternatives,
});
const asked = (...alternatives: string[]): Answered => ({
  intent: null,
  outcome: 'clarified',
  alternatives,
});
const report = (row: string, answer: Answered) => evaluateQuestions(questions(row), () => answer);

const WHEN = '1\tbao giờ\tshutdown_when\tvi\tkind=x';
const WHEN_OR_WHY = '2\tbao giờ\tshutdown_when\tvi\tkind=x; alt=shutdown_why;volte; style=y';
const OFF_TOPIC = '3\ttrời mưa\tout_of_scope\tvi\tsub=smalltalk';
const DEBT = '4\tnợ cước\tout_of_scope\tvi\tsub=debt; alt=phone_locked';

describe('one question', () => {
  it.each([
    ['the right intent', WHEN, answered('shutdown-when'), 1, 1, 1, 0],
    ['another intent', WHEN, answered('volte', 'shutdown-when'), 0, 0, 0, 1],
    ['an accepted intent', WHEN_OR_WHY, answered('volte'), 0, 1, 1, 0],
    ['asking back with the right one', WHEN, asked('volte', 'shutdown-when'), 0, 0, 1, 0],
    ['asking back with the right one first', WHEN, asked('shutdown-when', 'volte'), 1, 1, 1, 0],
    ['asking back with others', WHEN, asked('volte', 'scam'), 0, 0, 0, 0],
    ['not understood', WHEN, answered(null), 0, 0, 0, 0],
    [
      'a missing slot of the right intent',
      WHEN,
      { intent: 'shutdown-when', outcome: 'clarified', alternatives: [] },
      1,
      1,
      1,
      0,
    ],
    [
      'no data on the right intent',
      WHEN,
      { intent: 'shutdown-when', outcome: 'no-data', alternatives: [] },
      1,
      1,
      1,
      0,
    ],
    [
      'checking a phone for checking a model',
      '5\tx\tcheck_model\tvi\t',
      answered('check-phone'),
      0,
      1,
      1,
      0,
    ],
  ] as const)('%s', async (_name, row, answer, strict, lenient, solved, wrong) => {
    expect(await report(row, answer)).toMatchObject({ strict, lenient, solved, wrong, inScope: 1 });
  });

  it('is solved by asking back, when it is ambiguous', async () => {
    const row = '6\tx\tvolte\tvi\tambiguous';
    expect(await report(row, asked('scam', 'sim-4g'))).toMatchObject({ solved: 1, wrong: 0 });
    expect(await report(row, answered('volte'))).toMatchObject({ solved: 0, wrong: 1 });
  });

  it('counts among the first two when it is the runner-up', async () => {
    expect(await report(WHEN, answered('volte', 'shutdown-when'))).toMatchObject({ topTwo: 1 });
    expect(await report(WHEN, answered('volte', 'scam', 'shutdown-when'))).toMatchObject({
      topTwo: 0,
    });
  });
});

describe('a question that is not ours', () => {
  it.each([null, 'out-of-scope', 'redirect-billing'])('may be answered with %s', async (intent) => {
    expect((await report(OFF_TOPIC, answered(intent))).outOfScope.far).toEqual({
      rows: 1,
      answered: 0,
    });
  });

  it('must not be answered as one of ours', async () => {
    const { outOfScope, confusions } = await report(OFF_TOPIC, answered('volte'));
    expect(outOfScope.far.answered).toBe(1);
    expect(confusions).toEqual([{ label: 'out-of-scope', intent: 'volte', rows: 1 }]);
  });

  it('may be ours where a fair judge accepts it', async () => {
    expect((await report(DEBT, answered('phone-locked'))).outOfScope.near.answered).toBe(0);
    expect((await report(DEBT, answered('volte'))).outOfScope.near.answered).toBe(1);
  });

  it('counts neither as solved nor as wrong', async () => {
    expect(await report(OFF_TOPIC, answered('volte'))).toMatchObject({ inScope: 0, wrong: 0 });
  });
});

it('reports the worst label first', async () => {
  const { labels } = await evaluateQuestions(questions(WHEN, '7\tx\tvolte\tvi\t'), () =>
    answered('volte'),
  );
  expect(labels).toEqual([
    { label: 'shutdown-when', rows: 1, recall: 0, solved: 0 },
    { label: 'volte', rows: 1, recall: 1, solved: 1 },
  ]);
});

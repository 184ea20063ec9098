/** What the assistant's classifier is measured against: nlp.js with the same rows, in the same run. */
import type { ChatWords } from '../content/chat-words.ts';
import { inTrainingOrder } from '../dialogue/artefact.ts';
import { type Example, type Nlp, newNlp } from '../dialogue/classifier.ts';
import { LangVi } from '../dialogue/lang-vi.ts';
import type { Ask } from './metrics.ts';

/** Below it nlp.js itself says that it did not understand. */
const STOCK_THRESHOLD = 0.5;

/** nlp.js as it comes. */
export async function stockNlp(examples: readonly Example[]): Promise<Ask> {
  const nlp = newNlp(STOCK_THRESHOLD);
  nlp.addLanguage('vi');
  return trained(nlp, examples);
}

/** nlp.js' own perceptron on the assistant's features, scaled so that it does not diverge. */
export async function scaledNlp(examples: readonly Example[], chatWords: ChatWords): Promise<Ask> {
  const nlp = newNlp(STOCK_THRESHOLD);
  nlp.container.use(new LangVi(chatWords));
  nlp.container.use({ name: 'arrToObj', run: scaleToLengthOne });
  nlp.container.registerConfiguration('nlu-vi', { log: false, iterations: 30, filterZeros: true });
  nlp.container.registerPipeline('nlu-vi-prepare', [
    'normalize',
    'tokenize',
    'stem',
    'arrToObj',
    'output.tokens',
  ]);
  nlp.addLanguage('vi');
  return trained(nlp, examples);
}

async function trained(nlp: Nlp, examples: readonly Example[]): Promise<Ask> {
  for (const { text, intent } of inTrainingOrder(examples)) nlp.addDocument('vi', text, intent);
  await nlp.train();
  return async (text) => {
    const { intent, classifications } = await nlp.process('vi', text);
    const understood = intent !== 'None';
    return {
      intent: understood ? intent : null,
      outcome: understood ? 'answered' : 'not-understood',
      alternatives: classifications
        .map((one) => one.intent)
        .filter((one) => one !== intent && one !== 'None')
        .slice(0, 3),
    };
  };
}

function scaleToLengthOne(input: { tokens: readonly string[] | Record<string, number> }) {
  const { tokens } = input;
  if (Array.isArray(tokens)) {
    const weight = 1 / Math.sqrt(Math.max(tokens.length, 1));
    input.tokens = Object.fromEntries(tokens.map((token: string) => [token, weight]));
  }
  return input;
}

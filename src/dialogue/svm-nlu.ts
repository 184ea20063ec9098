/** The assistant's model as an NLU class of nlp.js, which calls these methods by name. */
import { type Reading, read } from './calibration.ts';
import type { LangVi } from './lang-vi.ts';
import { type Model, restoreModel, type StoredModel, scoresOf, trainModel } from './model.ts';
import { indexSamples, type Sample } from './samples.ts';

export class SvmNlu {
  readonly name = 'SvmNlu';
  readonly language: LangVi;
  samples: readonly Sample[] = [];
  indexed = indexSamples([]);
  model: Model = trainModel(this.indexed, []);
  sharpness = 1;

  constructor(language: LangVi) {
    this.language = language;
  }

  train(corpus: readonly { utterance: string; intent: string }[]): { status: object } {
    this.samples = corpus.map(({ utterance, intent }) => ({
      intent,
      words: this.language.wordsOf(utterance),
    }));
    this.indexed = indexSamples(this.samples);
    this.model = trainModel(this.indexed, this.indexed.rows);
    return { status: {} };
  }

  read(text: string): Reading {
    return read(
      this.model.intents,
      scoresOf(this.model, this.language.wordsOf(text)),
      this.sharpness,
    );
  }

  process(text: string): { classifications: Reading['ranked'] } {
    return { classifications: this.read(text).ranked };
  }

  fromJSON(model: StoredModel): void {
    this.model = restoreModel(model);
  }
}

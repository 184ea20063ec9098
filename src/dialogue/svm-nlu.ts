/** The support vector machine as an NLU class of nlp.js, which calls these methods by name. */
import { type Reading, read } from './calibration.ts';
import type { LangVi } from './lang-vi.ts';
import {
  type LinearModel,
  restoreModel,
  type Sample,
  type StoredModel,
  scoresOf,
  trainModel,
} from './model.ts';

export class SvmNlu {
  readonly name = 'SvmNlu';
  readonly language: LangVi;
  model: LinearModel = { intents: [], features: new Map(), weights: new Int8Array(), scales: [] };
  samples: readonly Sample[] = [];
  sharpness = 1;

  constructor(language: LangVi) {
    this.language = language;
  }

  train(corpus: readonly { utterance: string; intent: string }[]): { status: object } {
    this.samples = corpus.map(({ utterance, intent }) => ({
      intent,
      features: this.language.featuresOf(utterance),
    }));
    this.model = trainModel(this.samples);
    return { status: {} };
  }

  read(text: string): Reading {
    return read(
      this.model.intents,
      scoresOf(this.model, this.language.featuresOf(text)),
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

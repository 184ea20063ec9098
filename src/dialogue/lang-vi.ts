/** Vietnamese as a language plug-in of nlp.js: normaliser, tokeniser and stemmer. */
import type { ChatWords } from '../content/chat-words.ts';
import { stretchFeatures, wordFeatures } from './features.ts';
import { normalize } from './normalize.ts';

/** What is used of nlp.js' container, which ships no types. */
export interface Container {
  use(plugin: object): string;
  registerConfiguration(name: string, value: object): void;
  registerPipeline(name: string, steps: readonly string[]): void;
}

/** Vietnamese for nlp.js. Its "stems" are all features of a text, not only its words. */
export class LangVi {
  readonly name = 'lang-vi';
  readonly chatWords: ChatWords;

  constructor(chatWords: ChatWords) {
    this.chatWords = chatWords;
  }

  /** Called by the container. The tokenizer also keeps nlp.js from caching every message. */
  register(container: Container): void {
    container.use({
      name: 'normalizer-vi',
      normalize: (text: string) => normalize(text, this.chatWords),
    });
    container.use({ name: 'tokenizer-vi', tokenize: tokensOf });
    container.use({
      name: 'stemmer-vi',
      stem: (words: readonly string[]) => [...wordFeatures(words), ...stretchFeatures(words)],
    });
  }

  /** The words of a message, as both kinds of engine see them. */
  wordsOf(text: string): string[] {
    return tokensOf(normalize(text, this.chatWords));
  }
}

function tokensOf(text: string): string[] {
  return text.split(' ').filter(Boolean);
}

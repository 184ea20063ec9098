/** What a citizen reads when the program broke. */
import type { Snapshot } from '../content/content.ts';
import { draft } from '../dialogue/draft.ts';
import { menuChoices } from '../dialogue/menu.ts';
import { render } from '../dialogue/render.ts';
import type { Apology } from './context.ts';

/** Apologises in the texts of a snapshot and names the ticket that was opened. */
export function apologyIn(content: Snapshot): Apology {
  return (locale, code) => {
    const text = content.texts.say(locale)('failed.apology', { code });
    const apology = draft({
      intent: null,
      outcome: 'failed',
      lead: text,
      short: text,
      choices: menuChoices(content, locale).slice(0, 3),
    });
    return render(apology, { content, locale, on: content.checkedOn, address: null });
  };
}

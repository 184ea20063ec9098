/** A citizen takes back everything, at once and everywhere. */
import type { Address } from '../message.ts';
import { forgetBrowser } from '../store/forget.ts';
import type { Bot } from './context.ts';

/** Deletes what was said, its tickets and the key to it; the desk is told that they are gone. */
export async function forgetCitizen(bot: Bot, address: Address): Promise<void> {
  const gone = await bot.inTurn(address, () => forgetBrowser(bot.db, address));
  if (gone.length > 0) bot.desk.emit('changed', gone);
}

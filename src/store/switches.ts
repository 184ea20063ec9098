/** Switching a channel off and on: who, when and why is kept, the newest is in force. */
import type { ChannelName } from '../message.ts';
import type { ChannelSwitchTable, Db } from './schema.ts';

/** Switches a channel. While it is off, messages are taken in and answers wait. */
export async function switchChannel(db: Db, change: ChannelSwitchTable): Promise<void> {
  await db.insertInto('channelSwitch').values(change).execute();
}

/** The switch in force; undefined while nobody has ever touched it: then the channel is on. */
export async function switchOf(
  db: Db,
  channel: ChannelName,
): Promise<ChannelSwitchTable | undefined> {
  return db
    .selectFrom('channelSwitch')
    .selectAll()
    .where('channel', '=', channel)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The channels that are switched off now. */
export async function channelsOff(db: Db): Promise<ChannelName[]> {
  const changes = await db.selectFrom('channelSwitch').selectAll().orderBy('id').execute();
  const inForce = new Map(changes.map((change) => [change.channel, change]));
  return [...inForce.values()].filter(({ off }) => Boolean(off)).map(({ channel }) => channel);
}

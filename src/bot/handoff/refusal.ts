/** Why something cannot be done to a ticket: told to whoever tried, and nothing has changed. */

export type RefusalReason =
  /** No such ticket, or of a desk that is none of theirs. */
  | 'unknown'
  /** Its conversation was deleted: there is nobody to speak to. */
  | 'gone'
  /** It has ended. */
  | 'ended'
  /** Somebody else has it in hand; `by` says who. */
  | 'held'
  /** Nobody has it in hand: it has to be taken first. */
  | 'not-held'
  /** They have as many conversations in hand as the desk allows. */
  | 'full'
  /** That cannot happen to a ticket where it stands. */
  | 'impossible'
  /** The citizen wants no more messages. */
  | 'stopped'
  | 'empty'
  /** Longer than the channel carries in one message; `by` says how long it may be. */
  | 'too-long'
  /** No such colleague, or desk, to hand it on to. */
  | 'nobody';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;
  readonly by: string | undefined;

  constructor(reason: RefusalReason, by?: string) {
    super(by === undefined ? reason : `${reason}: ${by}`);
    this.reason = reason;
    this.by = by;
  }
}

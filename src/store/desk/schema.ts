/** The tables of what is in force at the desk now: times, truth and JSON as everywhere. */
export interface DeskTables {
  ticketTimer: TicketTimerTable;
  ticketCallback: TicketCallbackTable;
  agentPresence: AgentPresenceTable;
}

export type TimerKind = 'first-reply' | 'lapse' | 'silence' | 'callback' | 'expire' | 'closing';

/** What happens to a ticket when nobody does anything; at most one of each kind. */
export interface TicketTimerTable {
  id: string;
  ticketId: string;
  kind: TimerKind;
  dueAt: string;
}

/** A number to call back on, given with consent; it goes when the ticket ends. */
export interface TicketCallbackTable {
  ticketId: string;
  /** In national form, `0912345678`. */
  phone: string;
  consentAt: string;
}

/** Somebody with the desk open, and whether they take conversations. */
export interface AgentPresenceTable {
  staffId: string;
  name: string;
  /** Desks whose conversations they may take, as JSON; null: all. */
  desks: string | null;
  available: 0 | 1;
  seenAt: string;
}

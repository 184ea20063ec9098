/** Addresses that are handed to somebody. */
import type { Request } from 'express';
import type { Console } from './context.ts';

/** The path of a link with that token. */
export function welcomePath(token: string): string {
  return `/console/welcome?token=${token}`;
}

/** The whole address, as citizens reach this installation, or as this browser came. */
export function linkFor({ publicUrl }: Console, req: Request, token: string): string {
  return `${publicUrl ?? `${req.protocol}://${req.host}`}${welcomePath(token)}`;
}

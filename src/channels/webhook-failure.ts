/** What a provider is told when its call could not be taken. */
import type { ErrorRequestHandler } from 'express';
import type { Report } from './channel.ts';

/**
 * Answers with nothing but the status: 413 and the like for a body that is too long or cut off,
 * 503 for what could not be stored, which is also reported.
 */
export function webhookFailure(report: Report, sentence: string): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 503;
    if (status >= 500) report.error({ err: error }, sentence);
    res.status(status).end();
  };
}

/** What browsers are told about our pages, and whom we let send to them. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { HttpError } from './http.ts';

/**
 * Headers of pages: nothing inline, nothing from elsewhere; framed only by the origins named.
 * Referrer "same-origin" rather than none: with none, browsers send forms with `Origin: null`.
 */
export function pageHeaders(embedOrigins: readonly string[]): RequestHandler[] {
  const secured = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'", ...embedOrigins],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    // Whether a whole domain is HTTPS only is for the proxy that holds its certificate to say.
    strictTransportSecurity: false,
    // It knows no list of origins; `frame-ancestors` above does its work.
    xFrameOptions: embedOrigins.length === 0 ? { action: 'sameorigin' } : false,
  });
  return [
    secured,
    (_req, res, next) => {
      res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
      res.set('Cache-Control', 'no-store');
      next();
    },
  ];
}

/**
 * Refuses what another site's page makes a browser send. Programs that are no browsers send neither
 * header, and carry no cookie that they did not choose to carry.
 */
export const sameOriginOnly: RequestHandler = (req, _res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') return next();
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  const trusted =
    site === undefined
      ? origin === undefined || URL.parse(origin)?.host === req.host
      : site === 'same-origin' || site === 'none';
  next(trusted ? undefined : new HttpError(403));
};

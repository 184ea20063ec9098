/**
 * The least that a webhook can be: node:http, the secret compared, one durable insert, 200.
 *
 * Arguments: file of the database, secret.
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';

const [file = '', secret = ''] = process.argv.slice(2);
const expected = Buffer.from(secret);
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('create table message (id integer primary key, body text)');
const insert = db.prepare('insert into message (body) values (?)');

const server = createServer(async (req, res) => {
  const given = Buffer.from(String(req.headers['x-telegram-bot-api-secret-token']));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    res.writeHead(401).end();
    return;
  }
  let body = '';
  for await (const chunk of req) body += chunk;
  insert.run(body);
  res.end();
}).listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

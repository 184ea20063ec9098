// Plain JavaScript, loaded by `--import` before anything else: an old Node cannot even parse the
// rest of the program, and better-sqlite3 13 dies on it without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Trợ lý 2G needs Node 22.18 or newer; this is ${process.versions.node}. ` +
      'On Linux x64 "npm ci" brings Node 24 along: start with "npm start" instead of "node".',
  );
  process.exit(1);
}

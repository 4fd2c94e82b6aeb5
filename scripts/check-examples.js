// Runs the code of every document as it is written (see lib/check-document.js), and compares what it prints.
// node scripts/check-examples.js [DOCUMENT…]
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkDocument } from './lib/check-document.js';
import { root } from './lib/root.js';

if (isMainThread) await checkAll(process.argv.length > 2 ? process.argv.slice(2) : allDocuments());
else parentPort.postMessage(workerData.flatMap((document) => checkDocument(document)));

/** The blocks of a document run one after the other, and documents beside each other. */
async function checkAll(documents) {
  const lanes = Math.min(availableParallelism(), documents.length);
  const parts = Array.from({ length: lanes }, (_, lane) => documents.filter((_, place) => place % lanes === lane));
  const results = (await Promise.all(parts.map(resultsOf))).flat();
  const failed = results.filter((held) => !held).length;
  if (results.length === 0) throw new Error(`no block of ${documents.join(', ')} is marked`);
  console.log(`${documents.length} documents: ${results.length - failed} blocks are as they say, ${failed} are not`);
  process.exit(failed === 0 ? 0 : 1);
}

function resultsOf(documents) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: documents });
    worker.on('message', resolve).on('error', reject);
  });
}

/** Every Markdown file that is or will be in the repository, but for changesets and changelogs. */
function allDocuments() {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  const { stdout, status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  return stdout.split('\n').filter((path) => path !== '' && !/^\.changeset\/|CHANGELOG\.md$/.test(path));
}

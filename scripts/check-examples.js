// Runs the code of every document as it is written (see lib/check-document.js), and compares what it prints.
// node scripts/check-examples.js [DOCUMENT…]
import { spawnSync } from 'node:child_process';
import { checkDocument } from './lib/check-document.js';
import { root } from './lib/root.js';

const documents = process.argv.length > 2 ? process.argv.slice(2) : allDocuments();
const results = documents.flatMap((document) => checkDocument(document));
const failed = results.filter((held) => !held).length;
if (results.length === 0) throw new Error(`no block of ${documents.join(', ')} is marked`);
console.log(`${documents.length} documents: ${results.length - failed} blocks are as they say, ${failed} are not`);
process.exit(failed === 0 ? 0 : 1);

/** Every Markdown file that is or will be in the repository, but for changesets and changelogs. */
function allDocuments() {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  const { stdout, status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  return stdout.split('\n').filter((path) => path !== '' && !/^\.changeset\/|CHANGELOG\.md$/.test(path));
}

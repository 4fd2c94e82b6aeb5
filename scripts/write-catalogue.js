// Writes docs/{metrics,analyses,reports,events,views}.md from the declarations; with --check it only says which are out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analysesPage, reportsPage } from './lib/catalogue/answerable-page.js';
import { eventsPage } from './lib/catalogue/events-page.js';
import { metricsPage } from './lib/catalogue/metrics-page.js';
import { SampleAnswers } from './lib/catalogue/sample-answers.js';
import { viewsPage } from './lib/catalogue/views-page.js';
import { root } from './lib/root.js';

const answers = await SampleAnswers.open();
const pages = {
  'docs/metrics.md': metricsPage(answers.catalogue),
  'docs/analyses.md': await analysesPage(answers),
  'docs/reports.md': await reportsPage(answers),
  'docs/events.md': eventsPage(),
  'docs/views.md': viewsPage(),
};
await answers.close();

const outdated = Object.entries(pages).filter(([path, text]) => {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
if (process.argv.includes('--check')) {
  for (const [path] of outdated) console.error(`${path} is not what is declared: npm run docs:catalogue`);
  process.exitCode = outdated.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of outdated) writeFileSync(join(root, path), text);
  console.log(
    outdated.length === 0 ? 'all pages are up to date' : `wrote ${outdated.map(([path]) => path).join(', ')}`,
  );
}

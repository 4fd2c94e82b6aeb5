// `npm run docs`: the API reference of every entry of @lms-analytics/core, from its TSDoc. What is not documented, an
// example that does not compile, and every other warning, is a failure.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Application, ReflectionKind } from 'typedoc';
import { exampleProblems, withoutExample } from './examples.js';

const SOURCE = '@lms-analytics/source';
const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const core = (path) => pathOf(`../../packages/core/${path}`);
const manifest = JSON.parse(readFileSync(core('package.json'), 'utf8'));

const app = await Application.bootstrap({
  name: manifest.name,
  entryPoints: Object.values(manifest.exports).map((entry) => core(entry[SOURCE])),
  tsconfig: core('tsconfig.json'),
  readme: core('README.md'),
  out: pathOf('reference'),
  // What is public but has no meaning for those who import it is marked @internal.
  excludeInternal: true,
  // `npm run check:types` checks the types, with the TypeScript that the packages are built with.
  skipErrorChecking: true,
  // There is no address that the sources could be linked to.
  disableSources: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'Method', 'Accessor', 'TypeAlias'],
  // The declarations that SourceName, SourceTime, SourceColumn and Unit are derived from, and what only people read.
  intentionallyNotExported: ['sources', 'units', 'Plan'],
});
const project = await app.convert();
if (project === undefined) process.exit(1);
app.validate(project);
for (const member of undocumentedMembers(project)) app.logger.warn(`${member.getFullName()} has no comment`);
for (const callable of withoutExample(project)) app.logger.warn(`${callable.getFullName()} has no example`);
for (const problem of exampleProblems(project)) app.logger.warn(`an example does not compile: ${problem}`);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1);
await app.generateOutputs(project);

/** The members of interfaces and classes without a comment; those of other types are explained by the type itself. */
function undocumentedMembers(reflections) {
  const properties = reflections.getReflectionsByKind(ReflectionKind.Property);
  return properties.filter(
    (property) =>
      property.parent?.kindOf(ReflectionKind.ClassOrInterface) && !property.flags.isInherited && !property.hasComment(),
  );
}

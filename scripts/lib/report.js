/** Says how a check went, in one line, with the problem below it; whether there was none. */
export function report(title, problem) {
  if (problem === undefined) console.log(`ok      ${title}`);
  else console.error(`FAILED  ${title}\n${String(problem).trimEnd().replace(/^/gm, '        ')}`);
  return problem === undefined;
}

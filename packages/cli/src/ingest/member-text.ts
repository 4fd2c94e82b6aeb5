/** A string, a bracket, a comma, a colon, or anything between them. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The text of a member of a JSON object, as it stands: a value that is parsed and written again can be another one
 * (`1e400`, members given twice). Of several of that name the last counts, as for `JSON.parse`.
 *
 * @param json the text of an object; it must be JSON
 * @example
 * memberText('{"a":1,"event":{"b":1e400}}', 'event'); // '{"b":1e400}'
 */
export function memberText(json: string, name: string): string | undefined {
  let [depth, before, start]: [number, string, number | undefined] = [0, '', undefined];
  let found: string | undefined;
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (depth === 1 && token === ':' && JSON.parse(before) === name) start = index + 1;
    if (depth === 1 && start !== undefined && (token === ',' || token === '}')) {
      found = json.slice(start, index).trim();
      start = undefined;
    }
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    before = token;
  }
  return found;
}

import { createAnalytics } from '@lms-analytics/core';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { openStore } from '@lms-analytics/core/stores';

/** What is asked about in the sample term, of each parameter that must be given. */
const subjects = { course: 'writing-101', assessment: 'writing-101-a1', user: 'learner-00002' };
/** The sample term is over by then. */
const asOf = '2026-01-05';

/** Answers questions about the sample term: their columns, with an example of each. */
export class SampleAnswers {
  #analytics;

  static async open() {
    const answers = new SampleAnswers();
    answers.#analytics = createAnalytics({
      store: await openStore('duckdb::memory:', 'write'),
      clock: () => new Date(asOf),
    });
    await answers.#analytics.ingest(generateSampleTerm());
    return answers;
  }

  get catalogue() {
    return this.#analytics.catalogue;
  }

  /** The columns of the answer to `{ analysis: id }` or `{ report: id }`, each with its value in the fullest row. */
  async columns(question, { parameters, hasPeriod }) {
    const required = Object.entries(parameters).filter(([, schema]) => !schema.safeParse(undefined).success);
    const given = Object.fromEntries(required.map(([name]) => [name, subjects[name]]));
    const asked = { ...question, ...given, asOf, ...(hasPeriod && { last: 'all' }) };
    const { columns, rows, summary } = await this.#analytics.report(asked);
    const stated = (row) => Object.values(row).filter((value) => value !== null).length;
    const [example = {}] = rows.toSorted((one, other) => stated(other) - stated(one));
    return { columns: columns.map((column) => ({ ...column, example: example[column.id] })), summary };
  }

  close() {
    return this.#analytics.close();
  }
}

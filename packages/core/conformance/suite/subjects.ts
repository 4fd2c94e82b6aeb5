import type { AnalysisCase } from '../cases/analyses/analysis-case.js';
import { analysisSubjects } from '../cases/analyses/index.js';
import type { ConformanceCase } from '../cases/conformance-case.js';
import { subjects } from '../cases/index.js';
import { reportSubjects } from '../cases/reports/index.js';
import type { ReportCase } from '../cases/reports/report-case.js';

/** A hand-made case of a question of any kind. */
export type AnyCase = ConformanceCase | AnalysisCase | ReportCase;

/** Every hand-made case, by kind and subject. A subject is part of a tenant's name. */
export const everySubject: Readonly<Record<string, readonly AnyCase[]>> = {
  ...subjects,
  ...ofKind('analysis', analysisSubjects),
  ...ofKind('report', reportSubjects),
};

function ofKind(kind: string, subjects: Readonly<Record<string, readonly AnyCase[]>>) {
  return Object.fromEntries(Object.entries(subjects).map(([subject, cases]) => [`${kind}.${subject}`, cases]));
}

import type { AnswerHead, Row } from '@lms-analytics/core';
import { formatCell } from '../table/format-cell.js';

/*
 * The rules of thumb that Moodle documents for the figures that are used here:
 * https://docs.moodle.org/dev/Quiz_report_statistics. For Ebel too (Essentials of Educational Measurement, 1972) an item
 * whose discrimination is below 0.20 is a poor one.
 */
const VERY_EASY = 90;
const VERY_DIFFICULT = 10;
const WEAK_DISCRIMINATION = 20;
const UNSATISFACTORY_ALPHA = 0.64;
/** With fewer attempts a figure of an item is as much chance as anything. */
const FEW_ATTEMPTS = 30;

/** What is odd about an item, in words; nothing where nothing is. */
export function oddities(item: Row): string[] {
  if (item['answered'] === 0) return ['nobody has marks for it'];
  return [discriminationOddity(item), facilityOddity(item)].filter((oddity) => oddity !== undefined);
}

function discriminationOddity({ discrimination_index: index }: Row): string | undefined {
  if (typeof index !== 'number') return 'its marks do not tell learners apart';
  const figure = `discrimination ${formatCell(index, { unit: 'percent' })}`;
  if (index < 0) return `${figure}; who does well elsewhere does worse here: check the key and the wording`;
  if (index < WEAK_DISCRIMINATION) return `${figure}; it hardly tells those who do well from the others`;
  return undefined;
}

function facilityOddity({ facility }: Row): string | undefined {
  if (typeof facility !== 'number') return undefined;
  const figure = `facility ${formatCell(facility, { unit: 'percent' })}`;
  if (facility >= VERY_EASY) return `${figure}; it is very easy`;
  if (facility <= VERY_DIFFICULT) return `${figure}; it is very difficult, or something is wrong with it`;
  return undefined;
}

/** What is odd about the whole, a sentence each. */
export function wholeOddities({ alpha, attempts }: NonNullable<AnswerHead['summary']>): string[] {
  return [
    ...(typeof alpha === 'number' && alpha < UNSATISFACTORY_ALPHA
      ? [`Alpha is below ${UNSATISFACTORY_ALPHA}: the items together do not measure reliably.`]
      : []),
    ...(typeof attempts === 'number' && attempts < FEW_ATTEMPTS
      ? [`There are fewer than ${FEW_ATTEMPTS} attempts: much of this may be chance.`]
      : []),
  ];
}

import { expect, test } from 'vitest';
import { fieldsOf } from './describe-event.js';

test('the members of the objects of a list stand after the list', () => {
  const names = fieldsOf('AssessmentCompleted').map(({ name, required }) => (required ? name : `${name}?`));
  expect(names.slice(names.indexOf('items?'))).toEqual([
    'items?',
    'items[].itemId',
    'items[].score',
    'items[].maxScore?',
    'items[].answer?',
  ]);
});

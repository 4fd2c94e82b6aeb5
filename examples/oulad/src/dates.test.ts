import { expect, test } from 'vitest';
import { calendarOf } from './dates.js';

test.each([
  ['2013J', 0, '2013-10-01T12:00:00Z'],
  ['2014B', 0, '2014-02-01T12:00:00Z'],
  ['2013J', -1, '2013-09-30T12:00:00Z'],
  ['2013J', -365, '2012-10-01T12:00:00Z'],
  ['2014B', 28, '2014-03-01T12:00:00Z'],
  ['2014J', 608, '2016-05-31T12:00:00Z'],
])('day offset of %s, %i is %s', (presentation, day, instant) => {
  const at = calendarOf(presentation);
  expect(at(day)).toBe(instant);
  expect(at(day), 'asked again').toBe(instant);
});

test.each(['2013K', '2013', 'J2013', ''])('a presentation %j is refused by name', (presentation) => {
  expect(() => calendarOf(presentation)).toThrow(`Presentation ${JSON.stringify(presentation)} is not`);
});

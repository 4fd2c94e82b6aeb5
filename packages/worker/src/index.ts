/**
 * Event consumer, job runner and mail over `@lms-analytics/core`. Empty until the worker is built; it holds the
 * place of the package.
 *
 * @packageDocumentation
 */
export {};

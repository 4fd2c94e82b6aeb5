/**
 * The HTTP API over `@lms-analytics/core`. Empty until the server is built; it holds the place of the package.
 *
 * @packageDocumentation
 */
export {};

/** The schema that everything of ours is in: it may share a database with others. */
export const SCHEMA = 'lms_analytics';

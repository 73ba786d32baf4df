/** Expected failures of the embedded PostgreSQL, with a message that says what to do. */

export class EmbeddedPostgresFailed extends Error {}

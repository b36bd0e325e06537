/** What an edit could not do, or did otherwise than asked. Words for it are not made here. */

export type EditIssueCode =
  /** The service is not the study's. */
  | "unknown-service"
  /** No facility of the service has the id (any more). */
  | "unknown-facility"
  /** An object of that id stands already. */
  | "duplicate-id"
  | "unknown-street"
  /** The stretch to close has no length on the street. */
  | "empty-part"
  /** An end of a new street lies beside no street: it is joined to nothing there. */
  | "end-not-joined"
  /** People live outside every community and count in no unit. */
  | "outside-communities"
  /** The study knows nobody of the group. */
  | "unknown-group"
  /** A group of the study of which the estate says nothing: counted as nobody. */
  | "group-not-given";

export interface EditIssue {
  readonly editId: string;
  readonly code: EditIssueCode;
  /** `error`: the edit has no effect. `warning`: it has, with this reservation. */
  readonly severity: "error" | "warning";
  /** The service, object or group concerned. */
  readonly subject: string;
}

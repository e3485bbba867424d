package dev.portolan.sandbox;

/** How well it is known that the real cloud says it so. */
public enum Fidelity {
  /** Seen on the real cloud and written down, word for word. */
  RECORDED,
  /** Told by the vendor's documentation or its published service model. */
  DOC,
  /** Quoted in an issue or in the code of a tool that lives with it. */
  ISSUE,
  /** Not seen anywhere; chosen to be likely. */
  ASSUMED
}

package dev.portolan.maven;

/** What a goal does with the project's jar. */
enum BuildOutput {
  /** It works without. */
  UNUSED,
  /** It tells more when there is one. */
  USED_IF_THERE,
  /** It is about nothing else. */
  NEEDED
}

package dev.portolan.provider.aws;

import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** The revision that an update must meet. Control planes that keep none get none. */
final class Revision {
  private static final String NONE = "";

  private Revision() {}

  static String of(FunctionConfiguration seen) {
    return of(seen.revisionId());
  }

  static String of(String seen) {
    return seen == null ? NONE : seen;
  }

  /** What is sent: nothing, where nothing is known. */
  static String sent(String revision) {
    return revision.equals(NONE) ? null : revision;
  }
}

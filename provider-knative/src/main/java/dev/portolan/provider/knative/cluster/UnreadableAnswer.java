package dev.portolan.provider.knative.cluster;

import java.io.IOException;

/** An answer that is JSON, and not what was asked for. */
public final class UnreadableAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswer(String what) {
    super("the server answered something that is no " + what);
  }
}

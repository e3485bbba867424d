package dev.portolan.runtime;

import java.util.Map;

/** Envelopes of events that are no CloudEvents, and must not be taken for a function's input. */
final class ForeignEvents {
  private ForeignEvents() {}

  /** What a document is, or {@code null} if it is none of them. */
  static String of(Map<?, ?> document) {
    if (document.get("message") instanceof Map && document.get("subscription") instanceof String) {
      return "A Pub/Sub push is no CloudEvent: subscribe through Eventarc.";
    }
    if (document.get("context") instanceof Map && document.containsKey("data")) {
      return "An event of the first generation of Cloud Functions is no CloudEvent.";
    }
    Object version = document.get("specversion");
    return version == null || version.equals("1.0") ? null : "Only CloudEvents 1.0 are known here.";
  }
}

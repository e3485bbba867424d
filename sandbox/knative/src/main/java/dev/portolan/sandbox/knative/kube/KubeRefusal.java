package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with a failure. The status is what the client gets, word for word. */
public final class KubeRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode status;

  public KubeRefusal(ObjectNode status) {
    super(status.path("message").asText(), null, false, false);
    this.status = status;
  }

  public int code() {
    return status.path("code").asInt();
  }

  public String reason() {
    return status.path("reason").asText();
  }

  public ObjectNode status() {
    return status.deepCopy();
  }
}

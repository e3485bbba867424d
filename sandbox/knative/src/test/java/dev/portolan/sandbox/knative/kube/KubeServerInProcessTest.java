package dev.portolan.sandbox.knative.kube;

/** The cases within one process. */
final class KubeServerInProcessTest extends KubeServerCases {
  @Override
  boolean overSocket() {
    return false;
  }
}

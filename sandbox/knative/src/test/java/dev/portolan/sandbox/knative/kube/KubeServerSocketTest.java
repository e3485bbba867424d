package dev.portolan.sandbox.knative.kube;

/** The cases through a socket. */
final class KubeServerSocketTest extends KubeServerCases {
  @Override
  boolean overSocket() {
    return true;
  }
}

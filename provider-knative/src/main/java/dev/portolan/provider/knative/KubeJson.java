package dev.portolan.provider.knative;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Kubernetes' objects as text. One for the process: each new one looks at all its types anew. */
final class KubeJson {
  static final KubernetesSerialization SHARED = new KubernetesSerialization();

  private KubeJson() {}
}

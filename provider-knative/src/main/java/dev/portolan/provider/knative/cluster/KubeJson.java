package dev.portolan.provider.knative.cluster;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Kubernetes' objects as text. One for the process: each new one looks at all its types anew. */
public final class KubeJson {
  public static final KubernetesSerialization SHARED = new KubernetesSerialization();

  private KubeJson() {}
}

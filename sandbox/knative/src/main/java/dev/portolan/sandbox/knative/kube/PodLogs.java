package dev.portolan.sandbox.knative.kube;

import dev.portolan.sandbox.images.pod.LogLine;
import java.util.List;

/** Where the lines of a pod are. */
@FunctionalInterface
public interface PodLogs {
  /** What the pod wrote so far; nothing when it wrote nothing or is gone. */
  List<LogLine> lines(String podName);
}

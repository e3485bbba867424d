package dev.portolan.sandbox.gcp.run;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.RevisionTemplate;
import dev.portolan.sandbox.gcp.wire.CommonError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a template must be. */
final class TemplateRules {
  // https://cloud.google.com/run/docs/container-contract#env-vars
  private static final Set<String> RESERVED =
      Set.of("PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION");
  private static final long MEBI = 1048576;

  private final String request;

  /** Rules that name fields of this request. */
  TemplateRules(String request) {
    this.request = request;
  }

  private RuntimeException violation(String field, String what) {
    return RunError.violation(request + ".service.template" + field, what);
  }

  void check(String service, RevisionTemplate template) {
    if (template.getContainersCount() == 0) {
      throw violation(".containers", "containers should contain at least 1 container.");
    }
    if (template.getContainersCount() > 1) {
      throw violation(".containers", "the sandbox runs one container a revision.");
    }
    if (template.getVolumesCount() > 0) {
      throw CommonError.NOT_OFFERED.refusal("revisions with volumes");
    }
    name(service, template.getRevision());
    new LabelRules(request + ".service.template").check(template.getLabelsMap());
    new LabelRules(request + ".service.template").annotations(template.getAnnotationsMap());
    Container container = template.getContainers(0);
    if (container.getImage().isEmpty()) {
      throw violation(".containers[0].image", "required field not present.");
    }
    if (!container.getImage().matches("[a-z0-9][a-z0-9.:-]*/?[a-zA-Z0-9._/:@-]+")) {
      throw violation(".containers[0].image", "'" + container.getImage() + "' is not an image.");
    }
    if (container.getPortsCount() > 1) {
      throw violation(".containers[0].ports", "ports should contain 0 or 1 port.");
    }
    if (container.getPortsCount() == 1) {
      int port = container.getPorts(0).getContainerPort();
      if (port < 1 || port > 65535) {
        throw violation(".containers[0].ports[0].container_port", "must be from 1 to 65535.");
      }
    }
    environment(container.getEnvList());
    int concurrency = template.getMaxInstanceRequestConcurrency();
    if (concurrency < 0 || concurrency > 1000) {
      throw violation(".max_instance_request_concurrency", "must be between 1 and 1000.");
    }
    long seconds = template.getTimeout().getSeconds();
    if (template.hasTimeout() && (seconds < 1 || seconds > 3600)) {
      throw violation(".timeout", "must be between 1s and 3600s.");
    }
    resources(container.getResources().getLimitsMap(), concurrency);
    scaling(template);
  }

  private void name(String service, String revision) {
    if (!revision.isEmpty()
        && !(revision.startsWith(service + "-")
            && revision.length() < 64
            && revision.matches("[a-z]([-a-z0-9]*[a-z0-9])?"))) {
      throw violation(
          ".revision",
          "The revision name must be prefixed by the name of the enclosing Service or Configuration"
              + " with a trailing -");
    }
  }

  private void environment(List<EnvVar> variables) {
    Set<String> seen = new TreeSet<>();
    Set<String> reserved = new TreeSet<>();
    for (int i = 0; i < variables.size(); i++) {
      String name = variables.get(i).getName();
      if (name.isEmpty() || name.contains("=") || name.startsWith("X_GOOGLE_")) {
        throw violation(".containers[0].env[" + i + "].name", "'" + name + "' is not allowed.");
      }
      if (!seen.add(name)) {
        throw violation(".containers[0].env", "'" + name + "' is there twice.");
      }
      if (RESERVED.contains(name)) {
        reserved.add(name);
      }
    }
    if (!reserved.isEmpty()) {
      throw RunError.RESERVED_ENV.refusal(String.join(", ", reserved));
    }
    if (variables.size() > 1000) {
      throw violation(".containers[0].env", "must not have more than 1000 variables.");
    }
  }

  // https://cloud.google.com/run/docs/configuring/services/cpu and .../memory-limits
  private static void resources(Map<String, String> limits, int concurrency) {
    double cpu = amount(limits, "cpu", "1");
    double memory = amount(limits, "memory", "512Mi") / MEBI;
    boolean whole = List.of(1.0, 2.0, 4.0, 6.0, 8.0).contains(cpu);
    if (cpu < 0.08 || cpu > 1 && !whole) {
      throw RunError.QUANTITY.refusal("cpu", limits.get("cpu"));
    }
    if (cpu < 1 && concurrency != 1) {
      throw RunError.CONCURRENT_FRACTION.refusal();
    }
    double least = cpu >= 6 ? 4096 : cpu >= 4 ? 2048 : 128;
    double most = cpu < 0.5 ? 512 : cpu < 1 ? 1024 : cpu * 4096;
    if (memory < least || memory > most) {
      throw RunError.MEMORY.refusal(cpu, text(least), text(most));
    }
  }

  private static String text(double mebi) {
    return mebi >= 1024 && mebi % 1024 == 0 ? (long) (mebi / 1024) + "Gi" : (long) mebi + "Mi";
  }

  private static double amount(Map<String, String> limits, String name, String otherwise) {
    String text = limits.getOrDefault(name, otherwise);
    return Quantity.parse(text).orElseThrow(() -> RunError.QUANTITY.refusal(name, text));
  }

  private void scaling(RevisionTemplate template) {
    int least = template.getScaling().getMinInstanceCount();
    int most = template.getScaling().getMaxInstanceCount();
    if (least < 0 || most < 0 || most > 0 && least > most) {
      throw violation(
          ".scaling", "min_instance_count must not be greater than max_instance_count.");
    }
  }
}

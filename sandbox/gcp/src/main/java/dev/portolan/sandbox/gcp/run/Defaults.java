package dev.portolan.sandbox.gcp.run;

import com.google.api.LaunchStage;
import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.ContainerPort;
import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.Probe;
import com.google.cloud.run.v2.ResourceRequirements;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TCPSocketAction;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.protobuf.Duration;
import dev.portolan.sandbox.gcp.wire.Project;

/** What Cloud Run fills in. */
final class Defaults {
  private Defaults() {}

  static Service of(Service given) {
    Service.Builder service = given.toBuilder().setTemplate(of(given.getTemplate()));
    if (given.getIngress() == IngressTraffic.INGRESS_TRAFFIC_UNSPECIFIED) {
      service.setIngress(IngressTraffic.INGRESS_TRAFFIC_ALL);
    }
    if (given.getLaunchStage() == LaunchStage.LAUNCH_STAGE_UNSPECIFIED) {
      service.setLaunchStage(LaunchStage.GA);
    }
    if (given.getTrafficCount() == 0) {
      service.addTraffic(
          TrafficTarget.newBuilder()
              .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
              .setPercent(100));
    }
    return service.build();
  }

  private static RevisionTemplate of(RevisionTemplate given) {
    RevisionTemplate.Builder template = given.toBuilder();
    if (!given.hasTimeout()) {
      template.setTimeout(Duration.newBuilder().setSeconds(300));
    }
    if (given.getServiceAccount().isEmpty()) {
      template.setServiceAccount(Project.DEFAULT_ACCOUNT);
    }
    if (given.getScaling().getMaxInstanceCount() == 0) {
      template.getScalingBuilder().setMaxInstanceCount(100);
    }
    if (given.getContainersCount() == 1) {
      Container container = of(given.getContainers(0));
      template.setContainers(0, container);
      boolean whole =
          Quantity.parse(container.getResources().getLimitsOrDefault("cpu", "1")).orElse(1.0) >= 1;
      if (given.getMaxInstanceRequestConcurrency() == 0) {
        template.setMaxInstanceRequestConcurrency(whole ? 80 : 1);
      }
    }
    return template.build();
  }

  private static Container of(Container given) {
    Container.Builder container = given.toBuilder();
    if (given.getPortsCount() == 0) {
      container.addPorts(ContainerPort.newBuilder().setContainerPort(8080));
    }
    if (container.getPorts(0).getName().isEmpty()) {
      container.getPortsBuilder(0).setName("http1");
    }
    ResourceRequirements.Builder resources = container.getResourcesBuilder();
    if (!given.hasResources()) {
      resources.setCpuIdle(true).setStartupCpuBoost(true);
    }
    if (!resources.containsLimits("cpu")) {
      resources.putLimits("cpu", "1000m");
    }
    if (!resources.containsLimits("memory")) {
      resources.putLimits("memory", "512Mi");
    }
    if (!given.hasStartupProbe()) {
      container.setStartupProbe(
          Probe.newBuilder()
              .setTimeoutSeconds(240)
              .setPeriodSeconds(240)
              .setFailureThreshold(1)
              .setTcpSocket(
                  TCPSocketAction.newBuilder().setPort(container.getPorts(0).getContainerPort())));
    }
    return container.build();
  }
}

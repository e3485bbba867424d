package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.Service;
import dev.portolan.provider.gcp.config.Ingress;

/** Where services can be reached from, as Cloud Run names it, from nowhere to everywhere. */
public final class Reach {
  private Reach() {}

  public static IngressTraffic of(Ingress ingress) {
    return switch (ingress) {
      case ALL -> IngressTraffic.INGRESS_TRAFFIC_ALL;
      case INTERNAL -> IngressTraffic.INGRESS_TRAFFIC_INTERNAL_ONLY;
      case INTERNAL_AND_CLOUD_LOAD_BALANCING ->
          IngressTraffic.INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER;
    };
  }

  /** What was never said is everywhere. */
  static IngressTraffic of(Service service) {
    return service.getIngress() == IngressTraffic.INGRESS_TRAFFIC_UNSPECIFIED
        ? IngressTraffic.INGRESS_TRAFFIC_ALL
        : service.getIngress();
  }

  /** Whether one is reached from where another is not. */
  static boolean wider(IngressTraffic one, IngressTraffic other) {
    return width(one) > width(other);
  }

  private static int width(IngressTraffic ingress) {
    return switch (ingress) {
      case INGRESS_TRAFFIC_ALL -> 3;
      case INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER -> 2;
      case INGRESS_TRAFFIC_INTERNAL_ONLY -> 1;
      default -> 0;
    };
  }
}

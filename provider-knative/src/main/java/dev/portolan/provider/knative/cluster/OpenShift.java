package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.Problem;
import java.util.List;

/** What OpenShift Serverless asks beyond Knative. */
final class OpenShift {
  static final String ROUTES = "route.openshift.io";

  private static final int MOST_IN_A_LABEL = 63;

  private OpenShift() {}

  /**
   * Its router has a certificate for one level below its domain, so a function's host name is
   * {@code <service>-<namespace>}, that of the revision to be asked {@code
   * next-<service>-<namespace>}, and each is one label.
   *
   * @see <a
   *     href="https://github.com/openshift-knative/serverless-operator/blob/main/knative-operator/pkg/controller/knativeserving/common/mutator.go">
   *     DefaultDomainTemplate</a>
   */
  static List<Problem> problems(List<String> services, String namespace) {
    return services.stream()
        .map(service -> ServiceNames.TAG + "-" + service + "-" + namespace)
        .filter(label -> label.length() > MOST_IN_A_LABEL)
        .map(
            label ->
                Problem.of(
                    label,
                    "is a host name's label of "
                        + label.length()
                        + " characters on OpenShift, which may have "
                        + MOST_IN_A_LABEL,
                    "use a shorter name of the project, the stage, the function or the namespace"))
        .toList();
  }
}

package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.Service;
import com.google.iam.v1.Policy;
import java.util.Optional;

/**
 * Who can reach a service now, and who shall. A revision is never reached by more than it asks for,
 * though two of them share one service while users move: what is taken is taken before a new one
 * can be reached at all, what is given is given after the old one has gone.
 *
 * @param service as it is; empty if there is none yet
 * @param policy who may call it; empty if there is none yet
 * @param face of the revision that shall serve
 * @param shall the policy
 * @param checked whether a public function is opened by a grant, and not by taking the check away
 */
record Access(
    Optional<Service> service,
    Optional<Policy> policy,
    Face face,
    InvokerPolicy shall,
    boolean checked) {
  /** Whether nobody may call it without a grant any longer. */
  boolean closes() {
    return opened() && !face.open();
  }

  /** Whether a check that is off has to come on. */
  boolean isUnchecked() {
    return service.filter(Service::getInvokerIamDisabled).isPresent();
  }

  /** Whether the check is to be off. */
  boolean unchecked() {
    return face.open() && !checked;
  }

  /** Whether anyone needs a grant before the check comes on, since anyone may call it all along. */
  boolean staysOpen() {
    return isUnchecked() && shall.open() && policy.filter(InvokerPolicy::opens).isEmpty();
  }

  /** Whether it is no longer reached from everywhere that it is reached from now. */
  boolean narrows() {
    return service.filter(each -> Reach.wider(Reach.of(each), ingress())).isPresent();
  }

  /** Whether it is to be reached from where it is not now. */
  boolean widens() {
    return service.filter(each -> Reach.wider(ingress(), Reach.of(each))).isPresent();
  }

  IngressTraffic ingress() {
    return Reach.of(face.ingress());
  }

  /** Whether anyone may call it now. */
  boolean opened() {
    return isUnchecked() || policy.filter(InvokerPolicy::opens).isPresent();
  }
}

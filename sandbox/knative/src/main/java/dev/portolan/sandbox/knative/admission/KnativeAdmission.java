package dev.portolan.sandbox.knative.admission;

import dev.portolan.sandbox.knative.kube.Admission;

/** The webhooks of an installed Knative, each for the groups it is registered for. */
public final class KnativeAdmission implements Admission {
  private final Admission serving = new ServingAdmission();
  private final Admission eventing = new EventingAdmission();

  private Admission of(Review review) {
    return switch (review.type().group()) {
      case "serving.knative.dev" -> serving;
      case "eventing.knative.dev", "sources.knative.dev", "messaging.knative.dev" -> eventing;
      default -> NONE;
    };
  }

  @Override
  public void mutate(Review review) {
    of(review).mutate(review);
  }

  @Override
  public void validate(Review review) {
    of(review).validate(review);
  }
}

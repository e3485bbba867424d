package dev.portolan.deploy;

import dev.portolan.deploy.model.Plan;

/** Tells a plan to people, and to machines. */
public final class PlanText {
  private PlanText() {}

  /** Readable sentences, a reason for each step; the same for the same plan. */
  public static String text(Plan plan) {
    return "";
  }

  /** The same as JSON. */
  public static String json(Plan plan) {
    return "{}";
  }
}

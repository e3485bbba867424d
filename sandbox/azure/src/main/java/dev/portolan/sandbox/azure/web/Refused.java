package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.sandbox.Refusals;

/** Tells of what a site's function refused, and where its adapter sent it. */
public record Refused(Refusals.Since since) {
  /**
   * A delivery, as refused if it was.
   *
   * @param id of the event, as the function is told it; empty where that is not known
   */
  public Delivery told(Delivery delivery, JsonNode site, String id) {
    String place =
        site.path(Web.SETTINGS).path(DeadLetterVariable.NAME).asText().replaceFirst(".*/", "");
    String queue = place.isEmpty() ? "" : "queue " + place;
    return since.told(delivery, site.path("name").asText(), id, queue);
  }

  /** The same of a tick, which nobody keeps. */
  public Delivery tick(Delivery delivery, JsonNode site) {
    return since.told(delivery, site.path("name").asText(), "", "");
  }
}

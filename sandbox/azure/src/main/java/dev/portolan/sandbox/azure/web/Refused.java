package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.sandbox.Refusals;
import java.util.Set;

/** Tells of what a site's function refused, and where its adapter sent it. */
public record Refused(Refusals.Since since) {
  /**
   * A delivery, as refused if it was.
   *
   * @param ids that the function may be told the event has; empty where none is known
   */
  public Delivery told(Delivery delivery, JsonNode site, Set<String> ids) {
    String place =
        site.path(Web.SETTINGS).path(DeadLetterVariable.NAME).asText().replaceFirst(".*/", "");
    String queue = place.isEmpty() ? "" : "queue " + place;
    return since.told(delivery, site.path("name").asText(), ids, queue);
  }

  /** The same of a tick, which nobody keeps. */
  public Delivery tick(Delivery delivery, JsonNode site) {
    return since.told(delivery, site.path("name").asText(), Set.of(), "");
  }
}

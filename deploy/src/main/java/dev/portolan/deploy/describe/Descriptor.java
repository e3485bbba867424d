package dev.portolan.deploy.describe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Part;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Locale;

/** The file in which adapters read which functions a project has. */
public final class Descriptor {
  /** Where it stands on the class path. */
  public static final String PATH = "META-INF/portolan/functions.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Descriptor() {}

  /** The descriptor of these functions, schema 1, in their order, without a line break. */
  public static String json(List<FunctionSpec> functions) {
    ObjectNode root = JSON.createObjectNode().put("schema", 1);
    ArrayNode all = root.putArray("functions");
    for (FunctionSpec function : functions) {
      ObjectNode node =
          all.addObject()
              .put("name", function.name())
              .put("class", function.className())
              .put("input", function.input())
              .put("output", function.output());
      function
          .bean()
          .ifPresent(
              bean ->
                  node.putObject("bean")
                      .put("application", bean.application())
                      .put("definition", bean.definition()));
      function.codec().ifPresent(codec -> node.put("codec", codec));
      ArrayNode triggers = node.putArray("triggers");
      function.triggers().forEach(trigger -> add(triggers, trigger));
      if (!function.parts().isEmpty()) {
        ArrayNode parts = node.putArray("parts");
        for (Part part : function.parts()) {
          ObjectNode one =
              parts.addObject().put("component", part.component()).put("from", part.from().word());
          if (part.from() != Part.From.BODY) {
            one.put("name", part.name());
          }
        }
      }
      if (!function.uses().isEmpty()) {
        ArrayNode uses = node.putArray("uses");
        function
            .uses()
            .forEach(
                use ->
                    uses.addObject()
                        .put("type", use.kind().word())
                        .put(use.kind().thing(), use.name()));
      }
    }
    return root.toString();
  }

  private static void add(ArrayNode triggers, Trigger trigger) {
    ObjectNode node = triggers.addObject().put("type", trigger.kind());
    if (trigger instanceof Trigger.Http http) {
      node.put("path", http.path());
      http.methods().forEach(node.putArray("methods")::add);
      node.put("access", http.access().name().toLowerCase(Locale.ROOT));
    } else if (trigger instanceof Trigger.Schedule schedule) {
      node.put("cron", schedule.cron());
      node.put("timezone", schedule.timezone());
    } else if (trigger instanceof Trigger.Topic topic) {
      node.put("topic", topic.topic());
      topic.types().forEach(node.putArray("types")::add);
    } else if (trigger instanceof Trigger.Kafka kafka) {
      kafka.topics().forEach(node.putArray("topics")::add);
      node.put("group", kafka.group());
    } else if (trigger instanceof Trigger.Queue queue) {
      node.put("queue", queue.queue());
    } else if (trigger instanceof Trigger.ObjectCreated objects) {
      node.put("bucket", objects.bucket());
    } else if (trigger instanceof Trigger.ObjectDeleted objects) {
      node.put("bucket", objects.bucket());
    } else if (trigger instanceof Trigger.RecordChanged records) {
      node.put("table", records.table());
    } else {
      throw new IllegalArgumentException("a trigger the descriptor does not know: " + trigger);
    }
  }
}

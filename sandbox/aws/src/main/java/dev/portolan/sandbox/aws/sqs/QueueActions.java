package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Queues: made, found, set, tagged, emptied and deleted. */
final class QueueActions {
  private static final String SUFFIX = ".fifo";
  private static final Duration DELETED = Duration.ofSeconds(60);
  private static final int PAGE = 1000;

  private QueueActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateQueue", QueueActions::create,
        "GetQueueUrl", QueueActions::url,
        "ListQueues", QueueActions::list,
        "GetQueueAttributes", QueueActions::get,
        "SetQueueAttributes", QueueActions::set,
        "DeleteQueue", QueueActions::delete,
        "PurgeQueue", QueueActions::purge,
        "TagQueue", QueueActions::tag,
        "UntagQueue", QueueActions::untag,
        "ListQueueTags", QueueActions::tags);
  }

  /** One that is there already is given back, if it has what is asked for. */
  private static Reply create(Call call) {
    String name = call.text("QueueName");
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    QueueAttributes.lay(given, call.get("Attributes"));
    named(name, given.path(QueueAttributes.FIFO).asText().equals("true"));
    if (Queues.all(call).get(name) instanceof ObjectNode held) {
      for (Map.Entry<String, JsonNode> one : given.properties()) {
        if (!one.getValue().equals(held.path("attributes").path(one.getKey()))) {
          throw SqsError.QUEUE_DIFFERS.refusal(one.getKey());
        }
      }
      return told(call, name);
    }
    ObjectNode gone = call.part(call.regional("sqs"), "_deleted");
    if (gone.path(name).asLong() > call.now().minus(DELETED).toEpochMilli()) {
      throw SqsError.DELETED_LATELY.refusal();
    }
    ObjectNode queue = Queues.all(call).putObject(name);
    ObjectNode attributes = queue.putObject("attributes");
    QueueAttributes.usual(attributes);
    QueueAttributes.lay(attributes, given);
    queue.putObject("tags");
    if (call.get("tags") instanceof ObjectNode tags) {
      queue.set("tags", tags.deepCopy());
    }
    queue.put("_created", call.now().getEpochSecond());
    queue.putArray("_messages");
    return told(call, name);
  }

  private static void named(String name, boolean fifo) {
    if (fifo && !name.matches("[A-Za-z0-9_-]{1,75}\\.fifo")) {
      throw SqsError.FIFO_NAME.refusal();
    }
    if (!fifo && !name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw SqsError.QUEUE_NAME.refusal();
    }
  }

  /** At the host that the caller knows: another would not lead here. */
  private static String url(Call call, String name) {
    String host = call.request().headers().first("Host").orElse("127.0.0.1");
    return "http://" + host + "/" + call.caller().account() + "/" + name;
  }

  private static Reply told(Call call, String name) {
    return Reply.of(JsonNodeFactory.instance.objectNode().put("QueueUrl", url(call, name)));
  }

  private static Reply url(Call call) {
    if (!Queues.all(call).has(call.text("QueueName"))
        || !call.optional("QueueOwnerAWSAccountId")
            .orElse(call.caller().account())
            .equals(call.caller().account())) {
      throw SqsError.NO_QUEUE.refusal();
    }
    return told(call, call.text("QueueName"));
  }

  private static Reply list(Call call) {
    ArrayNode urls = JsonNodeFactory.instance.arrayNode();
    int from = call.optional("NextToken").map(Integer::parseInt).orElse(0);
    int at = 0;
    int most = call.number("MaxResults", PAGE);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> queue : Queues.all(call).properties()) {
      if (queue.getKey().startsWith(call.text("QueueNamePrefix"))) {
        if (at >= from && at < from + most) {
          urls.add(url(call, queue.getKey()));
        }
        at++;
      }
    }
    if (at > from + most && call.has("MaxResults")) {
      body.put("NextToken", String.valueOf(from + most));
    }
    body.set("QueueUrls", urls);
    return Reply.of(body);
  }

  private static Reply get(Call call) {
    ObjectNode queue = Queues.queue(call);
    ObjectNode all = ((ObjectNode) queue.path("attributes")).deepCopy();
    String name = Queues.name(call.text("QueueUrl"));
    all.put("QueueArn", call.caller().arnOf("sqs", name));
    all.put("CreatedTimestamp", queue.path("_created").asText());
    all.put("LastModifiedTimestamp", queue.path("_created").asText());
    long hidden = 0;
    long waiting = 0;
    for (JsonNode message : queue.path("_messages")) {
      boolean flies = Messages.flies(message, call.now());
      hidden += flies ? 1 : 0;
      waiting += !flies && Messages.visible(message, call.now()) ? 1 : 0;
    }
    all.put("ApproximateNumberOfMessages", String.valueOf(waiting));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(hidden));
    long delayed = queue.path("_messages").size() - hidden - waiting;
    all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(delayed));
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    for (JsonNode wanted : call.get("AttributeNames")) {
      if (wanted.asText().equals("All")) {
        asked.setAll(all);
      } else if (all.has(wanted.asText())) {
        asked.set(wanted.asText(), all.get(wanted.asText()));
      } else if (!wanted.asText().equals(QueueAttributes.REDRIVE)
          && !wanted.asText().equals(QueueAttributes.FIFO)
          && !wanted.asText().equals(QueueAttributes.BY_CONTENT)) {
        throw SqsError.ATTRIBUTE_NAME.refusal(wanted.asText());
      }
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("Attributes", asked);
    return Reply.of(body);
  }

  private static Reply set(Call call) {
    ObjectNode queue = Queues.queue(call);
    if (call.get("Attributes").has(QueueAttributes.FIFO)
        && !Queues.name(call.text("QueueUrl")).endsWith(SUFFIX)) {
      throw SqsError.ATTRIBUTE_NAME.refusal(QueueAttributes.FIFO);
    }
    QueueAttributes.lay((ObjectNode) queue.path("attributes"), call.get("Attributes"));
    return Reply.empty();
  }

  private static Reply delete(Call call) {
    Queues.queue(call);
    String name = Queues.name(call.text("QueueUrl"));
    Queues.all(call).remove(name);
    Instant now = call.now();
    call.part(call.regional("sqs"), "_deleted").put(name, now.toEpochMilli());
    return Reply.empty();
  }

  private static Reply purge(Call call) {
    Queues.queue(call).putArray("_messages");
    return Reply.empty();
  }

  private static Reply tag(Call call) {
    call.part(Queues.queue(call), "tags").setAll((ObjectNode) call.get("Tags").deepCopy());
    return Reply.empty();
  }

  private static Reply untag(Call call) {
    ObjectNode tags = call.part(Queues.queue(call), "tags");
    call.get("TagKeys").forEach(key -> tags.remove(key.asText()));
    return Reply.empty();
  }

  private static Reply tags(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("Tags", Queues.queue(call).path("tags"));
    return Reply.of(body);
  }
}

package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages as the trees that the state is made of. */
public final class ProtoJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private static final Map<Seen, Message> RECENT = Collections.synchronizedMap(new Recent());

  private ProtoJson() {}

  private record Seen(JsonNode tree, Descriptor type) {}

  /** What was read last: resources are looked at far more often than they change. */
  private static final class Recent extends LinkedHashMap<Seen, Message> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 512;

    private Recent() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Seen, Message> eldest) {
      return size() > MOST;
    }
  }

  public static ObjectNode tree(Message message) {
    try {
      return (ObjectNode) JSON.readTree(PRINTER.print(message));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalStateException(message.getDescriptorForType().getFullName(), e);
    }
  }

  /** The message that the state holds. */
  @SuppressWarnings("unchecked")
  public static <M extends Message> M message(JsonNode tree, M empty) {
    Descriptor type = empty.getDescriptorForType();
    Message known = RECENT.get(new Seen(tree, type));
    if (known != null) {
      return (M) known;
    }
    try {
      M made = filled(tree, empty);
      RECENT.put(new Seen(tree.deepCopy(), type), made);
      return made;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(type.getFullName(), e);
    }
  }

  @SuppressWarnings("unchecked")
  static <M extends Message> M filled(JsonNode tree, M empty)
      throws InvalidProtocolBufferException {
    Message.Builder builder = empty.newBuilderForType();
    PARSER.merge(tree.toString(), builder);
    return (M) builder.build();
  }

  static JsonNode parse(byte[] body) throws java.io.IOException {
    return JSON.readTree(body);
  }
}

package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

/** Messages as the trees that the state is made of. */
public final class ProtoJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private ProtoJson() {}

  public static ObjectNode tree(Message message) {
    try {
      return (ObjectNode) JSON.readTree(PRINTER.print(message));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalStateException(message.getDescriptorForType().getFullName(), e);
    }
  }

  /** The message that the state holds. */
  public static <M extends Message> M message(JsonNode tree, M empty) {
    try {
      return filled(tree, empty);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(empty.getDescriptorForType().getFullName(), e);
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

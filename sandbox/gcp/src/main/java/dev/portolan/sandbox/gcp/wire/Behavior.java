package dev.portolan.sandbox.gcp.wire;

import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a description says of its fields beside their types. */
public final class Behavior {
  private Behavior() {}

  static boolean is(FieldDescriptor field, FieldBehavior wanted) {
    return field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior).contains(wanted);
  }

  /** Whether only the cloud sets it. */
  public static boolean isOutput(FieldDescriptor field) {
    return is(field, FieldBehavior.OUTPUT_ONLY);
  }

  /** Without what only the cloud may set: it ignores such fields of a request. */
  @SuppressWarnings("unchecked")
  public static <M extends Message> M given(M message) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (is(field, FieldBehavior.OUTPUT_ONLY)) {
        builder.clearField(field);
      } else if (field.getJavaType() == JavaType.MESSAGE && !field.isMapField()) {
        if (field.isRepeated()) {
          List<Message> items = new ArrayList<>();
          ((List<Message>) entry.getValue()).forEach(item -> items.add(given(item)));
          builder.setField(field, items);
        } else {
          builder.setField(field, given((Message) entry.getValue()));
        }
      }
    }
    return (M) builder.build();
  }
}

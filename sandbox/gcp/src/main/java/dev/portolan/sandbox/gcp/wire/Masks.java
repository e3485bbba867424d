package dev.portolan.sandbox.gcp.wire;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;

/** Partial updates. */
public final class Masks {
  private static final FieldMaskUtil.MergeOptions REPLACE =
      new FieldMaskUtil.MergeOptions()
          .setReplaceMessageFields(true)
          .setReplaceRepeatedFields(true)
          .setReplacePrimitiveFields(true);

  private Masks() {}

  /** What there is, with the fields of the mask as they are wanted. An unknown field is refused. */
  @SuppressWarnings("unchecked")
  public static <M extends Message> M merged(M current, M wanted, FieldMask mask) {
    for (String path : mask.getPathsList()) {
      if (!FieldMaskUtil.isValid(current.getDescriptorForType(), path)) {
        throw CommonError.INVALID_MASK.refusal(path).at("update_mask");
      }
    }
    Message.Builder builder = current.toBuilder();
    FieldMaskUtil.merge(mask, wanted, builder, REPLACE);
    return (M) builder.build();
  }
}

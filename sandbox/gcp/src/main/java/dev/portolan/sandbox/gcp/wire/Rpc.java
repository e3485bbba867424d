package dev.portolan.sandbox.gcp.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.portolan.sandbox.CallRecord.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One method of a service.
 *
 * @param request an empty one
 * @param bindings how HTTP reaches it
 */
record Rpc(
    String name, Access access, Message request, List<Binding> bindings, Action<Message> action) {

  /**
   * One way in.
   *
   * @param body the field that the body holds; {@code *} for all that the path does not name, empty
   *     for no body
   */
  record Binding(String method, PathTemplate path, String body) {}

  /** A request that is this method's. */
  record Match(Rpc rpc, Binding binding, Map<String, String> places) {}

  Optional<Match> match(String method, String path) {
    for (Binding binding : bindings) {
      if (binding.method().equals(method)) {
        Optional<Map<String, String>> places = binding.path().match(path);
        if (places.isPresent()) {
          return Optional.of(new Match(this, binding, places.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** What this request would do; one that is only to be checked changes nothing. */
  Access access(Message given) {
    FieldDescriptor only = given.getDescriptorForType().findFieldByName("validate_only");
    boolean checked = only != null && (Boolean) given.getField(only);
    return access == Access.MUTATION && checked ? Access.READ : access;
  }
}

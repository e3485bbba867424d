package dev.portolan.sandbox.gcp.wire;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.OperationsProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import dev.portolan.sandbox.CallRecord.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The methods a service offers here, reached as its published description says. A method of the
 * description that has no action is answered with 501.
 */
public final class Rpcs {
  /** How methods are reached, kept for the next cloud: hundreds are opened in one process. */
  private static final Map<MethodDescriptor, List<Rpc.Binding>> BINDINGS =
      new ConcurrentHashMap<>();

  private final List<ServiceDescriptor> described;
  private final Map<String, Rpc> offered = new LinkedHashMap<>();

  private Rpcs(List<ServiceDescriptor> described) {
    this.described = described;
  }

  /** None yet, of these services. */
  public static Rpcs of(ServiceDescriptor... services) {
    return new Rpcs(List.of(services));
  }

  /** A service of a description by its simple name. */
  public static ServiceDescriptor service(FileDescriptor file, String name) {
    return file.findServiceByName(name);
  }

  /** Offers a method; one that is reached with GET is a read, every other a mutation. */
  public <R extends Message> Rpcs on(String name, R request, Action<R> action) {
    MethodDescriptor method = method(name);
    boolean get = rule(method).getPatternCase() == HttpRule.PatternCase.GET;
    return on(name, get ? Access.READ : Access.MUTATION, request, action);
  }

  /** Offers a method. */
  public <R extends Message> Rpcs on(String name, Access access, R request, Action<R> action) {
    MethodDescriptor method = method(name);
    if (!method.getInputType().equals(request.getDescriptorForType())) {
      throw new IllegalArgumentException(name + " takes " + method.getInputType().getFullName());
    }
    return add(name, access, request, bindings(method), action);
  }

  /**
   * Offers a method of another description, such as IAM's, which the service's own leaves out.
   *
   * @param body the field that the body holds, as in {@code google.api.http}
   */
  public <R extends Message> Rpcs on(
      String name,
      Access access,
      String method,
      String pathTemplate,
      String body,
      R request,
      Action<R> action) {
    Rpc.Binding binding = new Rpc.Binding(method, PathTemplate.of(pathTemplate), body);
    return add(name, access, request, List.of(binding), action);
  }

  /** Offers to look at operations at these paths, which descriptions leave out. */
  public Rpcs operations(String pathTemplate, Action<GetOperationRequest> action) {
    MethodDescriptor method =
        OperationsProto.getDescriptor()
            .findServiceByName("Operations")
            .findMethodByName("GetOperation");
    return add(
        method.getName(),
        Access.POLL,
        GetOperationRequest.getDefaultInstance(),
        List.of(new Rpc.Binding("GET", PathTemplate.of(pathTemplate), "")),
        action);
  }

  @SuppressWarnings("unchecked")
  private <R extends Message> Rpcs add(
      String name, Access access, R request, List<Rpc.Binding> bindings, Action<R> action) {
    Action<Message> any = (message, call) -> action.run((R) message, call);
    offered.put(name, new Rpc(name, access, request, bindings, any));
    return this;
  }

  private MethodDescriptor method(String name) {
    return described.stream()
        .flatMap(service -> Stream.ofNullable(service.findMethodByName(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no method " + name));
  }

  private static HttpRule rule(MethodDescriptor method) {
    return method.getOptions().getExtension(AnnotationsProto.http);
  }

  private static List<Rpc.Binding> bindings(MethodDescriptor method) {
    return BINDINGS.computeIfAbsent(method, each -> bindings(rule(each)));
  }

  private static List<Rpc.Binding> bindings(HttpRule rule) {
    List<Rpc.Binding> all = new ArrayList<>();
    all.add(binding(rule));
    rule.getAdditionalBindingsList().forEach(more -> all.add(binding(more)));
    return List.copyOf(all);
  }

  private static Rpc.Binding binding(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> new Rpc.Binding("GET", PathTemplate.of(rule.getGet()), rule.getBody());
      case PUT -> new Rpc.Binding("PUT", PathTemplate.of(rule.getPut()), rule.getBody());
      case POST -> new Rpc.Binding("POST", PathTemplate.of(rule.getPost()), rule.getBody());
      case DELETE -> new Rpc.Binding("DELETE", PathTemplate.of(rule.getDelete()), rule.getBody());
      case PATCH -> new Rpc.Binding("PATCH", PathTemplate.of(rule.getPatch()), rule.getBody());
      default -> throw new IllegalArgumentException("no HTTP rule in " + rule);
    };
  }

  Optional<Rpc.Match> match(String method, String path) {
    return offered.values().stream().flatMap(rpc -> rpc.match(method, path).stream()).findFirst();
  }

  /** The name of a described method that is not offered, when the request is for one. */
  Optional<String> unoffered(String method, String path) {
    return described.stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(each -> !offered.containsKey(each.getName()))
        .filter(each -> rule(each).getPatternCase() != HttpRule.PatternCase.PATTERN_NOT_SET)
        .filter(
            each ->
                bindings(each).stream()
                    .anyMatch(b -> b.method().equals(method) && b.path().match(path).isPresent()))
        .map(MethodDescriptor::getName)
        .findFirst();
  }

  /** Where messages that stand in an {@code Any} are described. */
  Stream<FileDescriptor> files() {
    return described.stream().map(ServiceDescriptor::getFile);
  }
}

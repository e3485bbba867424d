package dev.portolan.adapter.awslambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.portolan.Trace;
import dev.portolan.runtime.Traces;
import java.util.Map;

/** Finds the trace: the caller's {@code traceparent}, else the one of X-Ray. */
final class LambdaTraces {
  private static final int ROOT_LENGTH = 35;

  private LambdaTraces() {}

  static Trace of(Map<?, ?> event, Context context) {
    Trace sent = null;
    if (LambdaWire.isHttp(event) && event.get("headers") instanceof Map) {
      Map<?, ?> headers = (Map<?, ?>) event.get("headers");
      sent = Traces.from((String) headers.get("traceparent"), (String) headers.get("tracestate"));
    }
    return sent == null ? fromXray(header(context)) : sent;
  }

  /**
   * The runtime sets the property for each invocation where there is one at a time; where there are
   * several, only the context knows, which runtimes before core 1.4.0 do not have.
   */
  static String header(Context context) {
    String header = System.getProperty("com.amazonaws.xray.traceHeader");
    if (header != null) {
      return header;
    }
    try {
      return context.getXrayTraceId();
    } catch (LinkageError olderRuntime) {
      return null;
    }
  }

  /**
   * Reads {@code Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1}.
   *
   * <p>https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html: the root without its
   * version and dashes is the W3C trace id.
   */
  static Trace fromXray(String header) {
    String root = field(header, "Root=");
    if (root == null || root.length() != ROOT_LENGTH || !root.startsWith("1-")) {
      return null;
    }
    String traceId = root.substring(2, 10) + root.substring(11);
    String parent = field(header, "Parent=");
    String flags = "1".equals(field(header, "Sampled=")) ? "01" : "00";
    String parentId = parent == null ? Traces.begin().parentId() : parent;
    return Traces.from("00-" + traceId + "-" + parentId + "-" + flags, "");
  }

  private static String field(String header, String name) {
    if (header == null) {
      return null;
    }
    for (String part : header.split(";")) {
      if (part.trim().startsWith(name)) {
        return part.trim().substring(name.length());
      }
    }
    return null;
  }
}

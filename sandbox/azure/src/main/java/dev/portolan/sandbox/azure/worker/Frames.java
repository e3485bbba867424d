package dev.portolan.sandbox.azure.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How values cross the socket between host and worker, which is the sandbox's own: Azure's has gRPC
 * there.
 */
public final class Frames {
  /** To the worker: load a function. */
  public static final int LOAD = 1;

  /** To the worker: call a function. */
  public static final int INVOKE = 2;

  /** To the worker: end. */
  public static final int TERMINATE = 3;

  /** To the host: a function was loaded, or was not. */
  public static final int LOADED = 4;

  /** To the host: what became of a call. */
  public static final int RESULT = 5;

  /** To the host: something that a function logged. */
  public static final int LOG = 6;

  private Frames() {}

  /** Writes text; {@code null} too. */
  public static void write(DataOutputStream to, String text) throws IOException {
    write(to, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(DataOutputStream to, byte[] bytes) throws IOException {
    to.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      to.write(bytes);
    }
  }

  /** Reads text. */
  public static String text(DataInputStream from) throws IOException {
    byte[] bytes = bytes(from);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream from) throws IOException {
    int length = from.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    from.readFully(bytes);
    return bytes;
  }

  static void write(DataOutputStream to, Map<String, String> texts) throws IOException {
    to.writeInt(texts.size());
    for (Map.Entry<String, String> each : texts.entrySet()) {
      write(to, each.getKey());
      write(to, each.getValue());
    }
  }

  static Map<String, String> texts(DataInputStream from) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int left = from.readInt(); left > 0; left--) {
      String name = text(from);
      texts.put(name, text(from));
    }
    return texts;
  }

  private static void writeData(DataOutputStream to, Map<String, Datum> data) throws IOException {
    to.writeInt(data.size());
    for (Map.Entry<String, Datum> each : data.entrySet()) {
      write(to, each.getKey());
      write(to, each.getValue());
    }
  }

  private static Map<String, Datum> data(DataInputStream from) throws IOException {
    Map<String, Datum> data = new LinkedHashMap<>();
    for (int left = from.readInt(); left > 0; left--) {
      String name = text(from);
      data.put(name, datum(from));
    }
    return data;
  }

  static void write(DataOutputStream to, Datum datum) throws IOException {
    if (datum instanceof Datum.Text text) {
      to.writeByte(1);
      write(to, text.value());
    } else if (datum instanceof Datum.Json json) {
      to.writeByte(2);
      write(to, json.value());
    } else if (datum instanceof Datum.Bytes bytes) {
      to.writeByte(3);
      write(to, bytes.value());
    } else if (datum instanceof Datum.Http http) {
      to.writeByte(4);
      write(to, http.url());
      write(to, http.method());
      write(to, http.headers());
      write(to, http.query());
      write(to, http.params());
      write(to, http.body());
      to.writeInt(http.status());
    } else {
      to.writeByte(0);
    }
  }

  static Datum datum(DataInputStream from) throws IOException {
    return switch (from.readByte()) {
      case 1 -> new Datum.Text(text(from));
      case 2 -> new Datum.Json(text(from));
      case 3 -> new Datum.Bytes(bytes(from));
      case 4 ->
          new Datum.Http(
              text(from),
              text(from),
              texts(from),
              texts(from),
              texts(from),
              datum(from),
              from.readInt());
      default -> new Datum.None();
    };
  }

  /** Writes what is to be loaded. */
  public static void write(DataOutputStream to, Loading loading) throws IOException {
    write(to, loading.id());
    write(to, loading.name());
    write(to, loading.entryPoint());
    write(to, loading.scriptFile());
    write(to, loading.bindings());
  }

  static Loading loading(DataInputStream from) throws IOException {
    return new Loading(text(from), text(from), text(from), text(from), texts(from));
  }

  /** Writes a call. */
  public static void write(DataOutputStream to, Invocation call) throws IOException {
    write(to, call.function());
    write(to, call.id());
    write(to, call.traceParent());
    write(to, call.traceState());
    to.writeInt(call.retries());
    to.writeInt(call.mostRetries());
    writeData(to, call.inputs());
    writeData(to, call.metadata());
  }

  static Invocation invocation(DataInputStream from) throws IOException {
    return new Invocation(
        text(from),
        text(from),
        text(from),
        text(from),
        from.readInt(),
        from.readInt(),
        data(from),
        data(from));
  }

  static void write(DataOutputStream to, Outcome outcome) throws IOException {
    write(to, outcome.returned());
    write(to, outcome.failure());
    write(to, outcome.stack());
  }

  /** Reads what became of a call. */
  public static Outcome outcome(DataInputStream from) throws IOException {
    return new Outcome(datum(from), text(from), text(from));
  }
}

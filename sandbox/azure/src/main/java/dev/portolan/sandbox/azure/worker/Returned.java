package dev.portolan.sandbox.azure.worker;

/** What the host is sent of what a method returned ({@code RpcUnspecifiedDataTarget}). */
final class Returned {
  private Returned() {}

  static Datum of(Object value) {
    return value instanceof Response response ? response.datum() : unspecified(value);
  }

  static Datum unspecified(Object value) {
    if (value == null) {
      return new Datum.Json("null");
    }
    if (value instanceof byte[] bytes) {
      return new Datum.Bytes(bytes);
    }
    if (value instanceof String text) {
      return new Datum.Text(text);
    }
    if (value instanceof Number || value instanceof Boolean) {
      return new Datum.Json(value.toString());
    }
    throw new IllegalArgumentException(
        "the sandbox makes no JSON of a " + value.getClass().getName());
  }
}

package dev.portolan.sandbox.azure.worker;

import java.util.Map;

/**
 * What host and worker hand each other: {@code TypedData} of the protocol ({@code
 * FunctionRpc.proto}).
 */
public sealed interface Datum {

  /** Nothing at all. */
  record None() implements Datum {}

  /** Text that is what it is. */
  record Text(String value) implements Datum {}

  /** Text that is JSON. */
  record Json(String value) implements Datum {}

  /** Bytes. */
  record Bytes(byte[] value) implements Datum {}

  /**
   * A request, or a response: of each header and query parameter one value.
   *
   * @param status of a response; 0 for a request
   */
  record Http(
      String url,
      String method,
      Map<String, String> headers,
      Map<String, String> query,
      Map<String, String> params,
      Datum body,
      int status)
      implements Datum {}
}

package dev.portolan.adapter.http;

import java.util.List;

/** A request before its body: what the first line and the header say, not judged yet. */
final class RequestHead {
  final String method;
  final String target;

  /** Whether the version is 1.0: one request a connection, no chunks, no interim responses. */
  final boolean old;

  /** Names and values in turn. */
  final List<String> fields;

  RequestHead(String method, String target, boolean old, List<String> fields) {
    this.method = method;
    this.target = target;
    this.old = old;
    this.fields = fields;
  }

  /** The only value of a header, or {@code null}; repeated, it is refused. */
  String single(String name) throws Refusal {
    String found = null;
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        if (found != null) {
          throw Refusal.malformed("Header " + name + " came twice.");
        }
        found = fields.get(i + 1);
      }
    }
    return found;
  }

  /** The first value of a header, or {@code null}. */
  String first(String name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return fields.get(i + 1);
      }
    }
    return null;
  }

  /** Whether a header that is a list of words has this one. */
  boolean lists(String name, String word) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name) && holds(fields.get(i + 1), word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String list, String word) {
    for (int start = 0; start <= list.length(); ) {
      int end = list.indexOf(',', start);
      end = end < 0 ? list.length() : end;
      if (list.substring(start, end).trim().equalsIgnoreCase(word)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }
}

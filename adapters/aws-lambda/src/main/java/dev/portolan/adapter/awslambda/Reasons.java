package dev.portolan.adapter.awslambda;

/** The words after a status, as RFC 9110, section 15, and the registry it made have them. */
final class Reasons {
  private Reasons() {}

  /** Those of this status; for one that has none, those of the first of its hundred. */
  static String of(int status) {
    switch (status) {
      case 201:
        return "Created";
      case 202:
        return "Accepted";
      case 203:
        return "Non-Authoritative Information";
      case 204:
        return "No Content";
      case 205:
        return "Reset Content";
      case 206:
        return "Partial Content";
      case 301:
        return "Moved Permanently";
      case 302:
        return "Found";
      case 303:
        return "See Other";
      case 304:
        return "Not Modified";
      case 307:
        return "Temporary Redirect";
      case 308:
        return "Permanent Redirect";
      case 401:
        return "Unauthorized";
      case 403:
        return "Forbidden";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 406:
        return "Not Acceptable";
      case 408:
        return "Request Timeout";
      case 409:
        return "Conflict";
      case 410:
        return "Gone";
      case 412:
        return "Precondition Failed";
      case 413:
        return "Content Too Large";
      case 415:
        return "Unsupported Media Type";
      case 422:
        return "Unprocessable Content";
      case 429:
        return "Too Many Requests";
      case 501:
        return "Not Implemented";
      case 502:
        return "Bad Gateway";
      case 503:
        return "Service Unavailable";
      case 504:
        return "Gateway Timeout";
      default:
        return ofHundred(status / 100);
    }
  }

  /**
   * A status that is not known means what the first of its hundred means (RFC 9110, section 15).
   */
  private static String ofHundred(int hundred) {
    switch (hundred) {
      case 2:
        return "OK";
      case 3:
        return "Multiple Choices";
      case 4:
        return "Bad Request";
      default:
        return "Internal Server Error";
    }
  }
}

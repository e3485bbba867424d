package dev.portolan.provider.aws;

import java.util.Locale;

/** What stands before a function that answers HTTP. */
enum Front {
  /** One HTTP API for the functions of an application: routes by method and path, 30 s at most. */
  HTTP_API,
  /** A URL of the function's own: any path, as long as the function's own timeout. */
  URL;

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

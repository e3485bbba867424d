package dev.portolan.sandbox.aws.runtime;

/** Gives addresses to what answers HTTP. */
public interface Doors {
  /** Address of an HTTP API, without a slash at its end. Opens it, if it is not open. */
  String api(String region, String apiId);

  /** Address of a function URL, with a slash at its end. Opens it, if it is not open. */
  String functionUrl(String region, String urlId);

  /** Addresses as the real cloud would give them. Nothing listens there. */
  static Doors unopened() {
    return new Doors() {
      @Override
      public String api(String region, String apiId) {
        return "https://" + apiId + ".execute-api." + region + ".amazonaws.com";
      }

      @Override
      public String functionUrl(String region, String urlId) {
        return "https://" + urlId + ".lambda-url." + region + ".on.aws/";
      }
    };
  }
}

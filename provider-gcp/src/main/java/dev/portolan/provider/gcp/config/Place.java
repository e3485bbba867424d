package dev.portolan.provider.gcp.config;

/** A project and a region, and what Google calls things in it. */
public record Place(String project, String region) {
  /** What all things of the region are below: {@code projects/P/locations/L}. */
  public String parent() {
    return "projects/" + project + "/locations/" + region;
  }

  /** A Cloud Run service's full name. */
  public String service(String name) {
    return parent() + "/services/" + name;
  }

  /** The e-mail address of a service account of the project. */
  public String email(String account) {
    int colon = project.indexOf(':');
    String domain =
        colon < 0 ? project : project.substring(colon + 1) + "." + project.substring(0, colon);
    return account + "@" + domain + ".iam.gserviceaccount.com";
  }

  /** The last part of a full name. */
  public static String last(String full) {
    return full.substring(full.lastIndexOf('/') + 1);
  }
}

package dev.portolan.sandbox.azure.plane;

/** Where things are reached that are not the resource manager's; always the same for a name. */
public interface Addresses {
  /** Host of a site, with its port when it has one of its own. */
  String site(String name);

  /** Host of the site that publishes to this one. */
  String publishing(String name);

  /** Where the blobs of an account are, as an address that ends in a slash. */
  String blobs(String account);

  /** As Azure's own, for clouds that are called in process. */
  static Addresses azure() {
    return new Addresses() {
      @Override
      public String site(String name) {
        return name + ".azurewebsites.net";
      }

      @Override
      public String publishing(String name) {
        return name + ".scm.azurewebsites.net";
      }

      @Override
      public String blobs(String account) {
        return "https://" + account + ".blob.core.windows.net/";
      }
    };
  }
}

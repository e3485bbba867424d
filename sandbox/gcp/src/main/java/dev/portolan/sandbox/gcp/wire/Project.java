package dev.portolan.sandbox.gcp.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one project that the cloud has. */
public final class Project {
  public static final String ID = "portolan-sandbox";
  public static final String NUMBER = "123456789012";

  /** The account that a service runs as when none is named. */
  public static final String DEFAULT_ACCOUNT = NUMBER + "-compute@developer.gserviceaccount.com";

  /** The account that may do everything; the key file holds its key. */
  public static final String DEPLOYER = "deployer@" + ID + ".iam.gserviceaccount.com";

  private static final Pattern IN_PATH = Pattern.compile("/v[0-9][a-z0-9]*/projects/([^/:]+).*");

  private Project() {}

  /** Refuses a path that names another project. */
  static void check(String path) {
    Matcher named = IN_PATH.matcher(path);
    if (named.matches()
        && !named.group(1).equals(ID)
        && !named.group(1).equals(NUMBER)
        && !named.group(1).equals("-")) {
      throw CommonError.FORBIDDEN.refusal();
    }
  }
}

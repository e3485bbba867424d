package dev.portolan.provider.gcp.functions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cloud Storage did not take an archive at its signed URL. The URL is told nowhere: who has it may
 * upload.
 *
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/reference-status">its answers</a>
 */
public final class UploadRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Pattern CODE = Pattern.compile("<Code>(\\w{1,60})</Code>");

  private final int status;
  private final String code;

  private UploadRefused(int status, String code) {
    super("Cloud Storage answered " + status + (code.isEmpty() ? "" : " " + code));
    this.status = status;
    this.code = code;
  }

  /**
   * What an answer says.
   *
   * @param body XML with a code, or anything
   */
  public static UploadRefused from(int status, String body) {
    Matcher code = CODE.matcher(body);
    return new UploadRefused(status, code.find() ? code.group(1) : "");
  }

  public int status() {
    return status;
  }

  /** Cloud Storage's own word, as {@code AccessDenied}; empty for none. */
  public String code() {
    return code;
  }
}

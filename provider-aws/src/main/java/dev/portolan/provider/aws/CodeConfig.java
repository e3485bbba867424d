package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Architecture;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * What goes up with the code: its digest as Lambda writes it, and the architecture, which {@code
 * UpdateFunctionCode} takes and {@code UpdateFunctionConfiguration} does not.
 *
 * @param sha256 base64 of the SHA-256 of the archive's bytes
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html">UpdateFunctionCode</a>
 */
record CodeConfig(String sha256, Architecture architecture) {
  static CodeConfig of(String sha256Hex, Architecture architecture) {
    byte[] digest = HexFormat.of().parseHex(sha256Hex);
    return new CodeConfig(Base64.getEncoder().encodeToString(digest), architecture);
  }

  static CodeConfig from(FunctionConfiguration seen) {
    boolean arm =
        seen.hasArchitectures()
            && seen.architectures()
                .contains(software.amazon.awssdk.services.lambda.model.Architecture.ARM64);
    return new CodeConfig(seen.codeSha256(), arm ? Architecture.ARM64 : Architecture.X86_64);
  }

  String hex() {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(sha256));
  }

  List<String> differences(CodeConfig wanted) {
    List<String> all = new ArrayList<>();
    if (!sha256.equals(wanted.sha256)) {
      all.add("code " + brief() + " → " + wanted.brief());
    }
    if (architecture != wanted.architecture) {
      all.add("architecture " + id() + " → " + wanted.id());
    }
    return all;
  }

  /** The architecture as Lambda spells it. */
  String id() {
    return architecture == Architecture.ARM64 ? "arm64" : "x86_64";
  }

  private String brief() {
    return hex().substring(0, 12);
  }
}

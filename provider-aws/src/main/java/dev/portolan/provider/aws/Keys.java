package dev.portolan.provider.aws;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Access keys given as settings. Only for an endpoint on loopback; never printed. */
record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
  AwsCredentials credentials() {
    return sessionToken.isPresent()
        ? AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken.get())
        : AwsBasicCredentials.create(accessKeyId, secretAccessKey);
  }

  @Override
  public String toString() {
    return "Keys[masked]";
  }
}

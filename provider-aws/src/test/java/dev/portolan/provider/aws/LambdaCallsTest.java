package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.deploy.model.DeployException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

class LambdaCallsTest {
  /**
   * As "GetFunction" answers one who may not list tags.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_TagsError.html">TagsError</a>
   */
  private static final String UNTOLD =
      """
      {"Configuration":{"FunctionName":"shop-dev-hello"},
       "TagsError":{"ErrorCode":"AccessDeniedException","Message":"not lambda:ListTags"}}""";

  @Test
  void aFunctionWhoseTagsMayNotBeReadIsNobodysYet() {
    try (LambdaClient client = client()) {
      LambdaCalls calls = new LambdaCalls(() -> client, new Ledger(Calls.ONCE, new VirtualTime()));
      DeployException untold =
          assertThrows(DeployException.class, () -> calls.find("shop-dev-hello"));
      assertEquals(DeployException.Kind.PERMISSION_DENIED, untold.kind());
    }
  }

  private static LambdaClient client() {
    return LambdaClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(new Canned(UNTOLD))
        .build();
  }
}

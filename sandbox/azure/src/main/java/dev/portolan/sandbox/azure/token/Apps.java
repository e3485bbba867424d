package dev.portolan.sandbox.azure.token;

import java.util.Optional;

/** Which apps there are, and whom each may ask tokens of. */
public interface Apps {
  /** The site whose app was told this word, and no other. */
  Optional<String> site(String word);

  /** The principal of the identity of this client id, if a site has it. */
  Optional<String> principal(String site, String client);
}

package dev.portolan.sandbox.aws.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a running function gets from the cloud around it. */
public interface FunctionHost {
  /** The folder with the function's code, unpacked. */
  Path code(RunSpec function) throws IOException;

  /** Where the cloud's own services answer, if they do over a socket. */
  Optional<String> endpoint();

  /** Temporary credentials of the function's role, as environment variables. */
  Map<String, String> credentials(RunSpec function);

  /** Takes lines for the function's log. */
  void log(RunSpec function, String stream, List<String> lines);

  /** Takes a line worth telling the person who runs the sandbox. */
  void tell(String line);
}

package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import java.time.Instant;

/**
 * What stands around a request.
 *
 * @param tree the cloud's state: to read; to change as well, when the method is a mutation
 * @param caller e-mail address of the account whose token it bore
 * @param wire the request as it came
 */
public record Call(ObjectNode tree, Instant now, String caller, WireRequest wire) {}

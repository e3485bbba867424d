/** Lambda's control plane: functions, versions, aliases, permissions, URLs, concurrency. */
package dev.portolan.sandbox.aws.lambda;

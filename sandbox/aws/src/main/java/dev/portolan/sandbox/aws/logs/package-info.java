/** CloudWatch Logs: groups, streams, and the lines that functions write. */
package dev.portolan.sandbox.aws.logs;

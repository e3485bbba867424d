/** Secrets Manager: secrets that functions read while they run. */
package dev.portolan.sandbox.aws.secrets;

/** IAM's roles and STS's caller, as far as a deployment of functions needs them. */
package dev.portolan.sandbox.aws.iam;

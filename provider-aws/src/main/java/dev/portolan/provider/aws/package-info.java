/**
 * AWS Lambda with an HTTP API or a function URL in front.
 *
 * <p>{@code unwrap} gives the {@code SdkException} that AWS answered with. The order to read in:
 * {@code AwsDeployer}, then {@code FunctionSteps}, then the {@code …Calls}.
 */
package dev.portolan.provider.aws;

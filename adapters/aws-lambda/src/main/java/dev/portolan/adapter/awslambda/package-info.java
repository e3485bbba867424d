/**
 * Runs a portable function on AWS Lambda, in the managed Java runtimes.
 *
 * <p>{@code Context.unwrap} gives the {@code com.amazonaws.services.lambda.runtime.Context}.
 */
package dev.portolan.adapter.awslambda;

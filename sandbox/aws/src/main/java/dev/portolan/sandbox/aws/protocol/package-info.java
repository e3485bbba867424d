/**
 * How AWS services are called: operations, their inputs and limits, and the three wire protocols.
 */
package dev.portolan.sandbox.aws.protocol;

/** Measures what the Lambda adapter keeps to itself. */
package dev.portolan.adapter.awslambda;

/** SNS: topics, the functions subscribed to them, and what is published. */
package dev.portolan.sandbox.aws.sns;

/** SQS: queues and the messages in them. */
package dev.portolan.sandbox.aws.sqs;

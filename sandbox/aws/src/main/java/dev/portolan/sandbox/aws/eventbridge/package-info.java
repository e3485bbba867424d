/** EventBridge: buses, the rules on them, and what is put there. */
package dev.portolan.sandbox.aws.eventbridge;

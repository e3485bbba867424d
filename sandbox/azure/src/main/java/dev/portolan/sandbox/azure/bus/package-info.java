/** Service Bus: namespaces with queues and topics, their messages, and who takes them. */
package dev.portolan.sandbox.azure.bus;

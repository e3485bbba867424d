/** Service Bus: namespaces with queues, their messages, and who takes them. */
package dev.portolan.sandbox.azure.bus;

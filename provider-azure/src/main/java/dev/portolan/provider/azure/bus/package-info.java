/** The queues and topics of Service Bus that functions take from. */
package dev.portolan.provider.azure.bus;

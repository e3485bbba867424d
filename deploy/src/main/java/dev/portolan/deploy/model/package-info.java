/** The nouns of a deployment: values without behaviour of any cloud, and without the network. */
package dev.portolan.deploy.model;

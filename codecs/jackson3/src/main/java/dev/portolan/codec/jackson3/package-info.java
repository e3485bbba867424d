/** JSON by Jackson databind, in the place of the codec of the house. Travels with the function. */
package dev.portolan.codec.jackson3;

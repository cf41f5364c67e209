package io.github.cphshare.client.fleet;

/**
 * Finds the numbers of servers by their ids. A table of numbers and nothing else, since a fleet may be large: a map from the
 * ids would weigh as much as they do. Immutable.
 */
final class ServerNumbers {
    private final Ledger ledger;
    /** Each number at the first free place from that of its id's hash on; 0 where there is none. A power of two of places. */
    private final int[] numbers;

    ServerNumbers(Ledger ledger) {
        this.ledger = ledger;
        // At most half full, so that a search is over soon.
        numbers = new int[Math.max(2, Integer.highestOneBit(Math.max(1, ledger.size())) << 2)];
        for (int server = 1; server <= ledger.size(); server++) {
            numbers[place(ledger.id(server))] = server;
        }
    }

    /**
     * The number of a server.
     *
     * @throws IllegalArgumentException if it is none of the fleet
     */
    int of(String id) {
        int number = numbers[place(id)];
        if (number == 0) {
            throw new IllegalArgumentException(id + " is no server of this fleet");
        }
        return number;
    }

    /** Where the id is, or the free place where it would be. */
    private int place(String id) {
        int hash = id.hashCode() * 0x9E3779B9; // Its high bits depend on all bits of the hash.
        int place = (hash ^ hash >>> 16) & numbers.length - 1;
        while (numbers[place] != 0 && !ledger.id(numbers[place]).equals(id)) {
            place = place + 1 & numbers.length - 1;
        }
        return place;
    }
}

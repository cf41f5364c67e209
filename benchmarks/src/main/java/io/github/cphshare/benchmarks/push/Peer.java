package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.client.auth.CredentialsProvider;

/** The clients that are compared. */
public enum Peer {
    /** OkHttp with a body that was made beforehand, and whose answer nobody parses: the floor. */
    OKHTTP("raw OkHttp (the floor)") {
        @Override
        Pusher open(Target target) {
            return new OkHttpPusher(target);
        }
    },

    /** Our client with a token. */
    OURS("cph-share, token") {
        @Override
        Pusher open(Target target) {
            return new OurPusher(target, CredentialsProvider.token(Sample.TOKEN));
        }
    },

    /** Our client with an access key. */
    OURS_AK_SK("cph-share, AK/SK") {
        @Override
        Pusher open(Target target) {
            return new OurPusher(target, CredentialsProvider.akSk(Sample.ACCESS_KEY, Sample.SECRET_KEY));
        }
    },

    /** The vendor's SDK with a credential of one's own that sets the token; it has none itself. */
    OFFICIAL("official SDK, token") {
        @Override
        Pusher open(Target target) {
            return OfficialPusher.withToken(target);
        }
    },

    /** The vendor's SDK as its documents use it. */
    OFFICIAL_AK_SK("official SDK, AK/SK") {
        @Override
        Pusher open(Target target) {
            return OfficialPusher.withAccessKey(target);
        }
    },

    /** The JDK's client with a body that was made beforehand. */
    JDK("JDK HttpClient") {
        @Override
        Pusher open(Target target) {
            return new JdkPusher(target);
        }
    },

    /** What OpenAPI Generator makes of the contract by itself: Retrofit and Gson. */
    STOCK("stock generated client") {
        @Override
        Pusher open(Target target) {
            return new StockPusher(target);
        }
    };

    private final String words;

    Peer(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Makes what is made once for many pushes. */
    abstract Pusher open(Target target);
}

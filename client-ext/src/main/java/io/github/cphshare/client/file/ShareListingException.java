package io.github.cphshare.client.file;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import org.jspecify.annotations.Nullable;

/** A directory could not be listed: the server was refused, its job failed or did not end, or said nothing. */
public final class ShareListingException extends CphShareException {
    private static final int STATUS_OF_AN_ERROR_IN_A_SUCCESS = 200;

    private final @Nullable String errorCode;
    private final @Nullable String errorMessage;

    private ShareListingException(
            String message,
            Delivery delivery,
            String advice,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        super(message, null, delivery, advice, null);
        this.errorCode = errorCode;
        this.errorMessage = errorMessage;
    }

    /**
     * For a server that was refused, or whose job failed.
     *
     * @param serverId the server
     * @param path the directory
     * @param errorCode why, as a code of the service
     * @param errorMessage why, in the words of the service
     * @return the failure
     */
    public static ShareListingException refused(
            String serverId, String path, @Nullable String errorCode, @Nullable String errorMessage) {
        return new ShareListingException(
                "Server " + serverId + " did not list " + path + said(errorCode) + said(errorMessage),
                Delivery.NOT_PROCESSED,
                ErrorCatalog.find(errorCode, STATUS_OF_AN_ERROR_IN_A_SUCCESS)
                        .map(CatalogedError::advice)
                        .orElse("Check the server and the path."),
                errorCode,
                errorMessage);
    }

    /**
     * For a job of which it is not known how it ended.
     *
     * @param serverId the server
     * @param path the directory
     * @param why what is known
     * @return the failure
     */
    public static ShareListingException unknown(String serverId, String path, String why) {
        return new ShareListingException(
                "Server " + serverId + " did not list " + path + ": " + why,
                Delivery.UNKNOWN,
                "List it again; listing changes nothing.",
                null,
                null);
    }

    private static String said(@Nullable String words) {
        return words == null ? "" : ": " + ErrorAnswer.oneLine(words);
    }

    static ShareListingException unreadable(String serverId, String path, @Nullable String output) {
        String text = output == null ? "nothing" : ErrorAnswer.oneLine(output);
        return unknown(serverId, path, "its job put out no listing, but: " + text);
    }

    /**
     * Why the server was refused or its job failed.
     *
     * @return a code of the service, or {@code null} where it told none
     */
    public @Nullable String errorCode() {
        return errorCode;
    }

    /**
     * The same in the words of the service.
     *
     * @return the message, or {@code null} where it told none
     */
    public @Nullable String errorMessage() {
        return errorMessage;
    }
}

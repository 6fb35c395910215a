using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Spectacles.Gateway;

/// <summary>The REST request for the gateway information.</summary>
/// <param name="api">The REST address.</param>
/// <param name="http">
/// The invoker. It follows no redirect, because the response contains the address that receives the token. It does not block the caller's
/// thread (<see cref="DirectHttp"/>).
/// </param>
/// <param name="time">The clock.</param>
/// <param name="proxy">Returns the proxy of the invoker, for error messages; null if it is not known.</param>
internal sealed class GatewayApi(Uri api, HttpMessageInvoker http, TimeProvider time, Func<IWebProxy>? proxy = null)
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private const int LargestAnswer = 64 * 1024;
    private const int Tries = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private long notBefore;
    private readonly Uri address = new($"{api.AbsoluteUri.TrimEnd('/')}/gateway/bot");

    /// <summary>The earliest time of the next request, according to the last refusal.</summary>
    public DateTimeOffset NotBefore => new(Volatile.Read(ref notBefore), TimeSpan.Zero);

    /// <summary>Requests the gateway information. https://discord.com/developers/docs/events/gateway#get-gateway-bot</summary>
    /// <param name="tokens">The bot's token.</param>
    /// <param name="errors">Where waits for the API are reported.</param>
    /// <param name="cancellationToken">Canceled when no caller waits for the response any longer.</param>
    /// <exception cref="GatewayException">The API can't be reached, refuses the request, or requires a wait that is too long.</exception>
    public async Task<GatewayInformation> GetGatewayBotAsync(TokenSource tokens, ErrorReport? errors, CancellationToken cancellationToken)
    {
        var backoff = new ReconnectBackoff(Random.Shared);
        for (int tried = 1; ; tried++)
        {
            var token = await tokens.ReadAsync(time, errors, cancellationToken).ConfigureAwait(false);
            var answer = await AskAsync(token, cancellationToken).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.Unauthorized)
            {
                if (tried < Tries && await tokens.HasReplacedAsync(token, time, errors, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                throw new GatewayException($"The API at {address} answered 401: the token is wrong. Copy the bot token again from the "
                    + "developer portal (Bot > Token).")
                {
                    IsConfigurationError = true,
                };
            }

            if (answer.Information is { } known)
            {
                return known;
            }

            // https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit
            var wait = answer.RetryAfter?.Wait ?? (ShortestWait + backoff.Next());
            string busy = answer.Status == HttpStatusCode.TooManyRequests
                ? "answered 429 (too many requests)"
                : $"answered {(int)answer.Status} (server error)";
            Volatile.Write(ref notBefore, (time.GetUtcNow() + wait).UtcTicks);
            if (wait > LongestWait)
            {
                string cut = answer.RetryAfter is { IsCut: true }
                    ? $" The response asks for a longer wait; more than {RetryDelay.Longest.TotalHours} hours are not accepted."
                    : string.Empty;
                throw new GatewayException($"The API at {address} {busy}. Retry after {time.GetUtcNow() + wait:s}Z.{cut}");
            }

            if (tried == Tries)
            {
                throw new GatewayException(
                    $"The API at {address} {busy}, {Tries} times. Try again later; https://discordstatus.com says how Discord is.");
            }

            if (tried == 1)
            {
                errors?.Warn($"The API at {address} {busy}. The next of {Tries} attempts follows in "
                    + $"{wait.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s.");
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Answer> AskAsync(BotToken token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bot", token.Value);

        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Text);

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                byte[] json = await ReadAsync(response, either.Token).ConfigureAwait(false);
                return new Answer(GatewayInformation.Read(json, time.GetUtcNow()), response.StatusCode, null);
            }

            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                return new Answer(null, response.StatusCode, null);
            }

            return response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ? new Answer(
                    null,
                    response.StatusCode,
                    RetryDelay.FromHeaders(response.Headers, time.GetUtcNow())
                        ?? RetryDelay.FromBody(await ReadRefusalAsync(response, either.Token).ConfigureAwait(false)))
                : throw Refused(response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new GatewayException(
                $"The API can't be reached at {address}{Through()}: {ConnectFailure.Explain(e).TrimEnd('.')}. "
                    + "Check the network and the API address.",
                ConnectFailure.Printable(e));
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw new GatewayException(
                $"The API at {address}{Through()} did not answer within {Deadline.TotalSeconds} s. Check the network and the API address.",
                e);
        }
        catch (Exception e) when (e is not GatewayException && !cancellationToken.IsCancellationRequested)
        {
            // The user's HttpMessageInvoker may throw any exception.
            throw new GatewayException(
                $"The request to the API at {address} threw {e.GetType().Name}: {PeerText.Escape(e.Message, PeerText.Long)}",
                ConnectFailure.Printable(e));
        }
    }

    private string Through() =>
        GatewayAddress.ProxyFor(proxy?.Invoke(), address) is { } by ? $" through the proxy {GatewayAddress.NameOf(by)}" : string.Empty;

    private GatewayException Refused(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Forbidden => new GatewayException($"The API at {address} answered 403: it refuses this client. A proxy may be in "
            + "the way, or this network's address is banned."),
        HttpStatusCode.ProxyAuthenticationRequired => new GatewayException($"The API can't be reached at {address}{Through()}: the proxy "
            + "answered 407, it requires credentials. Check the proxy's address and its credentials."),
        HttpStatusCode.NotFound =>
            new GatewayException($"The API at {address} answered 404: check the API address; it ends in the version, such as /api/v10."),
        var status =>
            new GatewayException(
                $"The API at {address} answered {(int)status} {PeerText.Escape(response.ReasonPhrase)}. Check the API address."),
    };

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await ReadStartAsync(response, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return body.Length < LargestAnswer
            ? body
            : throw new GatewayException($"The API at {address} answered more than {LargestAnswer} bytes. Check the API address.");
    }

    /// <summary>
    /// Reads the body of a refusal, which may contain the time to wait. Returns an empty body if it is incomplete, does not end or is too
    /// long: then the status alone decides.
    /// </summary>
    private static async Task<byte[]> ReadRefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadStartAsync(response, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return [];
        }
    }

    /// <summary>Reads the beginning of the body. ReadAsByteArrayAsync is not used, because its limit is 2 GB.</summary>
    private static async Task<byte[]> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LargestAnswer];
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..count];
    }

    private sealed class Answer(GatewayInformation? information, HttpStatusCode status, RetryDelay? retryAfter)
    {
        public GatewayInformation? Information => information;

        public HttpStatusCode Status => status;

        public RetryDelay? RetryAfter => retryAfter;
    }
}

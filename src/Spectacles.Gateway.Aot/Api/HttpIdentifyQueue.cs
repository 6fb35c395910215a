using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Shares the identify limit between the machines of one bot, through a small service: <c>spectacles identify-queue</c>.</summary>
/// <remarks>
/// Each request is <c>POST {address}/turns/{bot}/{bucket}</c>, where the bot is a hash of the token and the bucket is
/// <c>shard_id % max_concurrency</c>. The response is 204, which grants the turn, or 429 with <c>{"retry_after":seconds}</c>, which asks to
/// retry after that time. Any other response, or none, is an error. The shard reports it and tries again, and does not identify without a
/// turn.
/// </remarks>
public sealed class HttpIdentifyQueue : IIdentifyQueue
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest accepted response time. A turn that took longer to arrive may be too close to the next one, and is not used. The
    /// service's spacing allows for this much.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(750);

    private static readonly TimeSpan LongestJitter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly Lazy<HttpMessageInvoker> DefaultHttp = new(
        () => DirectHttp.Of(new HttpMessageInvoker(DirectHttp.NewHandler(keepsIdleConnections: true))));

    private readonly TurnLines lines = new();
    private readonly HttpMessageInvoker http;
    private readonly TimeProvider time;
    private readonly Uri address;
    private readonly string turns;

    /// <summary>Creates a queue that uses a service.</summary>
    /// <param name="token">The bot's token, with or without the prefix "Bot ". The service gets a hash of it.</param>
    /// <param name="address">The address of the service, such as <c>http://10.0.0.5:4460</c>.</param>
    /// <param name="http">
    /// The invoker that sends the requests. It is not disposed. Null for the default, which uses the system's proxy and follows no
    /// redirect. Set <c>AllowAutoRedirect</c> to false on your own handler.
    /// </param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The token is not a valid bot token, or the address is not a valid HTTP address.</exception>
    public HttpIdentifyQueue(string token, Uri address, HttpMessageInvoker? http = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        GatewayAddress.ThrowIfUserInformation(address, nameof(address));
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"{address} is not a valid HTTP URL. Example: http://10.0.0.5:4460.", nameof(address));
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new ArgumentException("The address of a service must not contain a query or a fragment: it appears in errors and logs. "
                + "Keep the service in a private network.", nameof(address));
        }

        this.address = address;
        this.http = http is null ? DefaultHttp.Value : DirectHttp.For(http, null);
        time = timeProvider ?? TimeProvider.System;
        turns = $"{address.AbsoluteUri.TrimEnd('/')}/turns/{BotToken.Parse(token).HashFor("spectacles-gateway-turns")}";
    }

    /// <inheritdoc/>
    /// <exception cref="GatewayException">
    /// The service can't be reached, or its response is not valid. The turn is not granted; a shard reports the error and tries again.
    /// </exception>
    public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
        lines.WaitAsync(TurnLines.BucketOf(shardId, maxConcurrency), TakeAsync, cancellationToken);

    private async Task TakeAsync(int bucket, CancellationToken cancellationToken)
    {
        const int tries = 3;
        for (int late = 0; late < tries;)
        {
            long asked = time.GetTimestamp();
            if (await AskAsync(bucket, cancellationToken).ConfigureAwait(false) is { } wait)
            {
                // Callers that wait for the same turn must not retry at the same moment.
                await Task.Delay(wait + (LongestJitter * Random.Shared.NextDouble()), time, cancellationToken).ConfigureAwait(false);
            }
            else if (time.GetElapsedTime(asked) <= LongestWay)
            {
                return;
            }
            else
            {
                // The first request includes the connection setup, so it is often late.
                late++;
            }
        }

        throw new GatewayException($"The identify service at {address} takes longer than {LongestWay.TotalMilliseconds} ms to answer: a "
            + "turn that arrives this late may be too close to the next one. Run the service closer to the shards.");
    }

    /// <returns>How long to wait before the next request; null when the turn is granted.</returns>
    private async Task<TimeSpan?> AskAsync(int bucket, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{turns}/{bucket}"));
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.NoContent => null,
                HttpStatusCode.TooManyRequests => await ReadWaitAsync(response, either.Token).ConfigureAwait(false),
                var status => throw new GatewayException($"The identify service at {address} answered {(int)status}. Check the address: "
                    + "spectacles identify-queue must run there."),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new GatewayException($"The identify service can't be reached at {address}: {ConnectFailure.Explain(e).TrimEnd('.')}. No "
                + "shard identifies without a turn.", ConnectFailure.Printable(e));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayException(
                $"The identify service at {address} did not answer within {Deadline.TotalSeconds} s. No shard identifies without a turn.",
                e);
        }
    }

    private async Task<TimeSpan> ReadWaitAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1024];
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return ReadWait(buffer.AsSpan(0, count)) is { } wait && wait > TimeSpan.Zero && wait <= LongestWait
            ? wait
            : throw new GatewayException($"The identify service at {address} answered 429 without a valid retry_after. Check the address: "
                + "spectacles identify-queue must run there.");
    }

    private static TimeSpan? ReadWait(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var properties = new PropertyReader();
            while (properties.Next(ref reader))
            {
                if (properties.TryMoveTo(ref reader, "retry_after"u8) && reader.TryGetDouble(out double seconds))
                {
                    return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e6));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The response is not from the service.
        }

        return null;
    }
}
